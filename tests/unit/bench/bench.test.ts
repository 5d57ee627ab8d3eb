import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../bench/options';
import { peakRendererMB } from '../../bench/renderer-memory';
import { resultOf } from '../../bench/result';

describe('the arguments of the benchmark', () => {
	it('are a file, and the full model with nothing wished for', () => {
		expect(parseOptions(['song.mp3'])).toEqual({
			file: 'song.mp3',
			model: 'htdemucs',
			play: false
		});
	});

	it('are read in any order', () => {
		const options = ['--out', 'stems', '--provider=wasm', 'song.mp3', '--threads', '2', '--overlap', '0.1'];
		expect(parseOptions([...options, '--model', 'tiny', '--play'])).toEqual({
			file: 'song.mp3',
			out: 'stems',
			provider: 'wasm',
			threads: 2,
			overlap: 0.1,
			model: 'tiny',
			play: true
		});
	});

	it.each([
		[[]],
		[['a.mp3', 'b.mp3']],
		[['a.mp3', '--provider', 'cuda']],
		[['a.mp3', '--threads', '0']],
		[['a.mp3', '--threads', '1.5']],
		[['a.mp3', '--threads', '']],
		[['a.mp3', '--overlap', '1']],
		[['a.mp3', '--overlap', 'half']],
		[['a.mp3', '--model', 'other']],
		[['a.mp3', '--speed', '2']]
	])('%j are refused', (args) => {
		expect(() => parseOptions(args)).toThrow();
	});
});

describe('the result of the benchmark', () => {
	const mark = (event: string, at: number, detail = {}) => ({ event, at, detail });
	const segment = (at: number, index: number, dspSeconds: number) =>
		mark('segment', at, { index, modelSeconds: 4, dspSeconds });
	const marks = [
		mark('drop', 1000, { files: 1 }),
		mark('model-ready', 3500, { provider: 'wasm', threads: 2, seconds: 2.25 }),
		segment(8500, 0, 0.1),
		segment(13400, 1, 0.2),
		mark('block', 13450, { index: 0 }),
		mark('block', 13460, { index: 1 }),
		mark('complete', 13500, { segments: 2 })
	];

	it('counts from the drop to the first block, and from the session to the end', () => {
		expect(resultOf(marks, 10.5, 1260)).toEqual({
			audioSeconds: 10.5,
			provider: 'wasm',
			threads: 2,
			modelSeconds: 2.25,
			firstSoundSeconds: null,
			firstStemSeconds: 12.45,
			separateSeconds: 10,
			segments: 2,
			secondsPerSegment: 5,
			underruns: null,
			dropouts: null,
			dspSecondsPerSegment: 0.15,
			peakRendererMB: 1260
		});
	});

	it('tells of the sound where the song was played', () => {
		const played = [...marks, mark('sound', 1900), mark('underrun', 2000)];
		expect(resultOf(played, 10.5, null, 3)).toMatchObject({
			firstSoundSeconds: 0.9,
			underruns: 1,
			dropouts: 3
		});
	});

	it('counts from the drop where the session was there before', () => {
		const early = marks.map((one) => (one.event === 'model-ready' ? { ...one, at: 500 } : one));
		expect(resultOf(early, 10.5, null).separateSeconds).toBe(12.5);
	});

	it('is refused where the app left something out', () => {
		for (const event of ['drop', 'model-ready', 'block', 'complete'])
			expect(() =>
				resultOf(
					marks.filter((one) => one.event !== event),
					10.5,
					null
				)
			).toThrow(event);
	});
});

describe.runIf(process.platform === 'linux')('the memory of a renderer', () => {
	it('is the peak of a renderer below the browser with this profile, and of no other process', async () => {
		// A shell that calls itself the browser and has a child that calls itself a renderer.
		const child = `exec -a renderer ${process.execPath} -e "const held = Buffer.alloc(3e8, 1); console.log('held'); setInterval(() => held, 1e3)" -- --type=renderer`;
		const browser = spawn('bash', ['-c', `(${child}) & echo $!; wait`, '--user-data-dir=/nowhere/profile']);
		let id = 0;
		try {
			for await (const text of browser.stdout.setEncoding('utf8')) {
				id ||= parseInt(String(text));
				if (String(text).includes('held')) break;
			}
			expect(peakRendererMB('/nowhere/profile')).toBeGreaterThan(300);
			expect(peakRendererMB('/nowhere/profile')).toBeLessThan(600);
			expect(peakRendererMB('/nowhere/other')).toBeNull();
		} finally {
			process.kill(id);
			await once(browser, 'exit');
		}
	});
});
