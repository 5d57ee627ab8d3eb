/** The package has no types of its own: these are the parts of PFFFT's C interface that fft.ts calls. */
declare module '@echogarden/pffft-wasm/simd' {
	/** An address in the module's memory, in bytes. */
	type Pointer = number;
	interface Pffft {
		/** Replaced by a new view whenever the module's memory grows. */
		readonly HEAPF32: Float32Array<ArrayBuffer>;
		_pffft_new_setup(size: number, transform: 0 | 1): Pointer;
		_pffft_aligned_malloc(bytes: number): Pointer;
		_pffft_transform_ordered(
			setup: Pointer,
			input: Pointer,
			output: Pointer,
			work: Pointer,
			direction: 0 | 1
		): void;
	}
	export default function instantiate(): Promise<Pffft>;
}
