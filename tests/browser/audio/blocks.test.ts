import { expect, test } from 'vitest';
import type { BlockReply } from '../../../src/lib/music/block';
import { frames } from '../../../src/lib/units/units';
import { layoutOf, makeBlock, withBrokenStem } from '../../tools/blocks';
import { expectSilence, expectSong } from './expect-song';
import { Rendering, TestFeeder } from './harness';

const STRIDE = 4096;
const START_FADE = 64;
const FADE = 220;
/** The mixer decides by quanta: it stops at most this far before a block that is not there. */
const STOPS_WITHIN = 128 + FADE;
const layout = layoutOf(30_000, STRIDE);
const missing = (index: number): BlockReply => ({ type: 'missing', index });

test('a missing block is waited for in silence, without an underrun, until it is announced', async () => {
	let stored = false;
	const feeder = TestFeeder.of(layout, undefined, (index) =>
		index === 2 && !stored ? missing(index) : undefined
	);
	const rendering = await Rendering.of(20_480);
	await rendering.open(layout, feeder);
	await rendering.mixer.play();
	let stood = 0;
	rendering.at(12_288, () => {
		const { position, playing, waiting, underruns } = rendering.journal.last;
		expect({ playing, waiting, underruns }).toEqual({ playing: true, waiting: true, underruns: 0 });
		expect(rendering.mixer.heardPosition()).toBe(position);
		stood = position;
		stored = true;
		rendering.mixer.available(2);
	});
	const output = await rendering.render();

	expect(stood).toBeGreaterThan(2 * STRIDE - STOPS_WITHIN);
	expect(stood).toBeLessThanOrEqual(2 * STRIDE);
	expectSong(output, layout, { at: START_FADE, position: START_FADE, frames: stood - FADE - START_FADE });
	expectSilence(output, stood, 12_288);
	expectSong(output, layout, { at: 12_288 + FADE, position: stood + FADE, frames: 8192 - FADE });
	expect(rendering.journal.last).toMatchObject({ playing: true, waiting: false, underruns: 0 });
});

test('a song whose first block is missing opens and waits', async () => {
	let stored = false;
	const feeder = TestFeeder.of(layout, undefined, (index) => (stored ? undefined : missing(index)));
	const rendering = await Rendering.of(8192);
	await rendering.open(layout, feeder);
	await rendering.mixer.play();
	rendering.at(4096, () => {
		expect(rendering.journal.last).toMatchObject({ position: 0, playing: true, waiting: true });
		stored = true;
		for (let index = 0; index < 8; index++) rendering.mixer.available(index);
	});
	const output = await rendering.render();
	expectSilence(output, 0, 4096);
	expectSong(output, layout, { at: 4096 + START_FADE, position: START_FADE, frames: 4096 - START_FADE });
});

test('a stored block that is late is counted as underruns, and nothing of the song is skipped', async () => {
	let late = true;
	const feeder = TestFeeder.of(layout, undefined, (index) => (index === 1 && late ? null : undefined));
	const rendering = await Rendering.of(16_384);
	await rendering.open(layout, feeder);
	await rendering.mixer.play();
	let stood = 0;
	rendering.at(8192, () => {
		stood = rendering.journal.last.position;
		late = false;
		feeder.answer(1);
	});
	const output = await rendering.render();

	expect(stood).toBeGreaterThan(STRIDE - STOPS_WITHIN);
	expectSilence(output, stood, 8192);
	expectSong(output, layout, { at: 8192 + FADE, position: stood + FADE, frames: 8192 - FADE });
	const { underruns } = rendering.journal.last;
	expect(underruns).toBeGreaterThanOrEqual((8192 - STRIDE) / 128);
	expect(underruns).toBeLessThanOrEqual((8192 - STRIDE + STOPS_WITHIN) / 128 + 1);
});

test('the wait for a block after a jump is no underrun', async () => {
	let late = true;
	const feeder = TestFeeder.of(layout, undefined, (index) => (index === 6 && late ? null : undefined));
	const rendering = await Rendering.of(8192);
	await rendering.open(layout, feeder);
	await rendering.mixer.play();
	rendering.at(2048, () => rendering.mixer.seek(frames(6 * STRIDE + 10)));
	rendering.at(4096, () => {
		expect(rendering.journal.last).toMatchObject({ position: 6 * STRIDE + 10, waiting: true, underruns: 0 });
		late = false;
		feeder.answer(6);
	});
	const output = await rendering.render();
	expectSong(output, layout, { at: 4096 + FADE, position: 6 * STRIDE + 10 + FADE, frames: 2000 });
});

test('a damaged block stops the song before it and says so', async () => {
	const feeder = TestFeeder.of(layout, undefined, (index) =>
		index === 2 ? { type: 'block', block: withBrokenStem(makeBlock(layout, 2), 'vocals') } : undefined
	);
	const rendering = await Rendering.of(16_384);
	await rendering.open(layout, feeder);
	await rendering.mixer.play();
	const output = await rendering.render();

	const { position, playing } = rendering.journal.last;
	expect(playing).toBe(false);
	expect(position).toBeGreaterThan(2 * STRIDE - STOPS_WITHIN);
	expect(position).toBeLessThanOrEqual(2 * STRIDE);
	expectSong(output, layout, { at: START_FADE, position: START_FADE, frames: position - FADE - START_FADE });
	expectSilence(output, position, 16_384);
	expect(rendering.journal.others).toEqual(['damaged: Block 2 is not whole']);
});

test('few blocks are kept of a long song: what is far is dropped and asked for again', async () => {
	const long = layoutOf(60 * 1024, 1024);
	const feeder = TestFeeder.of(long);
	const rendering = await Rendering.of(40 * 1024);
	await rendering.open(long, feeder);
	await rendering.mixer.play();
	rendering.at(30 * 1024, () => {
		expect(feeder.asked).toEqual(Array.from({ length: feeder.asked.length }, (_, index) => index));
		expect(feeder.asked.length).toBeLessThanOrEqual(33);
		feeder.asked.length = 0;
		rendering.mixer.seek(frames(0));
	});
	await rendering.render();
	expect(feeder.asked.slice(0, 3)).toEqual([0, 1, 2]);
	expect(rendering.journal.last.underruns).toBe(0);
});
