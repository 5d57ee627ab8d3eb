import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLibrary, type LibraryDatabase } from '../../../src/lib/library/database';
import {
	PRACTICE_STORES,
	readRecords,
	recordSession,
	sumUp,
	type Recorded
} from '../../../src/lib/library/sessions';
import { write, type StorageFailure } from '../../../src/lib/library/transaction';
import type { Session, SessionId } from '../../../src/lib/music/session';
import { success, type Outcome } from '../../../src/lib/outcome/outcome';
import { reached, standingOf } from '../../../src/lib/practice/achievements';
import { unitedSession } from '../../../src/lib/practice/session';
import { sumOf } from '../../../src/lib/practice/sums';
import { recordComplaints } from '../../tools/audit-practice';
import { emptyLibrary, noWatch, valueOf } from '../../tools/library';
import { anySession, strangeSession } from '../../tools/sessions';

/** What happens in a library, by one of its connections. */
type Event =
	| { readonly does: 'record'; readonly tab: number; readonly session: Session }
	/** Its transaction is aborted after one of its writes. */
	| { readonly does: 'fail'; readonly tab: number; readonly session: Session; readonly write: number }
	/** The connection is closed while it writes; another one is opened when all is quiet. */
	| { readonly does: 'leave'; readonly tab: number; readonly session: Session }
	/** Rows are united with those of a backup, and all is summed up anew. */
	| { readonly does: 'restore'; readonly tab: number; readonly sessions: readonly Session[] };

const TABS = 3;

/** The events of one list happen at once. */
function histories(session: fc.Arbitrary<Session>): fc.Arbitrary<readonly (readonly Event[])[]> {
	const tab = fc.nat(TABS - 1);
	const is = <const Name extends string>(name: Name) => fc.constant(name);
	const event = fc.oneof(
		{ weight: 8, arbitrary: fc.record({ does: is('record'), tab, session }) },
		{
			weight: 2,
			arbitrary: fc.record({ does: is('fail'), tab, session, write: fc.integer({ min: 1, max: 5 }) })
		},
		{ weight: 1, arbitrary: fc.record({ does: is('leave'), tab, session }) },
		{
			weight: 1,
			arbitrary: fc.record({ does: is('restore'), tab, sessions: fc.array(session, { maxLength: 4 }) })
		}
	);
	return fc.array(fc.array(event, { minLength: 1, maxLength: 6 }), { maxLength: 12 });
}

/** From now on aborts transactions: gives how to say after which write of the next one that is opened. */
function installAborts(): (write: number) => void {
	let next: number | null = null;
	const left = new WeakMap<IDBTransaction, number>();
	// eslint-disable-next-line @typescript-eslint/unbound-method -- bound to each database by `call` below.
	const open = IDBDatabase.prototype.transaction;
	vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...given) {
		const tx = open.call(this, ...given);
		if (next !== null) left.set(tx, next);
		next = null;
		return tx;
	});
	for (const name of ['put', 'add', 'clear'] as const) {
		// eslint-disable-next-line @typescript-eslint/unbound-method -- bound to each store by `apply` below.
		const original = IDBObjectStore.prototype[name] as (...args: unknown[]) => IDBRequest;
		vi.spyOn(IDBObjectStore.prototype, name).mockImplementation(function (
			this: IDBObjectStore,
			...args: unknown[]
		) {
			const request = original.apply(this, args);
			const writes = (left.get(this.transaction) ?? Infinity) - 1;
			left.set(this.transaction, writes);
			if (writes === 0) this.transaction.abort();
			return request as never;
		});
	}
	return (write) => (next = write);
}

describe('whatever happens to sessions in several tabs', () => {
	let tabs: LibraryDatabase[];
	let abortNext: (write: number) => void;
	beforeEach(() => {
		abortNext = installAborts();
	});
	afterEach(() => vi.restoreAllMocks());

	const restore = (db: LibraryDatabase, sessions: readonly Session[]) =>
		write(db, PRACTICE_STORES, async (tx) => {
			const store = tx.objectStore('sessions');
			for (const session of sessions)
				await store.put(unitedSession((await store.get(session.id)) ?? session, session));
			return success({ awarded: await sumUp(tx, 1) });
		});

	function happen(event: Event): Promise<Outcome<Pick<Recorded, 'awarded'>, StorageFailure>> {
		const db = tabs[event.tab]!;
		if (event.does === 'restore') return restore(db, event.sessions);
		if (event.does === 'fail') abortNext(event.write);
		const recording = recordSession(db, event.session, 1);
		if (event.does === 'leave') db.close();
		return recording;
	}

	/** Lives through a history; gives what was kept by all that succeeded, and every achievement that was told of. */
	async function live(history: readonly (readonly Event[])[]) {
		const kept = new Map<SessionId, Session>();
		const told: string[] = [];
		for (const events of history) {
			const outcomes = await Promise.all(events.map(happen));
			for (const [i, event] of events.entries()) {
				const outcome = outcomes[i]!;
				if (!outcome.ok) continue;
				told.push(...outcome.value.awarded.map(({ name }) => name));
				for (const session of 'session' in event ? [event.session] : event.sessions)
					kept.set(session.id, unitedSession(kept.get(session.id) ?? session, session));
			}
			for (const { tab } of events.filter(({ does }) => does === 'leave')) {
				tabs[tab]!.close();
				tabs[tab] = valueOf(await openLibrary(noWatch));
			}
		}
		return { kept: [...kept.values()], told: told.sort() };
	}

	const hold = (
		session: fc.Arbitrary<Session>,
		check: (lived: Awaited<ReturnType<typeof live>>) => Promise<void>
	) =>
		fc.assert(
			fc.asyncProperty(histories(session), async (history) => {
				tabs = [await emptyLibrary()];
				while (tabs.length < TABS) tabs.push(valueOf(await openLibrary(noWatch)));
				try {
					await check(await live(history));
				} finally {
					for (const db of tabs) db.close();
				}
			}),
			{ numRuns: 60 }
		);

	const byId = (sessions: readonly Session[]) =>
		[...sessions].sort((one, other) => (one.id < other.id ? -1 : 1));

	it('sums are those of all sessions that were kept, and every mark was told of once', async () => {
		await hold(anySession, async ({ kept, told }) => {
			const records = await readRecords(tabs[0]!);
			expect(byId(records.sessions)).toEqual(byId(kept));
			expect(recordComplaints(records)).toEqual([]);
			expect(told).toEqual([...reached(standingOf(sumOf(kept)))].sort());
		});
	}, 60_000);

	it('sums are those of all sessions even where versions of one disagree about its day and song', async () => {
		await hold(strangeSession, async ({ kept }) => {
			const { sessions, days, songs, totals } = await readRecords(tabs[0]!);
			expect(byId(sessions)).toEqual(byId(kept));
			// An achievement stays when its day has become another one.
			const sums = sumOf(kept);
			const bySong = (some: typeof songs) => [...some].sort((one, other) => (one.song < other.song ? -1 : 1));
			expect({ days, totals, songs: bySong(songs) }).toEqual({ ...sums, songs: bySong(sums.songs) });
		});
	}, 60_000);
});
