import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FRESH_PRACTICE, type PracticeSound } from '../../../src/lib/audio/protocol';
import { USUAL_BLOCK } from '../../../src/lib/audio/stretch-block';
import { Stretchers } from '../../../src/lib/audio/stretchers';
import { cents } from '../../../src/lib/units/units';
import { layoutOf } from '../../tools/blocks';
import { noise } from '../../tools/signals';
import { Bench, Feeder } from './bench';
import { drumsOf } from './practised';

const FULL = 32767;
const SONG = noise(2);
const heardAs = (sample: number) => Math.fround(Math.round(FULL * sample) / FULL);

/** As where a page's policy forbids to compile WebAssembly. */
beforeEach(() => {
	const refusal = new WebAssembly.CompileError('Wasm code generation disallowed by embedder');
	vi.spyOn(WebAssembly, 'instantiate').mockRejectedValue(refusal);
	vi.spyOn(console, 'error').mockReturnValue();
});
afterEach(() => vi.restoreAllMocks());

function open(bench: Bench, deck: number, practice: Partial<PracticeSound>): void {
	const feeder = new Feeder(layoutOf(SONG.length, 100_000), drumsOf(SONG), () => 1 / FULL);
	bench.open(deck, layoutOf(SONG.length, 100_000), feeder, 0, { ...FRESH_PRACTICE, ...practice });
	feeder.store();
}

/** Renders while what was asked for is being made, or refused. */
async function render(bench: Bench): Promise<void> {
	for (let quantum = 0; quantum < 60; quantum++) {
		await new Promise((resolve) => setTimeout(resolve, 1));
		bench.render();
	}
}

const told = (bench: Bench) => bench.posted.filter(({ type }) => type === 'unstretchable');

/** Whether all that sounds since a frame is the song where the states say, to the last bit. */
function expectTheSong(bench: Bench, from: number): void {
	const { position, contextFrame } = bench.state;
	for (let frame = from; frame < bench.left.length; frame++)
		if (bench.left[frame] !== heardAs(SONG[position + frame - contextFrame]!)) expect.fail(`frame ${frame}`);
}

test.each([{ rate: 0.7 }, { rate: 0.5 }, { transposed: cents(300) }, { rate: 2, transposed: cents(-1200) }])(
	'a song that is opened at %o plays as it is, and it is said once',
	async (practice) => {
		const bench = new Bench();
		open(bench, 1, practice);
		bench.send({ type: 'play' });
		await render(bench);
		expect(bench.state).toMatchObject({ rate: 1, playing: true, waiting: false, underruns: 0 });
		expectTheSong(bench, 2048);
		expect(told(bench)).toEqual([
			{ type: 'unstretchable', deck: 1, detail: expect.stringMatching(/disallowed/) as unknown }
		]);
	}
);

test('a song that plays goes on without a gap when it is to be slower, and it is said each time it is asked for', async () => {
	const bench = new Bench();
	open(bench, 1, {});
	bench.send({ type: 'play' });
	await render(bench);
	for (const [rate, times] of [
		[0.7, 1],
		[0.5, 1],
		[1, 1],
		[0.7, 2]
	] as const) {
		bench.practise({ rate });
		await render(bench);
		expect(told(bench)).toHaveLength(times);
	}
	expect(bench.state).toMatchObject({ rate: 1, playing: true });
	expectTheSong(bench, 2048);
});

test('of another song it is said anew, and its count-in is at the speed that is heard', async () => {
	const bench = new Bench();
	open(bench, 1, { rate: 0.7 });
	bench.send({ type: 'play' });
	await render(bench);
	open(bench, 2, { rate: 0.5, countIn: { ...FRESH_PRACTICE.countIn, beats: 1, tempo: 300 } });
	bench.send({ type: 'play' });
	const begins = bench.left.length;
	await render(bench);
	await render(bench);
	expect(told(bench)).toMatchObject([{ deck: 1 }, { deck: 2 }]);
	const sets = bench.posted.find(
		(message) => message.type === 'state' && message.deck === 2 && message.rate === 1
	);
	expect(sets).toBeDefined();
	expect((sets as { contextFrame: number }).contextFrame - begins).toBeLessThan((60 / 300) * 44_100 + 1024);
});

test('stretchers that were made before stay in use; no more are made', async () => {
	vi.restoreAllMocks();
	const stretchers = new Stretchers();
	expect((await stretchers.make(USUAL_BLOCK)).ok).toBe(true);
	const instantiate = vi.spyOn(WebAssembly, 'instantiate').mockRejectedValue(new RangeError('out of memory'));
	vi.spyOn(console, 'error').mockReturnValue();
	const bench = new Bench(stretchers);
	open(bench, 1, { rate: 0.5 });
	bench.send({ type: 'play' });
	await render(bench);
	expect(bench.state.rate).toBe(1);
	bench.practise({ rate: 0.7 });
	await render(bench);
	expect(bench.state.rate).toBe(0.7);
	bench.practise({ rate: 0.4 });
	await render(bench);
	expect(bench.state.rate).toBe(1);
	expect(told(bench)).toHaveLength(2);
	expect(instantiate).toHaveBeenCalledTimes(1);
});
