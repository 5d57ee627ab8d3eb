import { describe, expect, test } from 'vitest';
import { frames } from '../../../src/lib/units/units';
import { layoutOf, mixAt } from '../../tools/blocks';
import { expectSilence, expectSong } from './expect-song';
import { Rendering } from './harness';

/** 5 ms, and two quanta in which it takes place. */
const FADE = 220;
const FADE_QUANTA = 256;
const START_FADE = 64;

const layout = layoutOf(20_000, 4096);

describe('playing', () => {
	test('is bit-exact over block borders, begins without delay and ends with the last frame', async () => {
		const rendering = await Rendering.of(24_576);
		await rendering.open(layout);
		await rendering.mixer.play();
		const output = await rendering.render();

		const half = mixAt(layout, START_FADE / 2)[0] / 2;
		expect(output[0][START_FADE / 2]).toBeCloseTo(half, 6);
		expectSong(output, layout, { at: START_FADE, position: START_FADE, frames: layout.frames - START_FADE });
		expectSilence(output, layout.frames, 24_576);
		expect(rendering.journal.others).toEqual(['ended']);
		expect(rendering.journal.last).toMatchObject({ position: layout.frames, playing: false, underruns: 0 });
		expect(rendering.mixer.heardPosition()).toBe(layout.frames);
	});

	test('posts its state every 1024 frames, each true to the sample', async () => {
		const rendering = await Rendering.of(8192);
		await rendering.open(layout);
		await rendering.mixer.play();
		await rendering.render();
		const running = rendering.journal.states.filter(({ playing }) => playing);
		expect(running.length).toBeGreaterThan(6);
		expect(running.length).toBeLessThan(14);
		for (const { position, contextFrame } of running) expect(position).toBe(contextFrame);
	});

	test('begins again from the start when it is asked to play at the end', async () => {
		const rendering = await Rendering.of(8192);
		await rendering.open(layout, undefined, layout.frames);
		await rendering.mixer.play();
		const output = await rendering.render();
		expectSong(output, layout, { at: START_FADE, position: START_FADE, frames: 8192 - START_FADE });
	});
});

describe('seeking', () => {
	test('while stopped moves the position at once and plays from there', async () => {
		const rendering = await Rendering.of(4096);
		await rendering.open(layout);
		rendering.mixer.seek(frames(9001));
		expect(rendering.mixer.heardPosition()).toBe(9001);
		await rendering.settle();
		expect(rendering.journal.last).toMatchObject({ position: 9001, playing: false });
		await rendering.mixer.play();
		const output = await rendering.render();
		expectSong(output, layout, { at: FADE, position: 9001 + FADE, frames: 4096 - FADE });
	});

	test('while playing lands on the very frame, forwards and back', async () => {
		const rendering = await Rendering.of(12_288);
		await rendering.open(layout);
		await rendering.mixer.play();
		rendering.at(4096, () => rendering.mixer.seek(frames(15_001)));
		rendering.at(8192, () => rendering.mixer.seek(frames(333)));
		const output = await rendering.render();
		expectSong(output, layout, { at: START_FADE, position: START_FADE, frames: 4096 - START_FADE });
		expectSong(output, layout, {
			at: 4096 + FADE_QUANTA + FADE,
			position: 15_001 + FADE,
			frames: 4096 - FADE_QUANTA - FADE
		});
		expectSong(output, layout, {
			at: 8192 + FADE_QUANTA + FADE,
			position: 333 + FADE,
			frames: 4096 - FADE_QUANTA - FADE
		});
		expect(rendering.journal.last.underruns).toBe(0);
	});

	test('the last of several wins; beyond the ends is the end', async () => {
		const rendering = await Rendering.of(4096);
		await rendering.open(layout);
		await rendering.mixer.play();
		rendering.at(1024, () => {
			rendering.mixer.seek(frames(15_001));
			rendering.mixer.seek(frames(-5));
			rendering.mixer.seek(frames(5000));
		});
		const output = await rendering.render();
		const landed = 1024 + FADE_QUANTA;
		expectSong(output, layout, { at: landed + FADE, position: 5000 + FADE, frames: 4096 - landed - FADE });
	});
});

describe('pausing', () => {
	test('is silent, stands still and goes on where the sound stopped', async () => {
		const rendering = await Rendering.of(12_288);
		await rendering.open(layout);
		await rendering.mixer.play();
		let paused = 0;
		rendering.at(4096, () => rendering.mixer.pause());
		rendering.at(7168, () => {
			paused = rendering.journal.last.position;
			expect(rendering.journal.last.playing).toBe(false);
			expect(rendering.mixer.heardPosition()).toBe(paused);
		});
		rendering.at(8192, () => rendering.mixer.play());
		const output = await rendering.render();
		expect(paused).toBe(4096 + FADE);
		expectSilence(output, 4096 + FADE, 8192);
		expectSong(output, layout, { at: 8192 + FADE, position: paused + FADE, frames: 12_288 - 8192 - FADE });
	});
});
