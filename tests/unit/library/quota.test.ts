import { describe, expect, it, vi } from 'vitest';
import {
	bytesOfSong,
	describeRoom,
	persist,
	roomFor,
	songsToRemove,
	storageUse
} from '../../../src/lib/library/quota';
import { newSong } from '../../../src/lib/library/songs';
import type { Song, SongId } from '../../../src/lib/music/song';
import { frames } from '../../../src/lib/units/units';

const estimate = (quota?: number, usage?: number) => () =>
	Promise.resolve({ ...(quota === undefined ? {} : { quota }), ...(usage === undefined ? {} : { usage }) });

describe('room for a song', () => {
	it('is there when it just fits', async () => {
		expect(await roomFor(60, estimate(100, 40))).toEqual({ needed: 60, free: 60, missing: 0 });
		expect(await roomFor(61, estimate(100, 40))).toEqual({ needed: 61, free: 60, missing: 1 });
	});

	it('says what is needed and what is free', async () => {
		expect(describeRoom(await roomFor(180e6, estimate(500e6, 400e6)))).toBe(
			'180.0 MB are needed, 100.0 MB are free.'
		);
	});

	it('is none when more is used than granted', async () => {
		expect(await roomFor(1, estimate(100, 140))).toEqual({ needed: 1, free: 0, missing: 1 });
	});

	it('is taken to be there where the browser does not say', async () => {
		expect(await roomFor(1e12, estimate())).toMatchObject({ missing: 0 });
	});

	it('is taken to be there, and to be kept by nobody, where there is no storage manager', async () => {
		vi.stubGlobal('navigator', {});
		expect(await roomFor(1e12)).toMatchObject({ missing: 0 });
		expect(await storageUse()).toEqual({ used: null, allowed: null, persisted: false });
		expect(await persist()).toBe(false);
		vi.unstubAllGlobals();
	});

	it('is about 273 MB for four minutes at the usual stride', () => {
		const layout = { frames: frames(240 * 44_100), stride: frames(257_985) };
		const [blocks, peaks, original, ends] = [169.34, 0.66, 84.67, 16.51];
		expect(bytesOfSong(layout, 2e6) / 1e6).toBeCloseTo(2 + blocks + peaks + original + ends, 1);
	});
});

describe('songs that may make room', () => {
	const id = (digit: string) => digit.repeat(64) as SongId;
	const song = (digit: string, facts: Partial<Song>): Song => ({
		...newSong({
			id: id(digit),
			title: digit,
			artist: null,
			album: null,
			cover: null,
			fileName: 'song.mp3',
			layout: { frames: frames(1000), stride: frames(1000) },
			segmentFrames: frames(1300),
			model: { name: 'tiny', version: '1' },
			addedAt: 0
		}),
		bytes: 100,
		...facts
	});
	const library = [
		song('a', { practisedAt: 30, addedAt: 1 }),
		song('b', { addedAt: 20 }),
		song('c', { practisedAt: 10, addedAt: 5, pinned: true }),
		song('d', { practisedAt: 40, addedAt: 2, bytes: 300 }),
		song('e', { practisedAt: 25, addedAt: 3 })
	];
	const removed = (missing: number, keep = id('f')) =>
		songsToRemove(library, missing, keep)
			?.map(({ title }) => title)
			.join('') ?? null;

	it('are those not practised for longest, and no more than needed', () => {
		expect(removed(0)).toBe('');
		expect(removed(1)).toBe('b');
		expect(removed(100)).toBe('b');
		expect(removed(101)).toBe('be');
		expect(removed(300)).toBe('bea');
		expect(removed(301)).toBe('bead');
		expect(removed(600)).toBe('bead');
	});

	it('are none where all together are not enough', () => {
		expect(removed(601)).toBeNull();
		expect(songsToRemove([], 1, id('f'))).toBeNull();
	});

	it('are never pinned, nor the one the room is for', () => {
		expect(removed(101, id('b'))).toBe('ea');
		expect(removed(501, id('b'))).toBeNull();
	});

	it('leave the list as it was', () => {
		const order = library.map(({ title }) => title);
		removed(600);
		expect(library.map(({ title }) => title)).toEqual(order);
	});
});
