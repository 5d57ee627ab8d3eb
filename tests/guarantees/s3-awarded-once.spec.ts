import { expect, test, type Page } from '@playwright/test';
import type { Session, SessionId } from '../../src/lib/music/session';
import { milliseconds } from '../../src/lib/units/units';
import { forgetAll, openRecorder, race, recordIn, recordsIn } from '../tools/recordings';
import { day, HOUR, SECOND, sessionOf } from '../tools/sessions';

const ROUNDS = 20;

/** A session of the n-th day. */
const onDay = (n: number, tab = 'before', sounded = 70): Session =>
	sessionOf({
		id: `${tab} ${n}` as SessionId,
		day: day(`2026-03-${10 + n}`),
		startedAt: Date.parse('2026-03-10T12:00Z') + n * 24 * HOUR + (tab === 'B' ? HOUR : 0),
		sounded: milliseconds(sounded * SECOND)
	});

/** Two tabs practise on one more day at once, after these; gives the achievements that each was told of. */
async function crossed(
	tabs: readonly [Page, Page, Page],
	before: readonly number[],
	n: number,
	sounded: number
) {
	const [starter, a, b] = tabs;
	await forgetAll(starter);
	for (const { awarded } of await recordIn(
		starter,
		before.map((past) => onDay(past))
	))
		expect(awarded).toEqual([]);
	const recordings = await race(starter, [
		{ tab: a, lanes: [[onDay(n, 'A', sounded)]] },
		{ tab: b, lanes: [[onDay(n, 'B', sounded)]] }
	]);
	const { achievements } = await recordsIn(starter);
	return { rows: achievements.map(({ name }) => name), told: recordings.map(([own]) => own!.awarded) };
}

/**
 * S3: an achievement is added by its key in the transaction of the session that reaches it.
 *
 * Checked by days, and by achievements, that are looked up before the transaction, by achievements that are not looked
 * up at all: each fails both tests. A mark that has to be met exactly fails the second.
 */
test.describe('S3: two tabs that reach a mark at once', () => {
	let tabs: [Page, Page, Page];
	test.beforeEach(async ({ context }) => {
		tabs = [await openRecorder(context), await openRecorder(context), await openRecorder(context)];
	});

	const expectOnce = async (before: readonly number[], n: number) => {
		for (let round = 0; round < ROUNDS; round++) {
			// Each tab's session makes the day count; or only both together do.
			const { rows, told } = await crossed(tabs, before, n, round % 2 === 0 ? 70 : 40);
			expect(rows).toEqual(['streak-7']);
			expect(told.flat()).toEqual(['streak-7']);
		}
	};

	test('get one achievement, and one of them tells of it', async () => {
		await expectOnce([0, 1, 2, 3, 4, 5], 6);
	});

	test('get it also where its number is skipped over', async () => {
		// Five days in a row and five more: the day between them makes eleven.
		await expectOnce([0, 1, 2, 3, 4, 6, 7, 8, 9, 10], 5);
	});
});
