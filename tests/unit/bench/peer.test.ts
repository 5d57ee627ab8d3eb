import { describe, expect, it } from 'vitest';
import { repeated } from '../../bench/clip';
import { ratiosOf, type Figures } from '../../bench/comparison';
import { parsePeerOptions } from '../../bench/peer-options';
import { practiceSong } from '../../tools/files';

describe('the arguments of the comparison', () => {
	it('are 24 s of the practice song on two threads where there are none', () => {
		expect(parsePeerOptions([])).toEqual({ file: practiceSong(), seconds: 24, threads: 2 });
	});

	it('are read in any order', () => {
		const options = { file: 'song.mp3', seconds: 7.5, threads: 4 };
		expect(parsePeerOptions(['--threads', '4', 'song.mp3', '--seconds=7.5'])).toEqual(options);
	});

	it.each([
		[['a.mp3', 'b.mp3']],
		[['--seconds', '0']],
		[['--seconds', '-3']],
		[['--seconds', 'all']],
		[['--threads', '0']],
		[['--threads', '1.5']],
		[['--overlap', '0.1']]
	])('%j are refused', (args) => {
		expect(() => parsePeerOptions(args)).toThrow();
	});
});

describe('the clip', () => {
	const channels = [Float32Array.of(1, 2, 3), Float32Array.of(-1, -2, -3)];

	it('begins anew where the song is shorter', () => {
		expect(repeated(channels, 7)).toEqual([
			Float32Array.of(1, 2, 3, 1, 2, 3, 1),
			Float32Array.of(-1, -2, -3, -1, -2, -3, -1)
		]);
	});

	it('is the beginning of a longer song', () => {
		expect(repeated(channels, 2)).toEqual([Float32Array.of(1, 2), Float32Array.of(-1, -2)]);
	});
});

describe('the comparison', () => {
	const riffroom: Figures = {
		threads: 2,
		segments: 5,
		modelSeconds: 2,
		separateSeconds: 30,
		secondsPerSegment: 6,
		peakRendererMB: 1500,
		modelBytes: 90_000_000
	};
	const demucs: Figures = {
		threads: 2,
		segments: 5,
		modelSeconds: 5,
		separateSeconds: 45,
		secondsPerSegment: 9,
		peakRendererMB: 3144,
		modelBytes: 174_263_526
	};

	it('divides the figures of the package by those of RiffRoom', () => {
		expect(ratiosOf(riffroom, demucs)).toEqual({
			secondsPerSegment: 1.5,
			modelSeconds: 2.5,
			peakRendererMB: 2.096,
			modelBytes: 1.936
		});
	});

	it('has no ratio of what one side could not read', () => {
		expect(ratiosOf({ ...riffroom, peakRendererMB: null }, demucs).peakRendererMB).toBeNull();
		expect(ratiosOf(riffroom, { ...demucs, peakRendererMB: null }).peakRendererMB).toBeNull();
	});

	it('is refused where the two did not do the same', () => {
		expect(() => ratiosOf(riffroom, { ...demucs, threads: 1 })).toThrow('threads');
		expect(() => ratiosOf({ ...riffroom, segments: 4 }, demucs)).toThrow('segments');
	});
});
