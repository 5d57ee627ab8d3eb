import instantiate from '@echogarden/pffft-wasm/simd';

const REAL = 0;
const FORWARD = 0;
const BACKWARD = 1;
const FLOAT_BYTES = 4;
/** What real transforms come in, where four values are computed at once. */
const GRAIN = 32;
/** Rows a power of two apart would all compete for the same few cache lines; 16 floats keep them aligned. */
const ROW_PADDING = 16;

/**
 * A real Fourier transform of one size over a fixed number of rows, each transformed in place. A spectrum is
 * `DC, Nyquist, re₁, im₁, re₂, im₂ …`, unnormalised: forward then inverse multiplies by `size`.
 */
export interface RealFft {
	readonly size: number;
	readonly rows: number;
	/** Row `r` is `data[r · stride … r · stride + size)`. The transform's own memory: write and read it there. */
	readonly data: Float32Array<ArrayBuffer>;
	readonly stride: number;
	forward(row: number): void;
	inverse(row: number): void;
}

/**
 * @param size A multiple of 32 without prime factors above 5.
 * @throws RangeError where it is not.
 */
export async function createRealFft(size: number, rows: number): Promise<RealFft> {
	// Its own refusal would leave a broken module behind and a line in the console.
	if (size % GRAIN !== 0) throw new RangeError(`No Fourier transform of ${size} values`);
	// One instance of the module per transform: nothing else can grow its memory, which would detach `data`.
	const pffft = await instantiate();
	const stride = size + ROW_PADDING;
	const setup = pffft._pffft_new_setup(size, REAL);
	const work = pffft._pffft_aligned_malloc(size * FLOAT_BYTES);
	const start = pffft._pffft_aligned_malloc(rows * stride * FLOAT_BYTES);
	if (setup === 0 || work === 0 || start === 0)
		throw new RangeError(`No Fourier transform of ${size} × ${rows}`);
	const first = start / FLOAT_BYTES;
	const data = pffft.HEAPF32.subarray(first, first + rows * stride);
	const transform = (row: number, direction: 0 | 1) => {
		const address = start + row * stride * FLOAT_BYTES;
		pffft._pffft_transform_ordered(setup, address, address, work, direction);
	};
	return {
		size,
		rows,
		data,
		stride,
		forward: (row) => transform(row, FORWARD),
		inverse: (row) => transform(row, BACKWARD)
	};
}
