/** What an AudioWorkletGlobalScope has and TypeScript's DOM library does not declare. */
declare abstract class AudioWorkletProcessor {
	readonly port: MessagePort;
	abstract process(inputs: readonly Float32Array[][], outputs: readonly Float32Array[][]): boolean;
}

declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** The context's frame at which the present render quantum begins. */
declare const currentFrame: number;
