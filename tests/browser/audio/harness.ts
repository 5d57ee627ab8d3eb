import { OfflineAudioContext } from 'standardized-audio-context';
import { Mixer, type MixerEvents } from '../../../src/lib/audio/mixer';
import { FRESH_PRACTICE, type MixerState } from '../../../src/lib/audio/protocol';
import {
	blockCount,
	type BlockLayout,
	type BlockReply,
	type BlockRequest
} from '../../../src/lib/music/block';
import { freshMix, type Mix } from '../../../src/lib/music/mix';
import { frames } from '../../../src/lib/units/units';
import { coded, makeBlock, type SongCode } from '../../tools/blocks';

const RATE = 44100;
/** How often the rendering pauses to let messages through: an offline context hears none while it renders. */
const STEP = 1024;

/** The other end of a song's feeder port; `reply` says what the library would. Null: no answer yet. */
export class TestFeeder {
	readonly port: MessagePort;
	readonly asked: number[] = [];
	/** Replies and requests so far, to see when everything has come to rest. */
	activity = 0;
	readonly #own: MessagePort;
	readonly #reply: (index: number) => BlockReply | null;

	constructor(reply: (index: number) => BlockReply | null) {
		const { port1, port2 } = new MessageChannel();
		this.#own = port1;
		this.#reply = reply;
		this.port = port2;
		port1.onmessage = ({ data }: MessageEvent<BlockRequest>) => {
			this.activity++;
			this.asked.push(data.index);
			this.answer(data.index);
		};
	}

	answer(index: number): void {
		const reply = this.#reply(index);
		if (reply === null) return;
		this.activity++;
		this.#own.postMessage(reply);
	}

	/** Sends a block unasked, or late. */
	send(index: number, layout: BlockLayout, code?: SongCode, scale?: () => number): void {
		this.activity++;
		this.#own.postMessage({ type: 'block', block: makeBlock(layout, index, code, scale) });
	}

	/** Has every block of a song, but for what `except` says otherwise of (undefined: nothing). */
	static of(
		layout: BlockLayout,
		code: SongCode = coded(),
		except: (index: number) => BlockReply | null | undefined = () => undefined,
		scale?: () => number
	): TestFeeder {
		return new TestFeeder((index) => {
			if (index < 0 || index >= blockCount(layout)) throw new RangeError(`Block ${index} was asked for`);
			const other = except(index);
			return other === undefined ? { type: 'block', block: makeBlock(layout, index, code, scale) } : other;
		});
	}
}

/** What a mixer told, in order. */
export class Journal implements MixerEvents {
	readonly states: MixerState[] = [];
	readonly others: string[] = [];
	state(state: MixerState): void {
		this.states.push(state);
	}
	pass(): void {
		this.others.push('pass');
	}
	ended(): void {
		this.others.push('ended');
	}
	damaged(detail: string): void {
		this.others.push(`damaged: ${detail}`);
	}
	broken(detail: string): void {
		this.others.push(`broken: ${detail}`);
	}
	get last(): MixerState {
		return this.states.at(-1)!;
	}
}

/** The parts of a song a test opens; position 0, a fresh mix and the song's own sound unless told. */
export const songOf = (
	layout: BlockLayout,
	feeder: TestFeeder,
	position = 0,
	mix: Mix = freshMix(),
	practice = FRESH_PRACTICE
) => ({
	layout,
	position: frames(position),
	mix,
	practice,
	feeder: feeder.port
});

export const never = (): AbortSignal => new AbortController().signal;

/** The real mixer with the real worklet in an offline context, with things to be done on the way. */
export class Rendering {
	readonly mixer: Mixer;
	readonly journal: Journal;
	readonly #context: OfflineAudioContext;
	readonly #native: globalThis.OfflineAudioContext;
	readonly #echo: MessagePort;
	readonly #feeders: TestFeeder[] = [];
	readonly #actions = new Map<number, (() => unknown)[]>();

	private constructor(
		mixer: Mixer,
		journal: Journal,
		context: OfflineAudioContext,
		native: globalThis.OfflineAudioContext,
		echo: MessagePort
	) {
		this.mixer = mixer;
		this.journal = journal;
		this.#context = context;
		this.#native = native;
		this.#echo = echo;
	}

	static async of(length: number): Promise<Rendering> {
		const context = new OfflineAudioContext({ numberOfChannels: 2, length, sampleRate: RATE });
		// The wrapper has no suspend(): it is asked of the context inside.
		const native = (context as unknown as { _nativeOfflineAudioContext: globalThis.OfflineAudioContext })
			._nativeOfflineAudioContext;
		const journal = new Journal();
		const made = await Mixer.create(journal, context);
		if (!made.ok) throw new Error(made.detail);
		return new Rendering(made.value, journal, context, native, await echoPort(native));
	}

	/** A feeder whose messages {@link settle} waits for. */
	watch(feeder: TestFeeder): TestFeeder {
		this.#feeders.push(feeder);
		return feeder;
	}

	/** Opens a song whose blocks are all there, and waits until it is. */
	async open(
		layout: BlockLayout,
		feeder = TestFeeder.of(layout),
		position = 0,
		mix: Mix = freshMix(),
		practice = FRESH_PRACTICE
	): Promise<void> {
		const song = songOf(layout, this.watch(feeder), position, mix, practice);
		const outcome = await this.mixer.open(never(), song);
		if (!outcome.ok) throw new Error(outcome.detail);
		await this.settle();
	}

	/** Does something when `frame` (a multiple of 1024) is about to be rendered. */
	at(frame: number, action: () => unknown): this {
		if (frame % STEP !== 0) throw new RangeError(`${frame} is not a multiple of ${STEP}`);
		this.#actions.set(frame, [...(this.#actions.get(frame) ?? []), action]);
		return this;
	}

	async render(): Promise<[left: Float32Array, right: Float32Array]> {
		for (const action of this.#actions.get(0) ?? []) await action();
		await this.settle();
		for (let frame = STEP; frame < this.#context.length; frame += STEP)
			void this.#native.suspend(frame / RATE).then(() => this.#pause(frame));
		const audio = await this.#context.startRendering();
		await this.settle();
		return [audio.getChannelData(0), audio.getChannelData(1)];
	}

	async #pause(frame: number): Promise<void> {
		const reached = Math.round(this.#native.currentTime * RATE);
		if (reached !== frame) throw new Error(`Suspended at ${reached} instead of ${frame}`);
		for (const action of this.#actions.get(frame) ?? []) await action();
		await this.settle();
		await this.#native.resume();
	}

	/** Until nobody has said anything during three round trips through the worklet's thread. */
	async settle(): Promise<void> {
		for (let quiet = 0, before = -1; quiet < 3;) {
			await new Promise((resolve) => {
				this.#echo.onmessage = resolve;
				this.#echo.postMessage(null);
			});
			const now = this.#feeders.reduce((sum, feeder) => sum + feeder.activity, this.journal.states.length);
			quiet = now === before ? quiet + 1 : 0;
			before = now;
		}
	}
}

async function echoPort(context: globalThis.OfflineAudioContext): Promise<MessagePort> {
	const source = `registerProcessor('echo', class extends AudioWorkletProcessor {
		constructor() { super(); this.port.onmessage = ({ data }) => this.port.postMessage(data); }
		process() { return true; }
	})`;
	const url = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
	await context.audioWorklet.addModule(url);
	URL.revokeObjectURL(url);
	return new globalThis.AudioWorkletNode(context, 'echo').port;
}
