import { MixingDesk } from '../../../src/lib/audio/desk';
import {
	FRESH_PRACTICE,
	type FromMixer,
	type MixerState,
	type PracticeSound,
	type ToMixer
} from '../../../src/lib/audio/protocol';
import { FAST_BLOCK, SLOW_BLOCK, USUAL_BLOCK } from '../../../src/lib/audio/stretch-block';
import { Stretchers } from '../../../src/lib/audio/stretchers';
import type { BlockLayout, BlockReply, BlockRequest } from '../../../src/lib/music/block';
import { makeBlock, type SongCode } from '../../tools/blocks';
import { makeOriginal, type OriginalCode } from '../../tools/originals';

export const QUANTUM = 128;

/** A feeder that replies when it is told to. */
export class Feeder {
	onmessage: ((event: MessageEvent) => unknown) | null = null;
	closed = false;
	readonly asked: number[] = [];
	readonly #make: (index: number) => BlockReply;

	constructor(layout: BlockLayout, code?: SongCode, scale?: () => number) {
		this.#make = (index) => ({ type: 'block', block: makeBlock(layout, index, code, scale) });
	}

	postMessage({ index }: BlockRequest): void {
		this.asked.push(index);
	}
	close(): void {
		this.closed = true;
	}
	reply(message: BlockReply): void {
		if (!this.closed) this.onmessage?.({ data: message } as MessageEvent);
	}
	/** Replies to the oldest requests. */
	store(count = Infinity): void {
		for (const index of this.asked.splice(0, count)) this.replyFor(index);
	}
	replyFor(index: number): void {
		this.reply(this.replyTo(index));
	}
	protected replyTo(index: number): BlockReply {
		return this.#make(index);
	}
}

/** Has the stems of those blocks that are separated, and the original of the others. */
export class PartialFeeder extends Feeder {
	readonly separated = new Set<number>();
	readonly #original: (index: number) => BlockReply;

	constructor(layout: BlockLayout, original?: OriginalCode, code?: SongCode, scale?: () => number) {
		super(layout, code, scale);
		this.#original = (index) => ({ type: 'original', block: makeOriginal(layout, index, original) });
	}

	protected override replyTo(index: number): BlockReply {
		return this.separated.has(index) ? super.replyTo(index) : this.#original(index);
	}
}

/** A desk, everything it has posted, and everything it has rendered. */
export class Bench {
	readonly posted: FromMixer[] = [];
	readonly left: number[] = [];
	readonly right: number[] = [];
	readonly #desk: MixingDesk;

	/** @param stretchers where the song is to be stretched at once; else they are made while it plays */
	constructor(stretchers = new Stretchers()) {
		this.#desk = new MixingDesk((message) => this.posted.push(message), stretchers);
	}

	/** One that has its stretchers. */
	static async stretching(): Promise<Bench> {
		const stretchers = new Stretchers();
		await Promise.all([USUAL_BLOCK, SLOW_BLOCK, FAST_BLOCK].map((block) => stretchers.make(block)));
		return new Bench(stretchers);
	}

	send(message: ToMixer): void {
		this.#desk.receive(message, this.left.length);
	}
	open(deck: number, layout: BlockLayout, feeder: Feeder, position = 0, practice = FRESH_PRACTICE): void {
		this.send({ type: 'open', deck, layout, position, practice, feeder } as never);
	}
	practise(change: Partial<PracticeSound>): void {
		this.send({ type: 'practice', practice: { ...FRESH_PRACTICE, ...change } });
	}
	render(quanta = 1): void {
		for (let q = 0; q < quanta; q++) {
			const [left, right] = [new Float32Array(QUANTUM), new Float32Array(QUANTUM)];
			this.#desk.render(left, right, this.left.length);
			this.left.push(...left);
			this.right.push(...right);
		}
	}
	get state(): MixerState {
		return this.posted.findLast((message) => message.type === 'state')!;
	}
	types(): string[] {
		return this.posted.filter(({ type }) => type !== 'state').map(({ type }) => type);
	}
}
