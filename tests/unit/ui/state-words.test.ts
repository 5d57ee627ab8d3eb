import { describe, expect, it } from 'vitest';
import type { SongId } from '../../../src/lib/music/song';
import type { JobState } from '../../../src/lib/separation/job';
import { jobAnnouncement, jobProgress, jobWords, songWords } from '../../../src/lib/ui/state-words';
import { frames, seconds } from '../../../src/lib/units/units';

const words = { happened: 'It broke.', safe: 'All is kept.', remedy: 'Try again.' };
const separating = (done: number, left: number | null = null): JobState => ({
	phase: 'separating',
	done,
	total: 42,
	secondsLeft: left === null ? null : seconds(left)
});
const fetching = (received: number): JobState => ({ phase: 'fetching-model', received, total: 174e6 });

it.each<[JobState, string, number | null]>([
	[{ phase: 'waiting' }, 'Waiting', null],
	[{ phase: 'decoding' }, 'Reading the file', null],
	[{ phase: 'fetching-model', received: 0, total: 0 }, 'Looking for the separator', null],
	[fetching(85e6), 'Fetching the separator, once: 85 of 174 MB', 85 / 174],
	[fetching(174e6), 'Starting the separator', null],
	[separating(0), 'Separating 0 of 42', 0],
	[separating(7, 170), 'Separating 7 of 42, 3 min left', 7 / 42],
	[{ phase: 'paused', done: 7, total: 42, because: 'player' }, 'Paused at 7 of 42', 7 / 42],
	[
		{ phase: 'paused', done: 7, total: 42, because: 'battery' },
		'Paused at 7 of 42: the battery is low',
		7 / 42
	],
	[{ phase: 'ready', songId: '' as SongId }, 'Ready', 1],
	[{ phase: 'failed', words }, 'It broke.', null],
	[{ phase: 'cancelled' }, 'Stopped', null]
])('%j in words and in progress', (job, text, progress) => {
	expect(jobWords(job)).toBe(text);
	if (progress === null) expect(jobProgress(job)).toBeNull();
	else expect(jobProgress(job)).toBeCloseTo(progress, 12);
});

describe('a song of the library', () => {
	const layout = { frames: frames(42 * 100), stride: frames(100) };
	const song = (done: number) => ({
		layout,
		finished: new Uint8Array(42).fill(1, 0, done),
		state: done === 42 ? ('complete' as const) : ('partial' as const)
	});

	it('tells where it stands while nothing happens', () => {
		expect(songWords(song(42), null)).toBe('Ready');
		expect(songWords(song(7), null)).toBe('Stopped at 7 of 42');
		expect(songWords(song(0), null)).toBe('Not separated yet');
		expect(songWords(song(7), { phase: 'cancelled' })).toBe('Stopped at 7 of 42');
	});

	it('tells what its job does while there is one', () => {
		expect(songWords(song(7), separating(7, 170))).toBe('Separating 7 of 42, 3 min left');
		expect(songWords(song(7), { phase: 'waiting' })).toBe('Waiting');
		expect(songWords(song(7), { phase: 'failed', words })).toBe('It broke.');
	});
});

describe('what a screen reader is told', () => {
	const told = (jobs: JobState[]) => new Set(jobs.map((job) => jobAnnouncement('Song', job)));

	it('changes once per tenth of the separation, not once per segment', () => {
		const all = told(Array.from({ length: 43 }, (_, done) => separating(done, 500 - done)));
		expect([...all].slice(0, 3)).toEqual([
			'Song: separating, 0 percent',
			'Song: separating, 10 percent',
			'Song: separating, 20 percent'
		]);
		expect(all.size).toBe(11);
	});

	it('changes once per tenth of the download', () => {
		expect(told(Array.from({ length: 174 }, (_, index) => fetching(index * 1e6))).size).toBe(10);
	});

	it('says all of a failure', () => {
		expect(jobAnnouncement('Song', { phase: 'failed', words })).toBe(
			'Song: It broke. All is kept. Try again.'
		);
	});
});
