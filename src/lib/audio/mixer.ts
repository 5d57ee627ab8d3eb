import { AudioWorkletNode } from 'standardized-audio-context';
import type { BlockLayout } from '../music/block';
import { faderGain, stereoGains, type Mix } from '../music/mix';
import { perStem } from '../music/stems';
import { describe, failure, success, type Outcome } from '../outcome/outcome';
import { frames, SAMPLE_RATE, type Frames } from '../units/units';
import { outputLatency, playbackContext, type MixerContext } from './context';
import { HeardPosition } from './heard-position';
import workletUrl from './mixer.worklet.ts?worker&url';
import {
	MIXER_PROCESSOR,
	type FromMixer,
	type MixerState,
	type PracticeSound,
	type ToMixer
} from './protocol';

/** What a mixer tells of the song that is open. */
export interface MixerEvents {
	/** About every 23 ms while playing, and at every change. */
	state(state: MixerState): void;
	/** The loop has sounded whole. */
	pass?(): void;
	/** The song played to its end. */
	ended?(): void;
	/** Playing has stopped before a block that is not what it should be. */
	damaged?(detail: string): void;
	/** The browser refuses what another speed or pitch needs: the song goes on as it is. */
	unstretchable?(detail: string): void;
	/** The worklet broke: this mixer is silent for good. */
	broken?(detail: string): void;
}

export interface MixerSong {
	readonly layout: BlockLayout;
	readonly position: Frames;
	/** Takes effect when the song does. */
	readonly mix: Mix;
	/** Likewise. */
	readonly practice: PracticeSound;
	/** Answers `BlockRequest` with `BlockReply`. Transferred; closed with the song. */
	readonly feeder: MessagePort;
}

/** A call of `open` that has not settled. */
interface Opening {
	readonly deck: number;
	readonly song: MixerSong;
	resolve(outcome: Outcome<null, 'damaged'>): void;
	reject(reason: Error): void;
}

type Node = InstanceType<NonNullable<typeof AudioWorkletNode>>;

/** The page's side of the mixer worklet. One song is open at a time; a new one takes its place whole or not at all. */
export class Mixer {
	readonly #context: MixerContext;
	readonly #node: Node;
	readonly #events: MixerEvents;
	readonly #heard = new HeardPosition();
	#open: { readonly deck: number; readonly end: Frames } | null = null;
	#opening: Opening | null = null;
	#lastDeck = 0;
	#disposed = false;

	/** Owns `context` from now on. Fails where the browser has no audio worklet, or cannot load ours. */
	static async create(
		events: MixerEvents,
		context: MixerContext = playbackContext()
	): Promise<Outcome<Mixer, 'no-audio'>> {
		// Without a worklet the wrapper would fall back to mixing on the main thread: that stutters.
		if (!('AudioWorkletNode' in globalThis) || !AudioWorkletNode || !context.audioWorklet) {
			await release(context);
			return failure('no-audio', 'This browser has no AudioWorklet, or the page is not a secure context');
		}
		try {
			await context.audioWorklet.addModule(workletUrl);
			const node = new AudioWorkletNode(context, MIXER_PROCESSOR, {
				numberOfInputs: 0,
				outputChannelCount: [2]
			});
			return success(new Mixer(events, context, node));
		} catch (thrown) {
			await release(context);
			return failure('no-audio', describe(thrown));
		}
	}

	private constructor(events: MixerEvents, context: MixerContext, node: Node) {
		this.#events = events;
		this.#context = context;
		this.#node = node;
		node.port.onmessage = ({ data }: MessageEvent<FromMixer>) => this.#receive(data);
		node.onprocessorerror = () => events.broken?.('The mixer worklet threw');
		node.connect(context.destination);
	}

