import type { Frames, SampleRate } from '../units/units';
import type { StemName } from '../music/stems';

/** How a model is described to the app, which knows nothing else of it. Served beside its shards. */
export interface ModelManifest {
	readonly format: 1;
	readonly name: string;
	/** SHA-256 over the shards' hashes: it changes exactly when the content does. */
	readonly version: string;
	/** The model file's size; the sum of the shards'. */
	readonly bytes: number;
	/** In order; together they are the model file. */
	readonly shards: readonly ModelShard[];
	readonly sampleRate: SampleRate;
	readonly segmentFrames: Frames;
	readonly sources: readonly StemName[];
	readonly precision: 'fp32' | 'fp16';
	readonly licence: string;
}

export interface ModelShard {
	/** File name beside the manifest. */
	readonly file: string;
	readonly bytes: number;
	/** 64 hexadecimal digits. */
	readonly sha256: string;
}

/** No shard is larger: small enough for every static host and for a phone's memory. */
export const MAX_SHARD_BYTES = 16_000_000;
