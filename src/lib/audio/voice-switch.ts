import { frames } from '../units/units';
import { CrossFade } from './cross-fade';
import { NONE } from './deck';
import { FAR } from './far';
import { Prelude } from './prelude';
import type { Score } from './score';
import type { Strips } from './strips';
import type { Voice } from './voice';
import { copy, type Workspace } from './workspace';

/** 10 ms: how long one voice takes to give way to another. A prelude is over by then. */
const SWITCH_FRAMES = 441;
/** Quanta to spare between a voice being ready and its taking over. */
const SPARE_QUANTA = 3;

/**
 * Lets a song's sound go from one voice to another. At its own speed and pitch a song has no latency at all: a stretched
 * voice's is not made up for by delaying the other one, but by its reading ahead, for a song can be read anywhere. The
 * coming voice is made ready for a place a little ahead, where the two meet while the present one goes on; there it sets
 * in, up to 5 ms off, where it is in phase ({@link Prelude}), and both sound while one gives way to the other at the same
 * level, by how alike they are while it lasts.
 */
export class VoiceSwitch {
	/** The voice that is to sound. */
	coming: Voice | null = null;
	readonly #score: Score;
	readonly #prelude = new Prelude();
	readonly #fade = new CrossFade();
	#meeting = 0;
	#meetingPass = 0;
	/** Frames since it has set in; -1: it has not. */
	#since = -1;

	constructor(score: Score) {
		this.#score = score;
	}

	/** Whether both sound. */
	get running(): boolean {
		return this.#since >= 0;
	}

	/** Lets go of the coming voice, whatever has become of it. */
	drop(): void {
		this.coming = null;
		this.#since = -1;
	}

	/**
	 * Chooses where the coming voice, which is to play at `rate`, takes over from the present one. Nothing comes of it
	 * where the song ends or its blocks are not in memory.
	 */
	begin(present: Voice, coming: Voice, rate: number, quantum: number): void {
		this.drop();
		this.#prelude.reset();
		const { deck, route } = this.#score;
		const from = Math.round(present.heard.position);
		const needed = (coming.primeQuanta + SPARE_QUANTA) * quantum + 2 * Prelude.middle;
		const lead = Math.round(Prelude.middle * rate);
		const way = Math.max(Math.round(needed * present.heard.rate), lead);
		this.#meeting = route.positionAfter(from, way);
		this.#meetingPass = present.heard.pass + route.turnsAfter(from, way);
		const start = route.positionAfter(from, way - lead);
		const reads = coming.lookahead + Math.ceil((2 * Prelude.middle + quantum) * rate);
		if (this.#meeting >= Math.min(route.stopAfter(from), deck.layout.frames)) return;
		if (route.firstAbsent(deck, start, reads) !== NONE) return;
		coming.start(frames(start), present.heard.pass + route.turnsAfter(from, way - lead));
		this.coming = coming;
	}

	/** Once a quantum: a part of what is to be done before the coming voice can set in. */
	prepare(strips: Strips, workspace: Workspace): void {
		if (this.coming?.prime(strips, workspace) && !this.#prelude.full)
			this.#prelude.fill(this.coming, strips, workspace);
	}

	/** Frames until the two meet. Below 0 where that was missed. */
	framesUntil(present: Voice): number {
		if (this.coming === null || this.running) return FAR;
		const { loop } = this.#score.route;
		const turns = this.#meetingPass - present.heard.pass;
		const way =
			this.#meeting - present.heard.position + (loop === null ? 0 : turns * (loop.end - loop.start));
		return Math.round(way / present.heard.rate);
	}

	/** How many of the next `most` frames may be rendered at once. Where the two have met, the coming voice sets in now. */
	atOnce(present: Voice, most: number): number {
		const until = this.framesUntil(present);
		if (until === 0 && this.#prelude.full) this.#set();
		if (!this.running) return until > 0 ? Math.min(most, until) : most;
		return this.#prelude.left > 0 ? Math.min(most, this.#prelude.left) : most;
	}

	/** Puts the next `count` frames of what sounds into `workspace.bus`. @returns whether the present voice is gone now */
	render(present: Voice, count: number, at: number, strips: Strips, workspace: Workspace): boolean {
		const { bus, going } = workspace;
		present.render(count, at, strips, workspace);
		if (this.running) {
			copy(bus, going, count);
			if (this.#prelude.left > 0) this.#prelude.take(count, bus);
			else this.coming!.render(count, at, strips, workspace);
			this.#giveWay(count, workspace);
		}
		this.#prelude.hear(bus, count);
		return this.#since >= SWITCH_FRAMES;
	}

	#set(): void {
		this.#prelude.choose();
		this.#fade.reset();
		this.#since = 0;
	}

	#giveWay(count: number, { bus, going }: Workspace): void {
		for (let i = 0; i < count; i++) {
			const share = Math.min(1, (this.#since + i) / SWITCH_FRAMES);
			this.#fade.hear(going.left[i]!, bus.left[i]!);
			this.#fade.hear(going.right[i]!, bus.right[i]!);
			this.#fade.match();
			const goes = this.#fade.going(share);
			const comes = this.#fade.coming(share);
			bus.left[i] = going.left[i]! * goes + bus.left[i]! * comes;
			bus.right[i] = going.right[i]! * goes + bus.right[i]! * comes;
		}
		this.#since += count;
	}
}
