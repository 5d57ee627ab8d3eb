import { expect, test } from 'vitest';
import { exportName, zipName, type Exported } from '../../../src/lib/audio/export/name';
import { OWN_PITCH, pitch, speed } from '../../../src/lib/music/tuning';

const song = { title: 'Title', artist: 'Artist' };
const mix = (change: Partial<Extract<Exported, { what: 'mix' }>> = {}): Exported => ({
	what: 'mix',
	speed: speed(100),
	pitch: OWN_PITCH,
	loop: null,
	...change
});

test.each<[Exported, string]>([
	[{ what: 'drums' }, 'Artist - Title (drums).flac'],
	[mix(), 'Artist - Title (mix).flac'],
	[mix({ speed: speed(70) }), 'Artist - Title (mix 70 %).flac'],
	[mix({ speed: speed(70), pitch: pitch(2, 0) }), 'Artist - Title (mix 70 %, +2).flac'],
	[mix({ pitch: pitch(-1, 0) }), 'Artist - Title (mix, -1).flac'],
	[mix({ pitch: pitch(0, 20) }), 'Artist - Title (mix, +20 cents).flac'],
	[mix({ pitch: pitch(2, -30) }), 'Artist - Title (mix, +2 -30 cents).flac'],
	[mix({ loop: 'Solo', speed: speed(50) }), 'Artist - Title (mix of Solo 50 %).flac'],
	[mix({ loop: ' ' }), 'Artist - Title (mix of the loop).flac']
])('the file tells what is in it: %o', (exported, name) => {
	expect(exportName(song, exported, 'flac16')).toBe(name);
});

test.each([
	['AC/DC', 'T.N.T.', 'AC_DC - T.N.T. (drums).wav'],
	[null, '"Heroes": <live>?*|\\', '_Heroes_ _live_ (drums).wav'],
	[' ', 'a\u0000b\tc\n\u007f', 'a_b_c_ (drums).wav'],
	[null, '...And Justice', 'And Justice (drums).wav'],
	[null, '...', 'Song (drums).wav'],
	[null, 'aux.b', '_aux.b (drums).wav'],
	[null, 'CON', 'CON (drums).wav'],
	['Sigur Rós', 'Ágætis  byrjun', 'Sigur Rós - Ágætis byrjun (drums).wav']
])('%s, %s: a name that every system takes', (artist, title, name) => {
	expect(exportName({ artist, title }, { what: 'drums' }, 'pcm16')).toBe(name);
});

test('a long name is cut between two characters, and keeps what is behind it', () => {
	const name = exportName({ artist: null, title: '👩‍🎤é'.repeat(60) }, mix({ loop: 'ü'.repeat(99) }), 'mp3');
	expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
	expect(name).toMatch(/^(👩‍🎤é)+(👩‍🎤)? \(mix of ü+\)\.mp3$/u);
});

test('the zip of the stems has a name of its own', () => {
	expect(zipName(song)).toBe('Artist - Title (stems).zip');
});
