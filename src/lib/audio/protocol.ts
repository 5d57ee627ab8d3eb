import type { BlockLayout } from '../music/block';
import type { StereoGains } from '../music/mix';
import type { PerStem } from '../music/stems';
import type { Frames, Gain } from '../units/units';

/**
 * The whole conversation between the page (`mixer.ts`) and the mixer worklet (`mixer.worklet.ts`). Blocks come
 * over a port of their own (`BlockRequest`, `BlockReply` in music/block.ts).
 *
 * A **deck** is one opened song. A new deck waits until its first block is there and whole, then takes the old
 * one's place at once; until then, and for good if it is refused, the old one stays.
 */
export type ToMixer =
	| {
			readonly type: 'open';
			readonly deck: number;
			readonly layout: BlockLayout;
			readonly position: Frames;
			/** Where blocks are asked for. Transferred; closed with the deck. */
			readonly feeder: MessagePort;
	  }
	/** Fades out and lets the deck go; nothing where it is not the present or the waiting one. */
	| { readonly type: 'close'; readonly deck: number }
	| { readonly type: 'play' }
	| { readonly type: 'pause' }
	| { readonly type: 'seek'; readonly position: Frames }
	| { readonly type: 'gains'; readonly master: Gain; readonly stems: PerStem<StereoGains> }
	/** Something of a block is stored now: its original where nothing was, or its stems. */
	| { readonly type: 'available'; readonly deck: number; readonly index: number };

export type FromMixer =
	/** The deck has taken over: from now on positions are its. */
	| { readonly type: 'opened'; readonly deck: number }
	/** The deck never took over; the one before still plays. */
	| { readonly type: 'refused'; readonly deck: number; readonly detail: string }
	| MixerState
	/** The song played to its end: playing has ended, the position is the song's length. */
	| { readonly type: 'ended'; readonly deck: number }
	/** A later block is not what it should be: playing has stopped before it. */
	| { readonly type: 'damaged'; readonly deck: number; readonly detail: string };

/** Posted about every 23 ms while playing, and at every change. */
export interface MixerState {
	readonly type: 'state';
	readonly deck: number;
	/** The song frame that enters the output at context time `contextFrame`. */
	readonly position: Frames;
	readonly contextFrame: Frames;
	readonly playing: boolean;
	/** Playing, but neither the stems nor the original under the playhead are there: silent, and the position stands still. */
	readonly waiting: boolean;
	/** Quanta in which a stored block was not there in time, since the deck was opened. */
	readonly underruns: number;
	/** Under the playhead there is the original: its stems are not there yet, and gains act on the whole. */
	readonly original: boolean;
}

/** The name under which the worklet's processor is registered. */
export const MIXER_PROCESSOR = 'riffroom-mixer';