	/**
	 * Opens a song, stopped. Until its first block is there, and for good if that is damaged, the song before
	 * plays on. The latest call wins: one that is still pending rejects with an AbortError, as on `signal`.
	 */
	async open(signal: AbortSignal, song: MixerSong): Promise<Outcome<null, 'damaged'>> {
		const { layout, position, practice, feeder } = song;
		if (signal.aborted || this.#disposed) {
			feeder.close();
			signal.throwIfAborted();
			throw aborted('The mixer was disposed');
		}
		this.#abandon(aborted('Another song was opened'));
		const deck = ++this.#lastDeck;
		const onAbort = () => {
			if (this.#opening?.deck === deck) this.#abandon(signal.reason as Error);
		};
		signal.addEventListener('abort', onAbort);
		try {
			return await new Promise((resolve, reject) => {
				this.#opening = { deck, song, resolve, reject };
				this.#post({ type: 'open', deck, layout, position, practice, feeder }, [feeder]);
			});
		} finally {
			signal.removeEventListener('abort', onAbort);
		}
	}

	/** Fades the song out and lets it go; nothing is open then. */
	close(): void {
		this.#abandon(aborted('The song was closed'));
		if (this.#open !== null) this.#post({ type: 'close', deck: this.#open.deck });
		this.#open = null;
		this.#heard.reset();
	}

	/** Resolves when the context runs; the browser may want the call to come from a click or a key. */
	async play(): Promise<void> {
		this.#post({ type: 'play' });
		if ('resume' in this.#context && this.#context.state !== 'running') await this.#context.resume();
	}

	pause(): void {
		this.#post({ type: 'pause' });
	}

	seek(position: Frames): void {
		if (this.#open === null) return;
		this.#heard.seek(frames(Math.min(Math.max(0, position), this.#open.end)));
		this.#post({ type: 'seek', position });
	}

	setMix(mix: Mix): void {
		this.#post({
			type: 'gains',
			master: faderGain(mix.master),
			stems: perStem((stem) => stereoGains(mix, stem))
		});
	}

	/** Of the open song; heard at once where it plays, and free where nothing has changed. */
	practise(practice: PracticeSound): void {
		this.#post({ type: 'practice', practice });
	}

	/** Whether the states have `levels`; at first they have not. */
	meters(on: boolean): void {
		this.#post({ type: 'meters', on });
	}

	/** Of the open song, or of the one that is being opened, a block or its original is stored now. */
	available(index: number): void {
		for (const deck of [this.#open?.deck, this.#opening?.deck])
			if (deck !== undefined) this.#post({ type: 'available', deck, index });
	}

	/** The song frame that is heard now: what a screen shows. 0 where no song is open. */
	heardPosition(): Frames {
		if (this.#open === null) return frames(0);
		const heardAt = this.#context.currentTime - outputLatency(this.#context);
		return this.#heard.at(heardAt * SAMPLE_RATE, this.#open.end);
	}

	/** Ends everything and closes the context. May be called again. */
	async dispose(): Promise<void> {
		if (this.#disposed) return;
		this.close();
		this.#disposed = true;
		this.#node.port.onmessage = null;
		this.#node.port.close();
		this.#node.disconnect();
		await release(this.#context);
	}

	#post(message: ToMixer, transfer: Transferable[] = []): void {
		this.#node.port.postMessage(message, transfer);
	}

	#receive(message: FromMixer): void {
		if (message.type === 'opened') return this.#opened(message.deck);
		if (message.type === 'refused') return this.#refused(message.deck, message.detail);
		if (message.deck !== this.#open?.deck) return;
		switch (message.type) {
			case 'state':
				this.#heard.update(message);
				return this.#events.state(message);
			case 'pass':
				return this.#events.pass?.();
			case 'ended':
				return this.#events.ended?.();
			case 'damaged':
				return this.#events.damaged?.(message.detail);
			case 'unstretchable':
				return this.#events.unstretchable?.(message.detail);
		}
	}

	#opened(deck: number): void {
		const opening = this.#opening;
		if (deck !== opening?.deck) {
			// Abandoned too late: the song before it is gone, and this one is on its way out.
			this.#open = null;
			this.#heard.reset();
			return;
		}
		this.#opening = null;
		this.#open = { deck, end: opening.song.layout.frames };
		this.setMix(opening.song.mix);
		opening.resolve(success(null));
	}

	#refused(deck: number, detail: string): void {
		if (deck !== this.#opening?.deck) return;
		this.#opening.resolve(failure('damaged', detail));
		this.#opening = null;
	}

	#abandon(reason: Error): void {
		if (this.#opening === null) return;
		this.#post({ type: 'close', deck: this.#opening.deck });
		this.#opening.reject(reason);
		this.#opening = null;
	}
}

const aborted = (why: string): DOMException => new DOMException(why, 'AbortError');

const release = async (context: MixerContext): Promise<void> => {
	if ('close' in context && context.state !== 'closed') await context.close();
};
