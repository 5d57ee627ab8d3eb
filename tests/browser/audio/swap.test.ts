import { expect, test } from 'vitest';
import { freshMix, stereoGains, withStrip } from '../../../src/lib/music/mix';
import { coded, layoutOf, makeBlock, withBrokenStem } from '../../tools/blocks';
import { expectSilence, expectSong } from './expect-song';
import { never, Rendering, songOf, TestFeeder } from './harness';

const START_FADE = 64;
const FADE = 220;
const A = layoutOf(40_000, 4096);
const B = layoutOf(30_000, 2048);

test('a song whose third stem is corrupt is refused, and the one before plays on to the last bit', async () => {
	const rendering = await Rendering.of(8192);
	await rendering.open(A);
	await rendering.mixer.play();
	const corrupt = rendering.watch(
		TestFeeder.of(B, coded(1), (index) => ({
			type: 'block',
			block: withBrokenStem(makeBlock(B, index, coded(1)), 'other')
		}))
	);
	const muted = withStrip(freshMix(), 'drums', { muted: true });
	let outcome;
	rendering.at(2048, async () => {
		outcome = await rendering.mixer.open(never(), songOf(B, corrupt, 0, muted));
	});
	const output = await rendering.render();
	expect(outcome).toMatchObject({ ok: false, reason: 'damaged' });
	expectSong(output, A, { at: START_FADE, position: START_FADE, frames: 8192 - START_FADE });
	expect(rendering.journal.last).toMatchObject({
		playing: true,
		position: rendering.journal.last.contextFrame
	});
});

test.each([
	['an unreadable block', { type: 'damaged', index: 0, detail: 'bad' } as const],
	['a block of another place', { type: 'block', block: makeBlock(B, 3) } as const]
])('%s at the start refuses a song', async (_name, reply) => {
	const rendering = await Rendering.of(1024);
	const feeder = rendering.watch(TestFeeder.of(B, undefined, () => reply));
	expect(await rendering.mixer.open(never(), songOf(B, feeder))).toMatchObject({
		ok: false,
		reason: 'damaged'
	});
});

test('a song takes over whole and stopped, with its own mix, and lets the one before go', async () => {
	const rendering = await Rendering.of(12_288);
	const old = TestFeeder.of(A);
	await rendering.open(A, old);
	await rendering.mixer.play();
	const mix = withStrip(freshMix(), 'bass', { muted: true });
	rendering.at(4096, () => rendering.open(B, TestFeeder.of(B, coded(1)), 3000, mix));
	rendering.at(6144, () => {
		expect(rendering.journal.last).toMatchObject({ position: 3000, playing: false });
		return rendering.mixer.play();
	});
	const output = await rendering.render();

	expectSong(output, A, { at: START_FADE, position: START_FADE, frames: 4096 - START_FADE });
	expectSilence(output, 4096 + 256, 6144);
	expectSong(output, B, {
		at: 6144 + FADE,
		position: 3000 + FADE,
		frames: 6144 - FADE,
		code: coded(1),
		gains: (stem) => stereoGains(mix, stem)
	});
});

test('the latest open wins: the slow one before it rejects, and what it is sent later changes nothing', async () => {
	const rendering = await Rendering.of(4096);
	const slow = rendering.watch(TestFeeder.of(A, undefined, () => null));
	const overtaken = rendering.mixer.open(never(), songOf(A, slow));
	const outcome = expect(overtaken).rejects.toMatchObject({ name: 'AbortError' });
	await rendering.open(B, TestFeeder.of(B, coded(1)));
	await outcome;
	slow.send(0, A);
	await rendering.mixer.play();
	const output = await rendering.render();
	expectSong(output, B, { at: START_FADE, position: START_FADE, frames: 4000, code: coded(1) });
});

test('an abort rejects at once, and the song before plays on', async () => {
	const rendering = await Rendering.of(4096);
	await rendering.open(A);
	await rendering.mixer.play();
	const slow = rendering.watch(TestFeeder.of(B, undefined, () => null));
	const aborting = new AbortController();
	const opening = rendering.mixer.open(aborting.signal, songOf(B, slow));
	aborting.abort(new DOMException('changed my mind', 'AbortError'));
	await expect(opening).rejects.toThrow('changed my mind');
	const output = await rendering.render();
	expectSong(output, A, { at: START_FADE, position: START_FADE, frames: 4096 - START_FADE });
});

test('a signal aborted before opens nothing', async () => {
	const rendering = await Rendering.of(1024);
	const feeder = TestFeeder.of(A);
	await expect(rendering.mixer.open(AbortSignal.abort(), songOf(A, feeder))).rejects.toMatchObject({
		name: 'AbortError'
	});
	await rendering.settle();
	expect(feeder.asked).toEqual([]);
});

test('closing lets the song go and leaves nothing to play', async () => {
	const rendering = await Rendering.of(8192);
	const feeder = TestFeeder.of(A);
	await rendering.open(A, feeder);
	await rendering.mixer.play();
	rendering.at(2048, () => rendering.mixer.close());
	rendering.at(4096, () => rendering.mixer.play());
	const output = await rendering.render();
	expectSilence(output, 2048 + 256, 8192);
	expect(rendering.mixer.heardPosition()).toBe(0);
	expect(rendering.journal.states.filter(({ contextFrame }) => contextFrame > 4096)).toEqual([]);
});
