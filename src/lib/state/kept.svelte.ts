import type { StorageFailure } from '../library/transaction';
import type { Outcome } from '../outcome/outcome';
import { keyed, type FailureKey } from './failures';

/** How rows of one kind are stored. */
export interface Shelf<Row> {
	/** Gives the row as it is stored now. */
	keep(row: Row): Promise<Outcome<Row, StorageFailure>>;
	remove(row: Row): Promise<Outcome<null, StorageFailure>>;
	/** In the order they are shown in. */
	readonly order: (one: Row, other: Row) => number;
}

/** What the player has kept of the song on the stand: loops, or markers. Shown at once, stored at once. */
export class Kept<Row extends { readonly id: string }> {
	all = $state.raw<readonly Row[]>([]);
	readonly #shelf: Shelf<Row>;
	readonly #refused: (reason: FailureKey) => void;

	/** @param refused told where a change could not be stored: it is shown, but will not come back */
	constructor(shelf: Shelf<Row>, refused: (reason: FailureKey) => void) {
		this.#shelf = shelf;
		this.#refused = refused;
	}

	find = (id: Row['id'] | null): Row | null => this.all.find((row) => row.id === id) ?? null;

	/** A new row, or a newer one in place of the one that has its id. */
	async keep(row: Row): Promise<void> {
		this.show(row);
		const kept = await this.#shelf.keep(row);
		if (kept.ok) this.renew(kept.value);
		else this.#refused(keyed('library', kept).reason);
	}

	async remove(row: Row): Promise<void> {
		this.all = this.all.filter(({ id }) => id !== row.id);
		const removed = await this.#shelf.remove(row);
		if (!removed.ok) this.#refused(keyed('library', removed).reason);
	}

	show(row: Row): void {
		this.all = [...this.all.filter(({ id }) => id !== row.id), row].sort(this.#shelf.order);
	}

	/** The same, where the row is still there: it may be another song's by now, or removed. */
	renew(row: Row): void {
		if (this.find(row.id) !== null) this.show(row);
	}
}
