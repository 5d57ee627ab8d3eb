import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BLOCKS_KEPT, Deck, NONE } from '../../../src/lib/audio/deck';
import type { BlockReply, BlockRequest } from '../../../src/lib/music/block';
import { layoutOf, makeBlock } from '../../tools/blocks';
import { makeOriginal } from '../../tools/originals';

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
	const storeOriginal = (index: number) => reply({ type: 'original', block: makeOriginal(layout, index) });
	return { deck, asked, reply, store, storeOriginal, isClosed: () => closed };
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

describe('an original', () => {
	const kindOf = (deck: Deck, index: number) => {
		const block = deck.block(index);
		return block === null ? null : 'samples' in block ? 'original' : 'stems';
	};

	test('plays until its stems are announced, and until they come', () => {
		const { deck, asked, storeOriginal, store } = opened();
		deck.follow(0);
		[0, 1, 2].forEach(storeOriginal);
		expect([deck.stateOf(0), kindOf(deck, 0), deck.firstAbsent(0, 3 * STRIDE)]).toEqual([
			'here',
			'original',
			NONE
		]);
		deck.available(0);
		deck.available(0);
		expect(asked).toEqual([0, 1, 2, 0]);
		expect(kindOf(deck, 0)).toBe('original');
		store(0);
		expect([kindOf(deck, 0), kindOf(deck, 1)]).toEqual(['stems', 'original']);
		deck.available(0);
		expect(deck.held).toBe(3);
	});

	test('that was overtaken by the announcement plays, and is asked for again', () => {
		const { deck, asked, storeOriginal, store } = opened();
		deck.follow(0);
		deck.available(1);
		storeOriginal(1);
		expect(kindOf(deck, 1)).toBe('original');
		expect(asked).toEqual([0, 1, 2, 1]);
		storeOriginal(1);
		expect(asked).toEqual([0, 1, 2, 1]);
		deck.available(1);
		store(1);
		expect([asked, kindOf(deck, 1)]).toEqual([[0, 1, 2, 1, 1], 'stems']);
	});

	test('stays where a reply says that nothing is there', () => {
		const { deck, asked, reply, storeOriginal } = opened();
		deck.follow(0);
		storeOriginal(0);
		deck.available(0);
		reply({ type: 'missing', index: 0 });
		expect(kindOf(deck, 0)).toBe('original');
		deck.available(0);
		expect(asked).toEqual([0, 1, 2, 0, 0]);
	});

	test('takes the place of what was missing, and stems take its own', () => {
		const { deck, reply, storeOriginal, store } = opened();
		deck.follow(0);
		reply({ type: 'missing', index: 0 });
		deck.available(0);
		storeOriginal(0);
		expect(kindOf(deck, 0)).toBe('original');
		deck.available(0);
		store(0);
		expect(kindOf(deck, 0)).toBe('stems');
	});

	test('that was dropped while its stems were asked for leaves the request open, which spoils no other', () => {
		const { deck, asked, storeOriginal, store } = opened();
		deck.follow(0);
		[0, 1, 2].forEach(storeOriginal);
		deck.available(0);
		for (let index = 1; index < 20; index++) {
			asked.length = 0;
			deck.follow(index * STRIDE);
			asked.splice(0).forEach(storeOriginal);
			expect(deck.held).toBeLessThanOrEqual(BLOCKS_KEPT);
		}
		expect([deck.block(0), deck.stateOf(0)]).toEqual([null, 'asked']);
		deck.available(19);
		store(0);
		expect([deck.held, kindOf(deck, 19)]).toEqual([BLOCKS_KEPT, 'original']);
		store(19);
		expect(kindOf(deck, 19)).toBe('stems');
	});

	test.each([
		['of another index', { ...makeOriginal(layout, 0), index: 7 }],
		['that is too short', { ...makeOriginal(layout, 0), samples: new Float32Array(STRIDE) }],
		['without samples', { ...makeOriginal(layout, 0), samples: undefined }]
	])('%s is damaged', (_name, block) => {
		const { deck, reply } = opened();
		deck.follow(0);
		reply({ type: 'original', block: block as never });
		expect([deck.stateOf(0), deck.block(0)]).toEqual(['damaged', null]);
	});
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

describe('pinned blocks', () => {
	test('are asked for at once, and stay wherever the playhead goes', () => {
		const { deck, asked, store } = opened();
		deck.follow(10 * STRIDE);
		deck.pin(2 * STRIDE - 3, 3 * STRIDE);
		expect(asked).toEqual([10, 11, 12, 1, 2, 3]);
		for (let index = 10; index < 20; index++) {
			deck.follow(index * STRIDE);
			asked.splice(0).forEach(store);
			expect(deck.held).toBeLessThanOrEqual(BLOCKS_KEPT);
			for (const pinned of [1, 2, 3]) expect(deck.block(pinned)?.index).toBe(pinned);
		}
		deck.pin(0, -1);
		for (let index = 10; index < 20; index++) {
			deck.follow(index * STRIDE);
			asked.splice(0).forEach(store);
		}
		expect([1, 2, 3].map((index) => deck.block(index))).toEqual([null, null, null]);
	});

	test('that were missing are asked for once they are announced', () => {
		const { deck, asked, reply } = opened();
		deck.follow(10 * STRIDE);
		deck.pin(0, 0);
		reply({ type: 'missing', index: 0 });
		asked.length = 0;
		deck.available(0);
		expect(asked).toEqual([0]);
	});
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
