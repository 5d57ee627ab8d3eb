import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type LibraryDatabase } from '../../../src/lib/library/database';
import { countPass, keepLoop, listLoops, removeLoop } from '../../../src/lib/library/loops';
import type { Loop } from '../../../src/lib/music/loop';
import { newLoop, type LoopId } from '../../../src/lib/music/saved-loop';
import { speed } from '../../../src/lib/music/tuning';
import { frames } from '../../../src/lib/units/units';
import { trainerPlan } from '../../../src/lib/practice/trainer';
import { audit } from '../../tools/audit';
import { emptyLibrary, noWatch, songId, valueOf } from '../../tools/library';

const a = songId('a');
const place = (start: number, end: number): Loop => ({ start: frames(start), end: frames(end) });
const loopOf = (song: typeof a, id: string, where = place(1000, 50_000)) =>
	newLoop(song, where, [], 5, id as LoopId);

describe('the loops of a song', () => {
	let db: LibraryDatabase;
	let otherTab: LibraryDatabase;
	beforeEach(async () => {
		db = await emptyLibrary();
		otherTab = valueOf(await openLibrary(noWatch));
	});
	afterEach(async () => {
		expect(await audit(db)).toEqual([]);
		db.close();
		otherTab.close();
	});

	it('are those that were kept of it, in the order in which they begin', async () => {
		expect(await listLoops(db, a)).toEqual([]);
		const loops = [
			loopOf(a, 'ffffffff-ffff-4fff-bfff-ffffffffffff', place(0, 9000)),
			loopOf(a, '00000000-0000-4000-8000-000000000000', place(400, 9000)),
			loopOf(a, 'x', place(400, 12_000)),
			loopOf(a, '9', place(70_000, 80_000))
		];
		for (const song of ['9', 'b'].map(songId)) valueOf(await keepLoop(db, loopOf(song, 'x')));
		for (const i of [3, 1, 0, 2]) expect(valueOf(await keepLoop(db, loops[i]!))).toEqual(loops[i]);
		expect(await listLoops(db, a)).toEqual(loops);
		expect(await listLoops(otherTab, a)).toEqual(loops);
	});

	it('are changed, and removed one by one', async () => {
		const [first, second] = [loopOf(a, '1'), loopOf(a, '2', place(60_000, 70_000))];
		for (const loop of [first, second, loopOf(songId('b'), '1')]) valueOf(await keepLoop(db, loop));
		const changed = {
			...first,
			...place(2000, 40_000),
			name: 'Bridge',
			colour: 3,
			trainer: trainerPlan(62, 85, 5, 2),
			changedAt: 9
		};
		expect(valueOf(await keepLoop(db, changed))).toEqual(changed);
		expect(await listLoops(db, a)).toEqual([changed, second]);

		valueOf(await removeLoop(db, a, first.id));
		expect(await listLoops(db, a)).toEqual([second]);
		valueOf(await removeLoop(db, a, first.id));
		expect(await listLoops(db, songId('b'))).toHaveLength(1);
	});

	it('have their passes counted, with the first and the best speed', async () => {
		const loop = valueOf(await keepLoop(db, loopOf(a, '1')));
		const speeds = [70, 62, 85, 80].map(speed);
		for (const [i, at] of speeds.entries()) valueOf(await countPass(db, a, loop.id, at, 100 + i));
		expect(await listLoops(db, a)).toEqual([
			{ ...loop, passes: 4, speeds: { first: 70, best: 85 }, changedAt: 103 }
		]);
		expect(await countPass(db, a, '2' as LoopId, speed(70), 5)).toMatchObject({ ok: false, reason: 'gone' });
		expect(await countPass(db, songId('b'), loop.id, speed(70), 5)).toMatchObject({ reason: 'gone' });
		expect(await listLoops(db, a)).toHaveLength(1);
	});

	it('lose no pass that two tabs count at once', async () => {
		const { id } = valueOf(await keepLoop(db, loopOf(a, '1')));
		const counting = Array.from({ length: 100 }, (_, i) =>
			countPass(i % 2 === 0 ? db : otherTab, a, id, speed(50 + (i % 40)), i)
		);
		const counts = (await Promise.all(counting)).map((outcome) => valueOf(outcome).passes);
		expect(counts.sort((one, other) => one - other)).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
		const [loop] = await listLoops(db, a);
		expect(loop).toMatchObject({ passes: 100, changedAt: 99 });
		expect(loop!.speeds!.best).toBe(89);
	});

	it('lose no pass to a change by someone who has not heard of it', async () => {
		const stale = valueOf(await keepLoop(db, loopOf(a, '1')));
		const counting = Array.from({ length: 20 }, (_, i) =>
			countPass(otherTab, a, stale.id, speed(70 + i), 10)
		);
		const renaming = Array.from({ length: 20 }, (_, i) => keepLoop(db, { ...stale, name: `Bridge ${i}` }));
		for (const outcome of await Promise.all([...counting, ...renaming])) valueOf(outcome);
		expect(await listLoops(db, a)).toMatchObject([
			{ name: 'Bridge 19', passes: 20, speeds: { first: 70, best: 89 } }
		]);
	});

	it('bring what was reached in them along when they come from elsewhere', async () => {
		const practised = { ...loopOf(a, '1'), passes: 7, speeds: { first: speed(60), best: speed(75) } };
		expect(valueOf(await keepLoop(db, practised))).toEqual(practised);
		expect(await listLoops(db, a)).toEqual([practised]);
	});

	it('say so where storage does not answer', async () => {
		const { id } = valueOf(await keepLoop(db, loopOf(a, '1')));
		db.close();
		const refused = { ok: false, reason: 'unavailable' };
		expect(await keepLoop(db, loopOf(a, '2'))).toMatchObject(refused);
		expect(await countPass(db, a, id, speed(70), 5)).toMatchObject(refused);
		expect(await removeLoop(db, a, id)).toMatchObject(refused);
		await expect(listLoops(db, a)).rejects.toThrow(DOMException);
		db = valueOf(await openLibrary(noWatch));
		expect(await listLoops(db, a)).toMatchObject([{ passes: 0 }]);
	});
});
