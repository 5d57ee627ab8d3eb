/** Reproducible white noise in ±`amplitude` (a linear congruential generator): the same seed, the same samples. */
export function noise(length: number, seed = 1, amplitude = 0.5): Float32Array<ArrayBuffer> {
	let state = seed >>> 0;
	return Float32Array.from({ length }, () => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return (state / 2 ** 31 - 1) * amplitude;
	});
}

/** A chord, a low tone and some noise: every band of the tiny model has something to do. */
export function testSong(
	frames: number,
	seed = 1,
	amplitude = 0.5
): [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>] {
	const channel = (side: number) => {
		const hiss = noise(frames, seed + side, 0.1);
		return hiss.map((sample, i) => {
			const t = i / 44100;
			const tones =
				Math.sin(2 * Math.PI * 82 * t + side) +
				0.5 * Math.sin(2 * Math.PI * (440 + side) * t) +
				0.25 * Math.sin(2 * Math.PI * 3000 * t);
			return amplitude * (0.4 * tones + sample);
		});
	};
	return [channel(0), channel(1)];
}
