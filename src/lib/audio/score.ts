import type { Deck } from './deck';
import { FAR } from './far';
import type { PracticeSound } from './protocol';
import { Route } from './route';
import { TurnGate } from './turn-gate';

/** A song and how it is gone through: what all who read it share, however far ahead they are. */
export class Score {
	readonly deck: Deck;
	readonly route = new Route();
	readonly turns = new TurnGate();

	constructor(deck: Deck) {
		this.deck = deck;
	}

	/** Keeps the blocks in memory that the loop goes back to, with one to follow, so that its seam never waits. */
	follow({ loop, countIn, turn }: PracticeSound, sounding: boolean): void {
		const stops = countIn.everyPass && countIn.beats > 0;
		this.route.loop = stops ? null : loop;
		this.route.stop = stops && loop !== null ? loop.end : FAR;
		this.turns.set(turn, loop, sounding);
		if (loop === null) this.deck.pin(0, -1);
		else this.deck.pin(loop.start - Route.seamFrames(loop), loop.start + this.deck.layout.stride);
	}
}
