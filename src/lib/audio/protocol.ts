import type { BlockLayout } from '../music/block';
import { NO_COUNT_IN, type CountIn } from '../music/count-in';
import type { Loop } from '../music/loop';
import type { StereoGains } from '../music/mix';
import type { PerStem } from '../music/stems';
import type { Turn } from '../music/turn';
import { cents, type Cents, type Frames, type Gain } from '../units/units';

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
			/** Takes effect when the song does: a new song never inherits another's. */
			readonly practice: PracticeSound;
			/** Where blocks are asked for. Transferred; closed with the deck. */
			readonly feeder: MessagePort;
	  }
	/** Fades out and lets the deck go; nothing where it is not the present or the waiting one. */
	| { readonly type: 'close'; readonly deck: number }
	| { readonly type: 'play' }
	| { readonly type: 'pause' }
	| { readonly type: 'seek'; readonly position: Frames }
	| { readonly type: 'gains'; readonly master: Gain; readonly stems: PerStem<StereoGains> }
	| { readonly type: 'practice'; readonly practice: PracticeSound }
	/** Whether `levels` are posted with the state. */
	| { readonly type: 'meters'; readonly on: boolean }
	/** Something of a block is stored now: its original where nothing was, or its stems. */
	| { readonly type: 'available'; readonly deck: number; readonly index: number };

/** How a song is practised: everything about its sound but the mix. */
export interface PracticeSound {
	/** Song frames per frame of output: 0.25 … 2. */
	readonly rate: number;
	readonly transposed: Cents;
	/**
	 * Played again and again once the playhead is in it or before it; playing on from behind it goes to the end of
	 * the song.
	 */
	readonly loop: Loop | null;
	readonly countIn: CountIn;
	readonly turn: Turn | null;
}

/** What of it a stretcher is for. */
export type SpeedAndPitch = Pick<PracticeSound, 'rate' | 'transposed'>;

/** A song as it is. */
export const FRESH_PRACTICE: PracticeSound = {
	rate: 1,
	transposed: cents(0),
	loop: null,
	countIn: NO_COUNT_IN,
	turn: null
};

export type FromMixer =
	/** The deck has taken over: from now on positions are its. */
	| { readonly type: 'opened'; readonly deck: number }
	/** The deck never took over; the one before still plays. */
	| { readonly type: 'refused'; readonly deck: number; readonly detail: string }
	| MixerState
	/** The loop has sounded whole, from its start to its end without a jump. */
	| { readonly type: 'pass'; readonly deck: number }
	/** The song played to its end: playing has ended, the position is the song's length. */
	| { readonly type: 'ended'; readonly deck: number }
	/** A later block is not what it should be: playing has stopped before it. */
	| { readonly type: 'damaged'; readonly deck: number; readonly detail: string }
	/** The browser refuses what another speed or pitch needs: the song goes on as it is, and the states say so. */
	| { readonly type: 'unstretchable'; readonly deck: number; readonly detail: string };

/** Linear: 1 is full scale. */
export interface Levels {
	readonly master: Gain;
	readonly stems: PerStem<Gain>;
}

/** Posted about every 23 ms while playing, and at every change. */
export interface MixerState {
	readonly type: 'state';
	readonly deck: number;
	/** The song frame that enters the output at context time `contextFrame`: nearest, where it lies between two. */
	readonly position: Frames;
	readonly contextFrame: Frames;
	/** Song frames per frame of output, as it is heard at `contextFrame`; 0 while the position stands still. */
	readonly rate: number;
	/** Beats of the count-in still to come, the present one included; 0: the song itself sounds, or nothing does. */
	readonly beatsToCome: number;
	/** Which turn of the loop is heard: 0 the first since the last jump. Parity tells whose turn it is. */
	readonly pass: number;
	/**
	 * Largest magnitudes since the last state, after the faders; null where nobody has asked (`meters`). At another speed
	 * or pitch the stems' are ahead of the ear by the stretcher's latency. An original has no stems, so theirs are 0.
	 */
	readonly levels: Levels | null;
	readonly playing: boolean;
	/** Playing, but neither the stems nor the original under the playhead are there: silent, and the position stands still. */
	readonly waiting: boolean;
	/** Quanta in which a stored block was not there in time, since the deck was opened. */
	readonly underruns: number;
	/** Under the playhead there is the original: its stems are not there yet, and gains act on the whole. */
	readonly original: boolean;
}

/** Whether the song itself is heard: not a count-in, nor the silence of a part that is not there yet. */
export const isSounding = ({ playing, waiting, beatsToCome }: MixerState): boolean =>
	playing && !waiting && beatsToCome === 0;

/** The name under which the worklet's processor is registered. */
export const MIXER_PROCESSOR = 'riffroom-mixer';
