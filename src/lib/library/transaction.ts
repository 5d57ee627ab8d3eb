import type { IDBPObjectStore, IDBPTransaction, StoreNames } from 'idb';
import { describe, failure, type Outcome } from '../outcome/outcome';
import type { LibraryDatabase } from './database';
import { BLOBS } from './kept-file';
import type { RiffRoomSchema } from './schema';

/**
 * How the device's storage refuses. `no-space`: its quota or its disk is full. `unavailable`: it does not
 * answer (the connection was closed by an update in another tab, the data were cleared, the disk failed).
 */
export type StorageFailure = 'no-space' | 'unavailable';

type StoreName = StoreNames<RiffRoomSchema>;

/**
 * Runs `work` in one readwrite transaction and succeeds when the transaction has: all of it is on the disk
 * then, and nothing of it otherwise. `work` awaits nothing but requests of its transaction, each before the
 * next: one that nobody awaits would reject into the void when the transaction is aborted. What storage refuses
 * becomes a failure; whatever else `work` throws undoes the transaction and is thrown on.
 *
 * Durability is `strict` unless told otherwise: the browsers' default (`relaxed`) calls a transaction complete once
 * the operating system has its bytes, which outlives a crash of the browser but not an empty battery. A block that
 * was announced must outlive both, and flushing costs milliseconds beside the seconds a segment takes. `relaxed` is
 * for what can be made again.
 */
export async function write<const Names extends readonly StoreName[], Value, Reason extends string = never>(
	db: LibraryDatabase,
	stores: Names,
	work: (tx: IDBPTransaction<RiffRoomSchema, Names, 'readwrite'>) => Promise<Outcome<Value, Reason>>,
	durability: 'strict' | 'relaxed' = 'strict'
): Promise<Outcome<Value, Reason | StorageFailure>> {
	try {
		const tx = db.transaction(stores, 'readwrite', { durability });
		const working = work(tx).catch((thrown: unknown) => {
			undo(tx);
			throw thrown;
		});
		const [worked, done] = await Promise.allSettled([working, tx.done]);
		const thrown = [worked, done].flatMap((end) =>
			end.status === 'rejected' ? [end.reason as unknown] : []
		);
		// idb's `done` may be rejected with a bare AbortError while the request that failed knows the cause, or
		// the other way round where the commit itself failed: a full disk is told by whichever knows of it.
		if (thrown.length > 0) throw thrown.find(isQuota) ?? thrown[0];
		return (worked as PromiseFulfilledResult<Outcome<Value, Reason>>).value;
	} catch (thrown) {
		return refusal(thrown);
	}
}

/**
 * Runs one read and gives its value; rejects where storage fails. idb's own short form (`db.get`) leaves the end
 * of the transaction to nobody: where the browser breaks it off, that would reject into the void.
 */
export async function read<Name extends StoreName, Value>(
	db: LibraryDatabase,
	name: Name,
	work: (store: IDBPObjectStore<RiffRoomSchema, [Name], Name>) => Promise<Value>
): Promise<Value> {
	const tx = db.transaction(name);
	const [value] = await Promise.all([work(tx.store), tx.done]);
	return value;
}

/** Aborts a transaction. Without this, what was written before an exception would be committed. */
export function undo(tx: { abort(): void }): void {
	try {
		tx.abort();
	} catch (thrown) {
		// The exception came of the transaction's own end: there is nothing left to undo.
		if (!(thrown instanceof DOMException && thrown.name === 'InvalidStateError')) throw thrown;
	}
}

/** DataCloneError is no refusal but a mistake, a buffer that was given away before; unless it is about Blobs. */
function refusal(thrown: unknown) {
	if (!(thrown instanceof DOMException)) throw thrown;
	if (thrown.name === 'DataCloneError' && !BLOBS.test(thrown.message)) throw thrown;
	return failure(isQuota(thrown) ? 'no-space' : 'unavailable', describe(thrown));
}

const isQuota = (thrown: unknown): boolean =>
	thrown instanceof DOMException && thrown.name === 'QuotaExceededError';
