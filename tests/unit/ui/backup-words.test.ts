import { describe, expect, it } from 'vitest';
import type { SongId } from '../../../src/lib/music/song';
import {
	backedUpWords,
	backupWords,
	leftWords,
	restoredWords,
	tenthWords
} from '../../../src/lib/ui/backup-words';

const song = (bytes: number) => ({ id: 'a'.repeat(64) as SongId, title: 'Song', bytes });
const MAY = new Date(2026, 4, 3, 12).getTime();

describe('what a backup is said to hold', () => {
	const words = (sessions: number, ...songs: number[]) =>
		backupWords({ createdAt: MAY, sessions, songs: songs.map(song) });

	it('names its day, its sessions, its songs and their size', () => {
		expect(words(214, 700e6, 500e6)).toBe('From 3 May 2026: 214 sessions and 2 songs (1.2 GB).');
		expect(words(1, 85e6)).toBe('From 3 May 2026: 1 session and 1 song (85 MB).');
	});

	it('leaves out what it has none of', () => {
		expect(words(3)).toBe('From 3 May 2026: 3 sessions.');
		expect(words(0, 85e6)).toBe('From 3 May 2026: 1 song (85 MB).');
		expect(words(0)).toBe('From 3 May 2026: settings alone.');
	});
});

it('what was backed up is told with the size of the file', () => {
	const report = { sessions: 2, songs: 1, bytes: 86e6, left: [] };
	expect(backedUpWords(report)).toBe('Backed up: 2 sessions and 1 song, 86 MB.');
	expect(backedUpWords({ ...report, sessions: 0, songs: 0, bytes: 900 })).toBe(
		'Backed up: your settings, 1 kB.'
	);
});

describe('songs that were left out', () => {
	const titled = (...titles: string[]) => titles.map((title) => ({ title }));

	it('are named, three at most', () => {
		expect(leftWords([])).toBeNull();
		expect(leftWords(titled('A'))).toMatch(/^“A” is damaged .* Delete it /);
		expect(leftWords(titled('A', 'B'))).toMatch(/^“A” and “B” are damaged .* Delete them /);
		expect(leftWords(titled('A', 'B', 'C', 'D', 'E'))).toMatch(/^“A”, “B”, “C” and 2 more are /);
	});
});

describe('what was restored', () => {
	const nothing = { sessions: 0, loops: 0, markers: 0, settings: 0, songs: { added: [], kept: [] } };

	it('is counted, kind by kind', () => {
		const songs = { added: [song(1).id], kept: [] };
		expect(restoredWords({ sessions: 2, loops: 1, markers: 3, settings: 4, songs })).toBe(
			'Restored: 2 sessions, 1 song, 1 loop, 3 markers and 4 settings. What was newer here has stayed.'
		);
	});

	it('is nothing where all of it was here, songs that were kept among it', () => {
		const words = 'All that is in it was here already. Nothing was changed.';
		expect(restoredWords(nothing)).toBe(words);
		expect(restoredWords({ ...nothing, songs: { added: [], kept: [song(1).id] } })).toBe(words);
	});
});

it('progress is said in tenths, so that a live region keeps quiet in between', () => {
	expect(tenthWords('Restoring', 0, 0)).toBe('Restoring: 0 percent');
	expect(tenthWords('Restoring', 29, 100)).toBe('Restoring: 20 percent');
	expect(tenthWords('Restoring', 30, 100)).toBe('Restoring: 30 percent');
	expect(tenthWords('Restoring', 3, 3)).toBe('Restoring: 100 percent');
});
