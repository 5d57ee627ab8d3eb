import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type LibraryDatabase } from '../../../src/lib/library/database';
import { keepMarker, listMarkers, removeMarker } from '../../../src/lib/library/markers';
import { keepRoom, readRoom } from '../../../src/lib/library/rooms';
import { keepSetting, readSettings } from '../../../src/lib/library/settings';
import { newMarker, type MarkerId } from '../../../src/lib/music/marker';
import { withStrip } from '../../../src/lib/music/mix';
import type { MinusMe } from '../../../src/lib/music/player-settings';
import { freshMemory, type RoomMemory } from '../../../src/lib/music/room-memory';
import type { LoopId } from '../../../src/lib/music/saved-loop';
import { pitch, speed } from '../../../src/lib/music/tuning';
import { decibels, frames } from '../../../src/lib/units/units';
import { audit } from '../../tools/audit';
import { emptyLibrary, noWatch, songId, valueOf } from '../../tools/library';

const a = songId('a');
const b = songId('b');
const refused = { ok: false, reason: 'unavailable' };

let db: LibraryDatabase;
beforeEach(async () => {
	db = await emptyLibrary();
});
afterEach(() => db.close());

/** Everything again, from the disk. */
async function reopened(): Promise<LibraryDatabase> {
	db.close();
	db = valueOf(await openLibrary(noWatch));
	return db;
}

describe('the room of a song', () => {
	const memory: RoomMemory = {
		song: a,
		position: frames(500_000),
		mix: withStrip(freshMemory(a).mix, 'bass', { muted: true, volume: decibels(-12), pan: -0.5 }),
		speed: speed(62),
		pitch: pitch(-2, 13),
		loop: { start: frames(400_000), end: frames(600_000) },
		loopId: 'verse' as LoopId,
		loopOn: true,
		countIn: { beats: 4, everyPass: true, tempo: 92.5 },
		turn: { stem: 'vocals', when: { start: frames(450_000), end: frames(500_000) } },
		changedAt: 77
	};

	it('is unknown until it is kept', async () => {
		expect(await readRoom(db, a)).toBeUndefined();
	});

	it('comes back as it was last kept, and is no other song’s', async () => {
		expect(valueOf(await keepRoom(db, freshMemory(a)))).toEqual(freshMemory(a));
		expect(valueOf(await keepRoom(db, memory))).toEqual(memory);
		expect(await readRoom(db, b)).toBeUndefined();
		valueOf(await keepRoom(db, { ...freshMemory(b), speed: speed(80) }));
		await reopened();
		expect(await readRoom(db, a)).toEqual(memory);
		expect(await readRoom(db, b)).toEqual({ ...freshMemory(b), speed: 80 });
		expect(await audit(db)).toEqual([]);
	});

	it('is not kept where storage does not answer', async () => {
		db.close();
		expect(await keepRoom(db, memory)).toMatchObject(refused);
		await expect(readRoom(db, a)).rejects.toThrow(DOMException);
	});
});

describe('the markers of a song', () => {
	const markerOf = (song: typeof a, id: string, at: number) =>
		newMarker(song, frames(at), [], 5, id as MarkerId);

	it('are those that were kept of it, in the order of their places', async () => {
		expect(await listMarkers(db, a)).toEqual([]);
		const markers = [markerOf(a, 'z', 0), markerOf(a, '5', 700), markerOf(a, 'b', 90_000)];
		for (const song of ['9', 'b'].map(songId)) valueOf(await keepMarker(db, markerOf(song, 'z', 3)));
		for (const i of [2, 0, 1]) expect(valueOf(await keepMarker(db, markers[i]!))).toEqual(markers[i]);
		await reopened();
		expect(await listMarkers(db, a)).toEqual(markers);
		expect(await audit(db)).toEqual([]);
	});

	it('are changed, and removed one by one', async () => {
		const [one, other] = [markerOf(a, '1', 100), markerOf(a, '2', 200)];
		for (const marker of [one, other, markerOf(b, '1', 100)]) valueOf(await keepMarker(db, marker));
		const changed = { ...one, name: 'Chorus', at: frames(300), changedAt: 9 };
		valueOf(await keepMarker(db, changed));
		expect(await listMarkers(db, a)).toEqual([other, changed]);

		valueOf(await removeMarker(db, a, one.id));
		expect(await listMarkers(db, a)).toEqual([other]);
		valueOf(await removeMarker(db, a, one.id));
		expect(await listMarkers(db, b)).toHaveLength(1);
	});

	it('say so where storage does not answer', async () => {
		db.close();
		expect(await keepMarker(db, markerOf(a, '1', 100))).toMatchObject(refused);
		expect(await removeMarker(db, a, '1' as MarkerId)).toMatchObject(refused);
		await expect(listMarkers(db, a)).rejects.toThrow(DOMException);
	});
});

describe('what a player has set', () => {
	const me: MinusMe = { stem: 'bass', quieter: decibels(12), on: true };

	it('is nothing at first', async () => {
		expect(await readSettings(db)).toEqual({});
	});

	it('is kept, each setting by itself', async () => {
		valueOf(await keepSetting(db, 'minusMe', me, 1));
		expect(await readSettings(db)).toEqual({ minusMe: me });
		const keys = { 'play-pause': ['p'], help: [] } as const;
		valueOf(await keepSetting(db, 'midi', { '144:60': 'play-pause' }, 1));
		valueOf(await keepSetting(db, 'keys', keys, 1));
		valueOf(await keepSetting(db, 'minusMe', { ...me, on: false, quieter: null }, 1));
		expect(await readSettings(await reopened())).toEqual({
			minusMe: { stem: 'bass', quieter: null, on: false },
			keys,
			midi: { '144:60': 'play-pause' }
		});
	});

	it('loses nothing to another tab that sets something else at once', async () => {
		const otherTab = valueOf(await openLibrary(noWatch));
		const keeping = Array.from({ length: 20 }, (_, i) => [
			keepSetting(db, 'minusMe', { ...me, quieter: decibels(i) }, 1),
			keepSetting(otherTab, 'midi', { [`144:${i}`]: 'help' }, 1)
		]);
		for (const outcome of await Promise.all(keeping.flat())) valueOf(outcome);
		expect(await readSettings(otherTab)).toEqual({
			minusMe: { ...me, quieter: 19 },
			midi: { '144:19': 'help' }
		});
		otherTab.close();
	});

	it('is not kept where storage does not answer', async () => {
		db.close();
		expect(await keepSetting(db, 'minusMe', me, 1)).toMatchObject(refused);
		await expect(readSettings(db)).rejects.toThrow(DOMException);
	});
});
