import type { LibraryDatabase } from '../library/database';
import { recordSession } from '../library/sessions';
import { changeSong } from '../library/songs';
import type { Achievement } from '../music/achievement';
import { SILENT, sounds as isHeard, type Mix } from '../music/mix';
import type { SavedLoop } from '../music/saved-loop';
import type { LoopPractice, Session, SessionId } from '../music/session';
import type { Song } from '../music/song';
import { STEMS } from '../music/stems';
import type { Speed } from '../music/tuning';
import { practiceDayOf } from '../practice/day';
import { SoundingTime } from '../practice/sounding';
import { milliseconds, type Frames, type Milliseconds } from '../units/units';
import { keyed, type FailureKey } from './failures';

/** Of what sounds no more than this is lost with a killed tab. */
const EVERY = milliseconds(10_000);
/** Who comes back to the song later than this begins a new session. */
const SAME_SITTING = milliseconds(30 * 60_000);

/** What becomes of the records. */
export interface RecorderEvents {
	/** A session was written. */
	recorded(): void;
	/** Marks were reached, each for the first time. */
	awarded(achievements: readonly Achievement[]): void;
	refused(reason: FailureKey): void;
}

/** The session that is open, and what of it the library does not know yet. */
interface Open {
	session: Session;
	readonly time: SoundingTime;
	/** What `session` had sounded when it was last written. */
	written: Milliseconds;
	changed: boolean;
	/** When it sounded last, milliseconds since 1970. */
	soundedAt: number;
	/** The mix whose mutes and solos are in `session`. */
	mix: Mix | null;
}

/**
 * Writes down what is practised: a session begins when a song sounds, is written every ten seconds of sound and at
 * every pause, and ends when another song sounds or after half an hour of silence.
 */
export class Recorder {
	readonly #database: LibraryDatabase;
	readonly #dayEndsAt: () => number;
	readonly #events: RecorderEvents;
	readonly #listening = new AbortController();
	#open: Open | null = null;

	/** @param dayEndsAt minutes after midnight at which the player's day ends */
	constructor(database: LibraryDatabase, dayEndsAt: () => number, events: RecorderEvents) {
		this.#database = database;
		this.#dayEndsAt = dayEndsAt;
		this.#events = events;
		const { signal } = this.#listening;
		// Phones end pages that are out of sight without another word.
		document.addEventListener('visibilitychange', () => document.hidden && this.flush(), { signal });
		addEventListener('pagehide', () => this.flush(), { signal });
	}

	/**
	 * @param song what is on the stand
	 * @param mix as it is heard: the player's own instrument is out of it
	 * @param sounds whether it sounds from `at` on
	 * @param at the audio context's frame
	 */
	heard(song: Song, mix: Mix, sounds: boolean, at: Frames): void {
		const sounding = sounds && isAudible(mix);
		if (sounding) this.#open = this.#openFor(song);
		const open = this.#open;
		if (open === null) return;
		// Another song's states say nothing about how long this one sounded.
		const goesOn = open.session.song === song.id && sounding;
		open.time.take(at, goesOn);
		const sounded = open.time.total;
		if (sounded > open.session.sounded) {
			open.session = { ...open.session, sounded };
			open.changed = true;
		}
		if (goesOn) {
			open.soundedAt = Date.now();
			if (open.mix !== mix) open.session = withMix(open.session, mix);
			open.mix = mix;
		}
		if (!goesOn || sounded - open.written >= EVERY) this.flush();
	}

	/** A loop was heard whole. @param loop null: it is not kept */
	passed(loop: SavedLoop | null, speed: Speed): void {
		const open = this.#open;
		if (open === null) return;
		const { session } = open;
		open.session = {
			...session,
			passes: session.passes + 1,
			loops: loop === null ? session.loops : withPass(session.loops, loop, speed)
		};
		open.changed = true;
	}

	/** Writes what has changed, if anything has. */
	flush(): void {
		const open = this.#open;
		if (open?.changed !== true) return;
		open.changed = false;
		open.written = open.session.sounded;
		void this.#write(open.session);
	}

	/** Lets go of the session that is open: everything recorded was deleted, and this is not to bring it back. */
	forget(): void {
		this.#open = null;
	}

	dispose(): void {
		this.flush();
		this.#listening.abort();
	}

	async #write(session: Session): Promise<void> {
		const recorded = await recordSession(this.#database, session, Date.now());
		if (!recorded.ok) {
			this.#events.refused(keyed('library', recorded).reason);
			return;
		}
		// A song that was deleted meanwhile has no row to say it in.
		await changeSong(this.#database, session.song, { practisedAt: Date.now() });
		this.#events.recorded();
		if (recorded.value.awarded.length > 0) this.#events.awarded(recorded.value.awarded);
	}

	#openFor(song: Song): Open {
		const now = Date.now();
		const open = this.#open;
		if (open?.session.song === song.id && now - open.soundedAt < SAME_SITTING) return open;
		this.flush();
		return {
			session: {
				id: crypto.randomUUID() as string as SessionId,
				song: song.id,
				title: song.title,
				artist: song.artist,
				startedAt: now,
				day: practiceDayOf(now, Temporal.Now.timeZoneId(), this.#dayEndsAt()),
				sounded: milliseconds(0),
				passes: 0,
				loops: [],
				muted: [],
				soloed: []
			},
			time: new SoundingTime(),
			written: milliseconds(0),
			changed: false,
			soundedAt: now,
			mix: null
		};
	}
}

/** A song that is turned down all the way, or whose stems are all silent, is not practised. */
const isAudible = (mix: Mix): boolean =>
	mix.master > SILENT && STEMS.some((stem) => isHeard(mix, stem) && mix.stems[stem].volume > SILENT);

const withMix = (session: Session, { stems }: Mix): Session => ({
	...session,
	muted: STEMS.filter((stem) => stems[stem].muted || session.muted.includes(stem)),
	soloed: STEMS.filter((stem) => stems[stem].soloed || session.soloed.includes(stem))
});

/** What was reached in the session's loops after one more pass of this one. */
function withPass(loops: readonly LoopPractice[], { id, name }: SavedLoop, speed: Speed): LoopPractice[] {
	const before = loops.find(({ loop }) => loop === id);
	const after: LoopPractice = {
		loop: id,
		name,
		passes: (before?.passes ?? 0) + 1,
		speed: before !== undefined && before.speed > speed ? before.speed : speed
	};
	return [...loops.filter((other) => other !== before), after].sort((one, other) =>
		one.loop < other.loop ? -1 : 1
	);
}
