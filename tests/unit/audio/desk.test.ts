import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FADE_FRAMES, START_FADE_FRAMES } from '../../../src/lib/audio/fade';
import type { ToMixer } from '../../../src/lib/audio/protocol';
import { layoutOf } from '../../tools/blocks';
import { Bench, Feeder, QUANTUM } from './bench';

const layout = layoutOf(9000, 1024);
const FULL = 32767;

/** Drums alone: at the left a constant, which shows the fade; at the right the frame, times the fade. */
const telling = (stem: number, channel: number, frame: number) =>
	stem > 0 ? 0 : channel === 0 ? FULL : frame;

const press = fc.oneof(
	{ weight: 2, arbitrary: fc.constant({ type: 'play' } as const) },
	fc.constant({ type: 'pause' } as const),
	fc.record({ type: fc.constant('seek' as const), position: fc.integer({ min: -10, max: 9100 }) }),
	fc.record({ type: fc.constant('store' as const), count: fc.integer({ min: 1, max: 9 }) }),
	{
		weight: 3,
		arbitrary: fc.record({ type: fc.constant('render' as const), quanta: fc.integer({ min: 1, max: 12 }) })
	}
);

test('whatever is pressed, and however late blocks come: nothing clicks, and every sample is where the states say', () => {
	fc.assert(
		fc.property(fc.array(press, { maxLength: 80 }), (presses) => {
			const bench = new Bench();
			const feeder = new Feeder(layout, telling, () => 1 / FULL);
			bench.open(1, layout, feeder);
			feeder.store();
			for (const action of [{ type: 'play' } as const, ...presses]) {
				if (action.type === 'render') bench.render(action.quanta);
				else if (action.type === 'store') feeder.store(action.count);
				else bench.send(action as ToMixer);
			}
			feeder.store();
			bench.render(20);

			const states = bench.posted.filter((message) => message.type === 'state');
			let before = 0;
			let state = 0;
			bench.left.forEach((fade, frame) => {
				while (states[state + 1] && states[state + 1]!.contextFrame <= frame) state++;
				const step = fade - before;
				const was = Math.round((bench.right[frame - 1]! / before) * FULL);
				before = fade;
				// The song may end on a loud frame; everything else is a fade.
				const endsHere = fade === 0 && was === layout.frames - 1;
				if (Math.abs(step) > 1 / START_FADE_FRAMES + 1e-6 && !endsHere)
					expect.fail(`a step of ${step} at frame ${frame}`);
				if (fade < 0.01) return;
				const position = Math.round((bench.right[frame]! / fade) * FULL);
				const around = [states[state], states[state + 1]].filter((told) => told !== undefined);
				const late = around.map((told) => position - (told.position + frame - told.contextFrame));
				// A song ends inside a quantum, and its end is told at the quantum's: less than 3 ms of standing still.
				const isTold = (by: number, i: number) =>
					by === 0 || (around[i]!.position === layout.frames && by > 0 && by < QUANTUM);
				if (!late.some(isTold)) expect.fail(`frame ${frame} sounds of ${position}, ${late.join(' or ')} off`);
			});
		}),
		{ numRuns: 300 }
	);
});

test('a song plays to its very end and tells so once', () => {
	const bench = new Bench();
	const feeder = new Feeder(layout, telling, () => 1 / FULL);
	bench.open(1, layout, feeder);
	feeder.store();
	bench.send({ type: 'play' });
	for (let q = 0; q < 100; q++) {
		feeder.store();
		bench.render();
	}
	expect(bench.left.findLastIndex((sample) => sample !== 0)).toBe(layout.frames - 1);
	expect(bench.left[layout.frames - 1]).toBe(1);
	expect(bench.types()).toEqual(['opened', 'ended']);
	expect(bench.state).toMatchObject({ position: layout.frames, playing: false });
});

test('a later open supersedes the one that waits: its port is closed and its reply changes nothing', () => {
	const bench = new Bench();
	const [slow, quick] = [new Feeder(layout), new Feeder(layout)];
	bench.open(1, layout, slow);
	bench.open(2, layout, quick);
	expect([slow.closed, quick.closed]).toEqual([true, false]);
	slow.store();
	quick.store();
	slow.store();
	expect(bench.types()).toEqual(['opened']);
	expect(bench.state.deck).toBe(2);
});

test('a song that is replaced or closed is let go after its fade', () => {
	const bench = new Bench();
	const [first, second] = [new Feeder(layout), new Feeder(layout)];
	bench.open(1, layout, first);
	first.store();
	bench.send({ type: 'play' });
	bench.render(8);
	bench.open(2, layout, second);
	second.store();
	expect([bench.state.deck, bench.state.playing, first.closed]).toEqual([2, false, false]);
	bench.render(Math.ceil(FADE_FRAMES / QUANTUM));
	expect(first.closed).toBe(true);

	bench.send({ type: 'close', deck: 1 });
	expect(second.closed).toBe(false);
	bench.send({ type: 'close', deck: 2 });
	expect(second.closed).toBe(true);
});

test('a song without a frame is refused', () => {
	const bench = new Bench();
	const feeder = new Feeder(layout);
	bench.open(1, layoutOf(0, 1024), feeder);
	expect([bench.types(), feeder.closed]).toEqual([['refused'], true]);
});

test('after damage, play asks once more for the block, which may be readable now', () => {
	const bench = new Bench();
	const feeder = new Feeder(layout, telling, () => 1 / FULL);
	bench.open(1, layout, feeder);
	feeder.store(1);
	bench.send({ type: 'play' });
	feeder.asked.length = 0;
	feeder.reply({ type: 'damaged', index: 1, detail: 'scratched' });
	bench.render(16);
	expect(bench.posted.at(-1)).toEqual({ type: 'damaged', deck: 1, detail: 'scratched' });
	expect(bench.state.playing).toBe(false);

	bench.send({ type: 'play' });
	expect(feeder.asked).toContain(1);
	feeder.store();
	bench.render(4);
	expect(bench.state).toMatchObject({ playing: true, waiting: false, underruns: 0 });
});
