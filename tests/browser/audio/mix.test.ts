import { expect, test } from 'vitest';
import { freshMix, stereoGains, withStrip, type Mix } from '../../../src/lib/music/mix';
import { decibels, frames } from '../../../src/lib/units/units';
import { layoutOf, type SongCode } from '../../tools/blocks';
import { expectSilence, expectSong } from './expect-song';
import { Rendering, TestFeeder } from './harness';

/** 10 ms. */
const GAIN_RAMP = 441;
const START_FADE = 64;
const FADE = 220;
const layout = layoutOf(40_000, 4096);

const passage = (at: number, mix: Mix, count: number) => ({
	at,
	position: at,
	frames: count,
	gains: (stem: Parameters<typeof stereoGains>[1]) => stereoGains(mix, stem)
});

test('mute, solo, volume and pan are heard as set, and independent of one another', async () => {
	const muted = withStrip(freshMix(), 'bass', { muted: true });
	const soloed = withStrip(muted, 'drums', { soloed: true });
	const unsoloed = withStrip(soloed, 'drums', { soloed: false });
	const lowered = withStrip(unsoloed, 'vocals', { volume: decibels(-9) });
	const panned = withStrip(lowered, 'other', { pan: -0.4 });
	const all = withStrip(panned, 'bass', { muted: false });
	const mixes = [muted, soloed, unsoloed, lowered, panned, all];

	const rendering = await Rendering.of(16_384);
	await rendering.open(layout);
	await rendering.mixer.play();
	mixes.forEach((mix, i) => rendering.at(2048 * (i + 1), () => rendering.mixer.setMix(mix)));
	const output = await rendering.render();

	expectSong(output, layout, passage(START_FADE, freshMix(), 2048 - START_FADE));
	mixes.forEach((mix, i) =>
		expectSong(output, layout, passage(2048 * (i + 1) + GAIN_RAMP, mix, 2048 - GAIN_RAMP))
	);
});

test('a mix set before playing holds from the first frame', async () => {
	const mix = withStrip(freshMix(), 'vocals', { muted: true });
	const rendering = await Rendering.of(4096);
	await rendering.open(layout, undefined, 0, mix);
	await rendering.mixer.play();
	const output = await rendering.render();
	expectSong(output, layout, passage(START_FADE, mix, GAIN_RAMP));
});

test('everything muted is true silence', async () => {
	const mix: Mix = { ...freshMix(), master: decibels(-60) };
	const rendering = await Rendering.of(4096);
	await rendering.open(layout, undefined, 0, mix);
	await rendering.mixer.play();
	expectSilence(await rendering.render(), 0, 4096);
});

test('nothing clicks: not a mute, a pan, a pause, a seek, a swap, a close nor a late block', async () => {
	const period = 441; // 100 Hz, in phase in all stems
	const amplitude = 0.1;
	const sine: SongCode = (_stem, _channel, frame) =>
		Math.round(32767 * Math.sin((2 * Math.PI * frame) / period));
	// The same level everywhere, unlike the coded song's.
	const scale = () => amplitude / 32767;
	const feeder = (late: number) =>
		TestFeeder.of(layout, sine, (index) => (index === late ? null : undefined), scale);
	const rendering = await Rendering.of(32_768);
	const first = feeder(5);
	await rendering.open(layout, first);
	const { mixer } = rendering;
	await mixer.play();
	rendering.at(2048, () => mixer.setMix(withStrip(freshMix(), 'bass', { muted: true })));
	rendering.at(4096, () => mixer.setMix(withStrip(freshMix(), 'bass', { pan: 1 })));
	rendering.at(6144, () => mixer.pause());
	rendering.at(8192, () => mixer.play());
	rendering.at(10_240, () => mixer.seek(frames(4096 * 5 - 2100)));
	rendering.at(16_384, () => first.send(5, layout, sine, scale));
	rendering.at(20_480, () => rendering.open(layout, feeder(-1), 150));
	rendering.at(21_504, () => mixer.play());
	rendering.at(25_600, () => mixer.close());
	const [left, right] = await rendering.render();

	// A full mix is four sines; a fade may add its own slope, nothing more.
	const peak = 4 * amplitude;
	const allowed = peak * ((2 * Math.PI) / period + 1 / FADE + 1 / GAIN_RAMP);
	for (const channel of [left, right]) {
		expect(Math.max(...channel)).toBeGreaterThan(0.9 * peak);
		for (let i = 1; i < channel.length; i++)
			if (Math.abs(channel[i]! - channel[i - 1]!) > allowed) expect.fail(`a click at frame ${i}`);
	}
	expectSilence([left, right], 14_336, 16_384);
	expectSilence([left, right], 26_624, 32_768);
});
