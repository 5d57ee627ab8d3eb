import { MixingDesk } from './desk';
import { MIXER_PROCESSOR, type ToMixer } from './protocol';

// Nothing may stand above the imports: standardized-audio-context finds them by a pattern.

/** Wires the worklet's port and its render quanta to the one {@link MixingDesk}. */
class MixerProcessor extends AudioWorkletProcessor {
	readonly #desk = new MixingDesk((message) => this.port.postMessage(message));

	constructor() {
		super();
		this.port.onmessage = ({ data }: MessageEvent<ToMixer>) => this.#desk.receive(data, currentFrame);
	}

	override process(_inputs: readonly Float32Array[][], outputs: readonly Float32Array[][]): boolean {
		const [left, right] = outputs[0]!;
		this.#desk.render(left!, right!, currentFrame);
		return true;
	}
}

registerProcessor(MIXER_PROCESSOR, MixerProcessor);
