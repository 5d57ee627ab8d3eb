import { describe, expect, it } from 'vitest';
import { freshMix, withStrip } from '../../../src/lib/music/mix';
import { STEMS } from '../../../src/lib/music/stems';
import { OWN_PITCH, OWN_SPEED, pitch, speed } from '../../../src/lib/music/tuning';
import { exportJob, fileOf, jobBytes, type HeardSong } from '../../../src/lib/state/export-job';
import { frames } from '../../../src/lib/units/units';
import { layoutOf } from '../../tools/blocks';

const layout = layoutOf(441_000, 100_000);
const heard: HeardSong = {
	song: { title: 'Title', artist: 'Artist', album: 'Album', layout },
	mix: withStrip(freshMix(), 'bass', { muted: true }),
	speed: speed(70),
	pitch: pitch(2, -30),
	loop: { start: frames(44_100), end: frames(88_200), name: 'Solo' }
};
const asItIs: HeardSong = { ...heard, speed: OWN_SPEED, pitch: OWN_PITCH, loop: null };

describe('what is exported', () => {
	it('is the mix as it sounds, with its speed, pitch and loop', () => {
		const job = exportJob(heard, 'mix', 'flac16');
		expect(job).toMatchObject({ layout, format: 'flac16' });
		expect(job.files).toEqual([
			{
				name: 'Artist - Title (mix of Solo 70 %, +2 -30 cents).flac',
				content: {
					type: 'mix',
					mix: heard.mix,
					sound: { rate: 0.7, transposed: 170, loop: { start: 44_100, end: 88_200 } }
				},
				tags: { title: 'Title', artist: 'Artist', album: 'Album' }
			}
		]);
		expect(fileOf(heard, job)).toMatchObject({ name: job.files[0].name, type: 'audio/flac' });
		expect(exportJob(asItIs, 'mix', 'mp3').files[0]).toMatchObject({
			name: 'Artist - Title (mix).mp3',
			content: { sound: { rate: 1, transposed: 0, loop: null } }
		});
	});

	it('is a stem as it was separated, whatever is heard of it', () => {
		const job = exportJob(heard, 'bass', 'pcm24');
		expect(job.files).toEqual([
			{
				name: 'Artist - Title (bass).wav',
				content: { type: 'stem', stem: 'bass' },
				tags: { title: 'Title (bass)', artist: 'Artist', album: 'Album' }
			}
		]);
	});

	it('is a zip of all four, each with a title of its own', () => {
		const job = exportJob(heard, 'stems', 'flac24');
		expect(job.files.map(({ tags }) => tags.title)).toEqual(STEMS.map((stem) => `Title (${stem})`));
		expect(fileOf(heard, job)).toMatchObject({
			name: 'Artist - Title (stems).zip',
			type: 'application/zip'
		});
	});

	it('has a size before it is made', () => {
		const bytes = (one: HeardSong, choice: 'mix' | 'stems') => jobBytes(exportJob(one, choice, 'pcm16'));
		expect(Math.abs(bytes(asItIs, 'mix') - 4 * 441_000)).toBeLessThan(100);
		expect(Math.abs(bytes(heard, 'mix') - 4 * 63_000)).toBeLessThan(100);
		expect(Math.abs(bytes(heard, 'stems') - 16 * 441_000)).toBeLessThan(400);
	});
});
