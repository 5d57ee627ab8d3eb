import type { Outcome } from '../outcome/outcome';
import type { BlockReply } from '../music/block';

/** A piece of stereo sound: sample = `planar[i] · scale`, 1 being full scale. */
export interface Sound {
	/** `2 · frames` values: the left channel, then the right one. */
	readonly planar: Float32Array<ArrayBuffer> | Int16Array<ArrayBuffer>;
	readonly scale: number;
}

/** Takes the next piece, which is its own from now on; resolves when the next one may come. */
export type WriteSound = (sound: Sound) => Promise<void>;

/** Gives what is stored of one block: its stems, or the original where they are not there yet. */
export type ReadBlock = (index: number) => Promise<BlockReply>;

/**
 * `missing`: a block that is needed is not stored. `damaged`: it is not what it should be. `unstretchable`: the browser
 * refuses what another speed or pitch needs.
 */
export type RenderFailure = 'missing' | 'damaged' | 'unstretchable';

/** Nothing of what was written before a failure is to be kept. */
export type Rendered = Outcome<null, RenderFailure>;
