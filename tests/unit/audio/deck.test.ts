import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCKS_KEPT, Deck, NONE } from '../../../src/lib/audio/deck';
import type { BlockReply, BlockRequest } from '../../../src/lib/music/block';
import { layoutOf, makeBlock } from '../../tools/blocks';

const STRIDE = 16;
const layout = layoutOf(20 * STRIDE - 5, STRIDE);

/** A deck, what it has asked for, and a way to reply. */
function opened() {
	const asked: number[] = [];
	let closed = false;
	const feeder = {
		onmessage: null as ((event: MessageEvent) => unknown) | null,
		postMessage: ({ index }: BlockRequest) => void asked.push(index),
		close: () => void (closed = true)
	};
	const deck = new Deck(layout, feeder, () => {});
	const reply = (message: BlockReply) => feeder.onmessage?.({ data: message } as MessageEvent);
	const store = (index: number) => reply({ type: 'block', block: makeBlock(layout, index) });
	return { deck, asked, reply, store, isClosed: () => closed };
}

describe('asking', () => {
	test('for the block under the playhead and the next two, each once', () => {
		const { deck, asked, store } = opened();
		deck.follow(0);
		expect(asked).toEqual([0, 1, 2]);
		[0, 1, 2].forEach(store);
		deck.follow(STRIDE - 1);
		expect(asked).toEqual([0, 1, 2]);
		deck.follow(STRIDE);
		expect(asked).toEqual([0, 1, 2, 3]);
	});

	test('for nothing beyond the end of the song', () => {
		const { deck, asked } = opened();
		deck.follow(layout.frames);
		expect(asked).toEqual([19]);
	});

	test('for a missing block once it is announced, also where the announcement overtook the reply', () => {
		const { deck, asked, reply } = opened();
		deck.follow(0);
		reply({ type: 'missing', index: 0 });
		deck.available(0);
		deck.available(1);
		reply({ type: 'missing', index: 1 });
		expect(asked).toEqual([0, 1, 2, 0, 1]);
		deck.available(2);
		reply({ type: 'block', block: makeBlock(layout, 2) });
		deck.available(2);
		expect(asked).toEqual([0, 1, 2, 0, 1]);
	});

	test('for a damaged block once it is announced or to be tried again', () => {
		const { deck, asked, reply } = opened();
		deck.follow(0);
		reply({ type: 'damaged', index: 0, detail: 'scratched' });
		expect([deck.stateOf(0), deck.damageOf(0)]).toEqual(['damaged', 'scratched']);
		deck.available(0);
		reply({ type: 'damaged', index: 0, detail: 'scratched' });
		deck.forgetDamage();
		expect(asked).toEqual([0, 1, 2, 0, 0]);
	});
});

test.each([
	['of another index', { ...makeBlock(layout, 0), index: 7 }],
	['of another length', { ...makeBlock(layout, 0), frames: 3 }],
	['with a broken scale', makeBlock(layout, 0, undefined, () => NaN)],
	['without a stem', { ...makeBlock(layout, 0), stems: { drums: makeBlock(layout, 0).stems.drums } }]
])('a block %s is damaged', (_name, block) => {
	const { deck, reply } = opened();
	deck.follow(0);
	reply({ type: 'block', block: block as never });
	expect(deck.stateOf(0)).toBe('damaged');
	expect(deck.block(0)).toBeNull();
});

test('finds the first block that is not there', () => {
	const { deck, store } = opened();
	deck.follow(0);
	[0, 2].forEach(store);
	expect(deck.firstAbsent(0, STRIDE)).toBe(NONE);
	expect(deck.firstAbsent(0, STRIDE + 1)).toBe(1);
	expect(deck.firstAbsent(2 * STRIDE, STRIDE)).toBe(NONE);
	deck.follow(layout.frames);
	store(19);
	expect(deck.firstAbsent(layout.frames - 1, 1000)).toBe(NONE);
});

test('holds few blocks and keeps the nearest, wherever the playhead goes', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: layout.frames }), { maxLength: 60 }), (positions) => {
			const { deck, asked, store } = opened();
			for (const position of positions) {
				deck.follow(position);
				asked.splice(0).forEach(store);
				const index = deck.indexAt(position);
				expect(deck.held).toBeLessThanOrEqual(BLOCKS_KEPT);
				for (let ahead = index; ahead <= Math.min(index + 2, 19); ahead++)
					expect(deck.block(ahead)?.index).toBe(ahead);
			}
		})
	);
});

test('closing lets everything go, and a late reply changes nothing', () => {
	const { deck, reply, store, isClosed } = opened();
	deck.follow(0);
	[0, 1].forEach(store);
	deck.close();
	deck.close();
	reply({ type: 'block', block: makeBlock(layout, 2) });
	expect([deck.held, isClosed()]).toEqual([0, true]);
});
