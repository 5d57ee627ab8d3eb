import { describe, expect, it } from 'vitest';
import { newSong, type SongFacts } from '../../../src/lib/library/songs';
import type { SongId } from '../../../src/lib/music/song';
import { frames } from '../../../src/lib/units/units';

const facts = (length: number): SongFacts => ({
	id: 'a'.repeat(64) as SongId,
	title: 'Song',
	artist: null,
	album: null,
	cover: null,
	fileName: 'song.mp3',
	layout: { frames: frames(length), stride: frames(1000) },
	segmentFrames: frames(1300),
	model: { name: 'tiny', version: '1' },
	addedAt: 1
});

describe('a new song', () => {
	it('has one unfinished entry for each block', () => {
		for (const [length, blocks] of [
			[1, 1],
			[1000, 1],
			[1001, 2],
			[3500, 4]
		] as const)
			expect(newSong(facts(length)).finished).toEqual(new Uint8Array(blocks));
	});

	it('is partial, unprepared, unpractised, and takes nothing yet', () => {
		expect(newSong(facts(1))).toMatchObject({
			state: 'partial',
			level: null,
			stopped: false,
			pinned: false,
			practisedAt: null,
			bytes: 0,
			title: 'Song'
		});
	});
});
