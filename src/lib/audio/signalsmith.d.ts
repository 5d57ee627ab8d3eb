/** Cut out of the package signalsmith-stretch (signalsmith-plugin.ts): the parts that stretcher.ts calls. */
declare module 'virtual:signalsmith-stretch' {
	/** An address in the module's memory, in bytes. */
	type Pointer = number;
	interface SignalsmithStretch {
		/** Replaced by a new view whenever the module's memory grows. */
		readonly HEAP8: Int8Array<ArrayBuffer>;
		_main(): void;
		_configure(
			channels: number,
			blockFrames: number,
			intervalFrames: number,
			splitComputation: boolean
		): void;
		/** Room for as many frames of input and of output per channel: first every channel's input, then its output. */
		_setBuffers(channels: number, frames: number): Pointer;
		_inputLatency(): number;
		_outputLatency(): number;
		_reset(): void;
		/** @param tonalityLimit in cycles per frame: what is higher is moved by as many hertz as the limit itself */
		_setTransposeFactor(factor: number, tonalityLimit: number): void;
		/** Takes the first `inputFrames` of the input buffers for what came before. */
		_seek(inputFrames: number, rate: number): void;
		_process(inputFrames: number, outputFrames: number): void;
	}
	/** Each call makes a module of its own, with one stretcher in it. */
	export default function createModule(): Promise<SignalsmithStretch>;
}
