import type { LibraryDatabase } from '../library/database';
import { listAllLoops } from '../library/loops';
import { readRecords, type Records } from '../library/sessions';
import type { LoopId, SavedLoop } from '../music/saved-loop';
import { standingOf, type Standing } from '../practice/achievements';
import { plusDays, practiceDayOf } from '../practice/day';
import { dueLoops, type DueLoop } from '../practice/due';
import { historyOf, type LoopDay } from '../practice/loop-history';
import { perDay, perWeek, type DayPractice, type WeekPractice } from '../practice/statistics';
import { streakOf, type Streak } from '../practice/streak';
import { NO_TOTALS } from '../practice/sums';
import type { FailureKey } from './failures';
import type { Library } from './library.svelte';
import type { Player } from './player.svelte';
import { practisedLoops, type PractisedLoop } from './practised-loops';

const DAYS = 14;
const WEEKS = 12;

const NOTHING: Records = { sessions: [], days: [], songs: [], totals: NO_TOTALS, achievements: [] };

/** What was practised, as the screen shows it; the database is the truth, this follows it and writes nothing. */
export class Progress {
	/** Null: not read yet. */
	#read = $state.raw<Records | null>(null);
	#loops = $state.raw<readonly SavedLoop[]>([]);
	/** Milliseconds since 1970: the moment of which all this tells. */
	#now = $state(Date.now());
	/** Why it could not be read; what was read before still stands. */
	trouble = $state.raw<FailureKey | null>(null);
	readonly #database: LibraryDatabase;
	readonly #player: Pick<Player, 'dayEndsAt'>;
	readonly #library: Pick<Library, 'songs'>;
	#watched = false;
	#latest = 0;

	constructor(database: LibraryDatabase, player: Pick<Player, 'dayEndsAt'>, library: Pick<Library, 'songs'>) {
		this.#database = database;
		this.#player = player;
		this.#library = library;
	}

	readonly today = $derived.by(() =>
		practiceDayOf(this.#now, Temporal.Now.timeZoneId(), this.#player.dayEndsAt)
	);
	readonly streak: Streak = $derived.by(() => streakOf(this.records.days, this.today, this.#now));
	/** How far the player stands from each mark, with the streak of now. */
	readonly standing: Standing = $derived.by(() => ({
		...standingOf(this.records),
		streak: this.streak.current
	}));
	/** The last two weeks. */
	readonly days: readonly DayPractice[] = $derived.by(() =>
		perDay(this.records.days, plusDays(this.today, 1 - DAYS), this.today)
	);
	readonly weeks: readonly WeekPractice[] = $derived.by(() => perWeek(this.records.days, this.today, WEEKS));
	/** The years in which something was practised, and this one; the latest first. */
	readonly years: readonly number[] = $derived.by(() =>
		[...this.records.days.map(({ day }) => day), this.today]
			.map((day) => Number(day.slice(0, 4)))
			.filter((year, i, all) => all.indexOf(year) === i)
			.sort((one, other) => other - one)
	);
	/** The one that took longest comes first. */
	readonly songs = $derived.by(() =>
		this.records.songs.toSorted((one, other) => other.sounded - one.sounded || other.lastAt - one.lastAt)
	);
	readonly loops: readonly PractisedLoop[] = $derived.by(() =>
		practisedLoops(this.records.sessions, this.#loops)
	);
	/** Of the songs that are here: the others cannot be practised. */
	readonly due: readonly DueLoop[] = $derived.by(() => {
		const isHere = ({ song }: SavedLoop) => this.#library.songs.some(({ id }) => id === song);
		return dueLoops(this.#loops.filter(isHere), this.records.sessions, this.today);
	});

	get ready(): boolean {
		return this.#read !== null;
	}

	get records(): Records {
		return this.#read ?? NOTHING;
	}

	historyOf(loop: LoopId): readonly LoopDay[] {
		return historyOf(this.records.sessions, loop);
	}

	/** Somebody looks at it from now on, until the function it gives is called. */
	watch(): () => void {
		this.#watched = true;
		void this.refresh();
		return () => {
			this.#watched = false;
		};
	}

	/** Follows what was written, or what has become of the day; does nothing where nobody looks. */
	async refresh(): Promise<void> {
		if (!this.#watched) return;
		this.#now = Date.now();
		const reading = ++this.#latest;
		try {
			const [records, loops] = await Promise.all([readRecords(this.#database), listAllLoops(this.#database)]);
			if (reading !== this.#latest) return;
			this.#read = records;
			this.#loops = loops;
			this.trouble = null;
		} catch (thrown) {
			if (!(thrown instanceof DOMException)) throw thrown;
			this.trouble = 'library:unavailable';
		}
	}
}
