import { expect, test } from 'vitest';
import { freshMix, stereoGains, withStrip } from '../../../src/lib/music/mix';
import { layoutOf, mixAt } from '../../tools/blocks';
import { codedOriginal, makeOriginal } from '../../tools/originals';
import { expectSong } from './expect-song';
import { Rendering, TestFeeder } from './harness';

const STRIDE = 4096;
const START_FADE = 64;
/** 5 ms. */
const CROSSFADE = 220;
const layout = layoutOf(20_000, STRIDE);

/** That the output is the song before separation, to the last bit. */
function expectOriginal(output: readonly Float32Array[], from: number, to: number): void {
	for (let channel = 0; channel < 2; channel++)
		for (let frame = from; frame < to; frame++)
			if (output[channel]![frame] !== codedOriginal(channel, frame))
				expect.fail(`frame ${frame} is not the original in channel ${channel}`);
}

test('the original plays bit-exactly until its stems are there; then, and at a border, the two are cross-faded', async () => {
	const separated = new Set([2]);
	const feeder = TestFeeder.of(layout, undefined, (index) =>
		separated.has(index) ? undefined : { type: 'original', block: makeOriginal(layout, index) }
	);
	const mix = withStrip(freshMix(), 'bass', { muted: true });
	const gains = (stem: Parameters<typeof stereoGains>[1]) => stereoGains(mix, stem);
	const rendering = await Rendering.of(16_384);
	await rendering.open(layout, feeder, 0, mix);
	expect(rendering.journal.last).toMatchObject({ original: true, waiting: false });
	await rendering.mixer.play();
	rendering.at(6144, () => {
		separated.add(1);
		rendering.mixer.available(1);
	});
	const output = await rendering.render();

	expectOriginal(output, START_FADE, 6144);
	for (let i = 0; i < CROSSFADE; i++) {
		const [stems] = mixAt(layout, 6144 + i, undefined, gains);
		const share = i / CROSSFADE;
		expect(output[0][6144 + i]).toBeCloseTo(codedOriginal(0, 6144 + i) * (1 - share) + stems * share, 6);
	}
	const border = 3 * STRIDE;
	const at = 6144 + CROSSFADE;
	expectSong(output, layout, { at, position: at, frames: border - at, gains });
	for (let i = 0; i < CROSSFADE; i++) {
		// Beyond its end the old block goes on backwards.
		const [stems] = mixAt(layout, border - 1 - i, undefined, gains);
		const share = i / CROSSFADE;
		expect(output[0][border + i]).toBeCloseTo(stems * (1 - share) + codedOriginal(0, border + i) * share, 6);
	}
	expectOriginal(output, border + CROSSFADE, 16_384);
	expect(rendering.journal.last).toMatchObject({ playing: true, original: true, underruns: 0 });
	const told = rendering.journal.states.map(({ original }) => original);
	expect(told.filter((original, i) => original !== told[i - 1])).toEqual([true, false, true]);
});
