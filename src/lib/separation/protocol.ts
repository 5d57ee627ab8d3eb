import type { Block, BlockLayout, BlockPeaks } from '../music/block';
import type { ModelPart, Precision, SelfTest } from '../music/model';
import type { Outcome } from '../outcome/outcome';
import type { TrackLevel } from '../signal/normalise';
import type { Frames, SampleRate, Seconds } from '../units/units';

/**
 * The whole conversation between the page (`separator.ts`) and the separation worker
 * (`separator.worker.ts`). The page pulls: it says which segment comes next and brings what it needs, so that the order
 * can change after every segment, a slow disk holds the worker back, and a dead worker takes no song with it. Audio is transferred, never copied: who posts a
 * buffer no longer has it.
 */
export interface SeparatorWorker {
	/** What would run the model on this device, and why. Makes nothing. */
	choose(wish: ProviderWish, distrust: Distrust | null): Promise<ProviderChoice>;
	/** Begins a model: what the next shards belong to, and what will run it. */
	beginModel(model: ModelShape, choice: ProviderChoice): void;
	/**
	 * The next file of the model, in order. Transferred. With the last one of a part that part is made ready to
	 * run, and its files are let go, before this answers: so a slow device holds the download back.
	 */
	addShard(shard: ArrayBuffer): Promise<Outcome<null, SeparationFailure>>;
	/** Puts the parts together to the one session of this worker. */
	openSession(): Promise<Outcome<null, SeparationFailure>>;
	/**
	 * Runs the session once on input whose output is known: null where it is right, else what is wrong with it.
	 * On a graphics device this first run also compiles everything that the later ones need.
	 */
	selfTest(): Promise<Outcome<string | null, SeparationFailure>>;
	/** Separates one segment. The worker keeps nothing of it: any order gives bit-identical blocks. */
	separate(work: SegmentWork): Promise<Outcome<SegmentOutput, SeparationFailure>>;
}

export type SeparationFailure =
	/** The runtime could not read the model or place it on this provider. */
	| 'session'
	/** The device ran out of memory. */
	| 'memory'
	/** The graphics device went away. */
	| 'device-lost'
	/** The model put out something that is not finite. */
	| 'not-finite'
	/** The worker died, or broke in a way nobody foresaw. */
	| 'crash';

export type Provider = 'webgpu' | 'wasm';

/** What the player asked for: `auto` takes WebGPU where it is real; `threads` 0 means as many as are useful. */
export interface ProviderWish {
	readonly provider: 'auto' | Provider;
	readonly threads: number;
}

/** Why this device's graphics are not to be used: they failed the self-test, or could not run the model at all. */
export type Distrust = 'wrong' | 'unable';

export interface ProviderChoice {
	readonly provider: Provider;
	readonly precision: Precision;
	/** WASM threads; 1 without cross-origin isolation, and where the graphics device separates. */
	readonly threads: number;
	/** One sentence in the player's language. */
	readonly because: string;
}

/** What separation needs to know of a model; the rest of its manifest is not its business. */
export interface ModelShape {
	readonly name: string;
	/** Name and version tell whether a session at hand is of this model. */
	readonly version: string;
	readonly sampleRate: SampleRate;
	readonly segmentFrames: Frames;
	/** All files, in the order in which they come: part after part. */
	readonly shards: readonly { readonly file: string; readonly bytes: number }[];
	readonly parts: readonly ModelPart[];
	readonly selfTest: SelfTest;
}

/** All that one segment needs. Its buffers are transferred. */
export interface SegmentWork {
	readonly layout: BlockLayout;
	readonly segment: number;
	/** Of the whole song (`Song.level`). */
	readonly level: TrackLevel;
	/** The song's frames `firstFrame … lastFrame` of the segment's plan, 44.1 kHz; mono songs come with two equal channels. */
	readonly left: Float32Array<ArrayBuffer>;
	readonly right: Float32Array<ArrayBuffer>;
	/** Which of the two blocks that the segment reaches into are stored already, so that nothing is made for them. */
	readonly done: { readonly own: boolean; readonly next: boolean };
	/** The tail of the segment before and the head of the segment after, where they wait. */
	readonly before: Float32Array<ArrayBuffer> | null;
	readonly after: Float32Array<ArrayBuffer> | null;
}

export interface FinishedBlock {
	readonly block: Block;
	readonly peaks: BlockPeaks;
}

export interface SegmentOutput {
	/** Blocks that became final with this segment: none, one or two. Their buffers are transferred. */
	readonly blocks: readonly FinishedBlock[];
	/**
	 * What waits for a neighbour: weighted, not yet divided by the sum of weights; stem by stem, left then right,
	 * `4 · 2 · frames` values. The head belongs to the segment's own block and waits for the tail of the segment
	 * before; the tail belongs to the block after it. Null where there is none, or its block is final. Transferred.
	 */
	readonly head: Float32Array<ArrayBuffer> | null;
	readonly tail: Float32Array<ArrayBuffer> | null;
	/** Time inside the model, and time in our own signal code around it. */
	readonly modelSeconds: Seconds;
	readonly dspSeconds: Seconds;
}
