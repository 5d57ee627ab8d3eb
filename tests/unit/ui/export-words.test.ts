import { describe, expect, it } from 'vitest';
import { OWN_PITCH, OWN_SPEED, pitch, speed } from '../../../src/lib/music/tuning';
import { exportedWords, heardWords, sizeWords } from '../../../src/lib/ui/export-words';
import { frames } from '../../../src/lib/units/units';

describe('saving in words', () => {
	it('says what is heard', () => {
		const plain = { speed: OWN_SPEED, pitch: OWN_PITCH, loop: null, silent: [] };
		expect(heardWords(plain)).toBe('As you hear it now: the whole song.');
		const loop = { start: frames(4 * 44_100), end: frames(7 * 44_100) };
		expect(heardWords({ speed: speed(70), pitch: pitch(2, 0), loop, silent: ['bass', 'vocals'] })).toBe(
			'As you hear it now: the loop 0:04.0 – 0:07.0, at 70 %, 2 semitones up, without bass and vocals.'
		);
		expect(heardWords({ ...plain, silent: ['drums', 'bass', 'vocals'] })).toBe(
			'As you hear it now: the whole song, without drums, bass and vocals.'
		);
	});

	it('promises no more of a size than is known', () => {
		expect(sizeWords('pcm16', 42e6)).toBe('42 MB');
		expect(sizeWords('flac24', 42e6)).toBe('Up to 42 MB');
		expect(sizeWords('mp3', 9e6)).toBe('About 9 MB');
	});

	it('says how it went', () => {
		expect(exportedWords({ phase: 'idle' })).toBe('');
		expect(exportedWords({ phase: 'running', name: 'a.wav', share: 0.47 })).toBe('Saving: 40 percent');
		expect(exportedWords({ phase: 'done', name: 'a.wav' })).toBe('Saved: a.wav');
	});
});
