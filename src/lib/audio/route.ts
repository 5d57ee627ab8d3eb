import type { Loop } from '../music/loop';
import { NONE, type Deck } from './deck';
import { FAR } from './far';

/** 10 ms: how long the loop's end and what comes before its start sound together. */
const SEAM_FRAMES = 441;
/** 1.5 ms: a loop whose end is nearer than this cannot be closed without a click any more; it counts as behind. */
const SHORTEST_SEAM = 64;

/** The way of the playhead through a song: onward, round a loop, or up to where a count-in follows. */
export class Route {
	/** The loop that is played without a gap; in force for a position before its end. */
	loop: Loop | null = null;
	/** Where the sound stops for a count-in, if it comes from before it: nothing behind has to be there then. */
	stop = FAR;

	/** How long the seam of `loop` is: at most half of it, so that its two ends never meet. */
	static seamFrames({ start, end }: Loop): number {
		return Math.min(SEAM_FRAMES, Math.floor((end - start) / 2));
	}

	/** The loop that someone at `position` will go round, if he is not in its seam already. */
	loopAt(position: number): Loop | null {
		if (this.loop === null) return null;
		const shortest = Math.max(1, Math.min(SHORTEST_SEAM, Route.seamFrames(this.loop)));
		return this.loop.end - position >= shortest ? this.loop : null;
	}

	/** Where the sound of someone at `position` will stop. */
	stopAfter(position: number): number {
		return position < this.stop ? this.stop : FAR;
	}

	/** Where somebody is `frames` frames of song after `position`. */
	positionAfter(position: number, frames: number): number {
		const loop = this.loopAt(position);
		const turns = this.turnsAfter(position, frames);
		return position + frames - (loop === null ? 0 : turns * (loop.end - loop.start));
	}

	/** How often he has gone from the loop's end to its start by then. */
	turnsAfter(position: number, frames: number): number {
		const loop = this.loopAt(position);
		if (loop === null || position + frames < loop.end) return 0;
		return 1 + Math.floor((position + frames - loop.end) / (loop.end - loop.start));
	}

	/** The first block of the next `count` frames that is not in memory; {@link NONE} if all are, or the song ends. */
	firstAbsent(deck: Deck, position: number, count: number): number {
		const loop = this.loopAt(position);
		const seam = loop === null ? 0 : Route.seamFrames(loop);
		const beforeSeam = (loop === null ? FAR : loop.end - seam) - position;
		const onward = Math.min(count, beforeSeam + seam, this.stopAfter(position) - position);
		const absent = onward > 0 ? deck.firstAbsent(position, onward) : NONE;
		if (absent !== NONE || loop === null || count <= beforeSeam) return absent;
		const from = Math.max(0, loop.start - seam);
		return deck.firstAbsent(from, Math.min(count - beforeSeam, loop.end - from));
	}
}
