import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LibraryDatabase } from '../../../src/lib/library/database';
import { countPass, keepLoop } from '../../../src/lib/library/loops';
import { keepMarker } from '../../../src/lib/library/markers';
import { keepRoom } from '../../../src/lib/library/rooms';
import { recordSession } from '../../../src/lib/library/sessions';
import { keepSetting } from '../../../src/lib/library/settings';
import { wipe } from '../../../src/lib/library/wipe';
import type { SavedLoop } from '../../../src/lib/music/saved-loop';
import type { PracticeDay, SessionId } from '../../../src/lib/music/session';
import type { SongId } from '../../../src/lib/music/song';
import { speed } from '../../../src/lib/music/tuning';
import { plusDays } from '../../../src/lib/practice/day';
import { sumOf } from '../../../src/lib/practice/sums';
import { frames, milliseconds } from '../../../src/lib/units/units';
import { backedUp, contentOf, NOW, practised, restored, session } from '../../tools/backup';
import { emptyLibrary, songId, valueOf } from '../../tools/library';

const song: SongId = songId('a');
let db: LibraryDatabase;
beforeEach(async () => {
	db = await emptyLibrary();
});
afterEach(() => db.close());

/** One device: everything of `practised`, changed in its own way. Rows of both have the same keys. */
async function device(which: 0 | 1): Promise<File> {
	valueOf(await wipe(db));
	await practised(db, song);
	const [loop] = await db.getAll('loops');
	const [marker] = await db.getAll('markers');
	const [room] = await db.getAll('rooms');
	const own = (id: string) => `${id} of ${which}` as never;
	// Which device is the later one differs from row to row; some rows change at the same time.
	valueOf(await keepLoop(db, { ...loop!, name: `Loop of ${which}`, changedAt: 100 + which }));
	for (let pass = 0; pass < 3 - which; pass++)
		valueOf(await countPass(db, song, loop!.id, speed(60 + 30 * which), 50));
	valueOf(await keepLoop(db, { ...(loop as SavedLoop), id: own('loop') }));
	valueOf(await keepMarker(db, { ...marker!, name: own('Marker'), changedAt: 200 - which }));
	valueOf(await keepRoom(db, { ...room!, position: frames(100 * which), changedAt: 300 }));
	valueOf(await keepSetting(db, 'dayEndsAt', 60 * which, 400 - which));
	valueOf(await keepSetting(db, 'midi', { '144:60': which === 0 ? 'tap' : 'help' }, 500));
	const more = { sounded: milliseconds(100_000 + which), passes: 9 - which, title: own('Song') };
	valueOf(await recordSession(db, session('shared', song, more), NOW));
	for (let day = 0; day < 4; day++) {
		const change = { day: plusDays('2026-11-01' as PracticeDay, day + 4 * which), startedAt: 1000 * day };
		valueOf(await recordSession(db, session(own(`day ${day}`), song, change), NOW - which));
	}
	return (await backedUp(db)).file;
}

describe('two devices', () => {
	it('come to the same whichever is restored first, and nothing of either is lost', async () => {
		const files = [await device(0), await device(1)] as const;
		const results = [];
		for (const order of [
			[0, 1],
			[1, 0],
			[1, 0, 1, 0]
		] as const) {
			valueOf(await wipe(db));
			for (const which of order) await restored(db, files[which], NOW + 5);
			results.push(await contentOf(db));
		}
		expect(results[1]).toEqual(results[0]);
		expect(results[2]).toEqual(results[0]);

		const [loop] = (await db.getAll('loops')).filter(({ id }) => id === 'loop');
		expect(loop).toMatchObject({ name: 'Loop of 1', passes: 4, speeds: { first: 70, best: 90 } });
		expect((await db.getAll('loops')).map(({ id }) => id).sort()).toEqual(['loop', 'loop of 0', 'loop of 1']);
		expect((await db.getAll('markers'))[0]).toMatchObject({ name: 'Marker of 0' });
		expect(await db.get('settings', 'dayEndsAt')).toEqual({ value: 0, changedAt: 400 });
		const sessions = await db.getAll('sessions');
		expect(sessions).toHaveLength(3 + 8);
		expect(await db.get('sessions', 'shared' as SessionId)).toMatchObject({ sounded: 100_001, passes: 9 });
		expect(await db.get('totals', 'all')).toEqual(sumOf(sessions).totals);
		expect(await db.getAll('days')).toEqual(sumOf(sessions).days);
	});

	it('have together what neither has reached alone', async () => {
		const files = [await device(0), await device(1)] as const;
		valueOf(await wipe(db));
		await restored(db, files[0], NOW + 5);
		expect(await db.get('achievements', 'streak-7')).toBeUndefined();
		await db.put('achievements', { name: 'hours-10', awardedAt: NOW + 9 });
		await restored(db, files[1], NOW + 6);
		expect(await db.get('achievements', 'streak-7')).toEqual({ name: 'streak-7', awardedAt: NOW + 6 });
		// Both have ten hours: the earlier time counts.
		expect(await db.get('achievements', 'hours-10')).toEqual({ name: 'hours-10', awardedAt: NOW });
	});
});

describe('an older backup', () => {
	it('leaves what is newer, and brings back what is gone', async () => {
		await practised(db, song);
		const { file } = await backedUp(db);
		const [loop] = await db.getAll('loops');
		const [marker] = await db.getAll('markers');
		const [room] = await db.getAll('rooms');
		valueOf(await keepLoop(db, { ...loop!, name: 'Chorus', changedAt: 1_000 }));
		valueOf(await countPass(db, song, loop!.id, speed(100), 1_000));
		await db.delete('markers', [song, marker!.id]);
		valueOf(await keepRoom(db, { ...room!, loopOn: false, changedAt: 1_000 }));
		valueOf(await keepSetting(db, 'keys', {}, 1_000));
		valueOf(await recordSession(db, session('one', song, { sounded: milliseconds(95_000) }), NOW));
		const before = await contentOf(db);

		expect(await restored(db, file)).toMatchObject({ sessions: 0, loops: 0, markers: 1, settings: 0 });
		expect(await contentOf(db)).toEqual({ ...before, markers: [[[song, marker!.id], marker]] });
	});
});
