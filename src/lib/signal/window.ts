/** The periodic Hann window times `factor`: `factor · (0.5 - 0.5·cos(2πn/size))`. */
export const hann = (size: number, factor = 1): Float32Array<ArrayBuffer> =>
	Float32Array.from({ length: size }, (_, n) => factor * (0.5 - 0.5 * Math.cos((2 * Math.PI * n) / size)));
