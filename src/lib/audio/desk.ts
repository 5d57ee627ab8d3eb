import { blockCount, type BlockLayout } from '../music/block';
import { frames, type Frames } from '../units/units';
import { Deck, type Feeder } from './deck';
import { Playhead } from './playhead';
import type { FromMixer, PracticeSound, ToMixer } from './protocol';
import { Stretchers } from './stretchers';
import { Strips } from './strips';
import { makeWorkspace } from './workspace';

/** 10 ms: how long a gain takes to change while something sounds. */
export const GAIN_RAMP_FRAMES = 441;
/** How often the state is posted while playing. */
const STATE_EVERY = 1024;
/** The size of a render quantum; the Web Audio specification allows for others in the future. */
const QUANTUM = 128;

/**
 * Everything the mixer worklet does, apart from being one: the present song, one that waits to take its place,
 * and those that fade out after it. A new song takes over stopped, once its first block (stems or
 * original) is known to be whole or to be missing, and is refused where that is damaged.
 */
export class MixingDesk {
	readonly #post: (message: FromMixer) => void;
	readonly #stretchers: Stretchers;
	readonly #strips = new Strips();
	#workspace = makeWorkspace(QUANTUM);
	#present: Playhead | null = null;
	#next: Playhead | null = null;
	readonly #leaving: Playhead[] = [];
	/** The context frame that is rendered next. */
	#frame = 0;
	#statePostedAt = 0;
	#originalPosted = false;
	#unstretchablePosted = false;

	/** @param stretchers made when they are needed, unless there are some */
	constructor(post: (message: FromMixer) => void, stretchers = new Stretchers()) {
		this.#post = post;
		this.#stretchers = stretchers;
	}

	/** @param frame the context's present frame: a desk that has not rendered yet does not know it */
	receive(message: ToMixer, frame: number): void {
		this.#frame = Math.max(this.#frame, frame);
		switch (message.type) {
			case 'open':
				return this.#open(message.deck, message.layout, message.position, message.practice, message.feeder);
			case 'close':
				return this.#close(message.deck);
			case 'available':
				for (const playhead of [this.#present, this.#next])
					if (playhead?.id === message.deck) playhead.deck.available(message.index);
				return;
			case 'gains': {
				const sounding = this.#present?.sounding || this.#leaving.length > 0;
				return this.#strips.set(message.master, message.stems, sounding ? GAIN_RAMP_FRAMES : 0);
			}
			case 'meters':
				this.#strips.meters.on = message.on;
				return;
			case 'practice':
				this.#present?.practise(message.practice);
				break;
			case 'play':
				this.#present?.play();
				break;
			case 'pause':
				this.#present?.pause();
				break;
			case 'seek':
				this.#present?.seek(message.position);
		}
		this.#postState();
	}

	/** Adds one quantum, which begins at context frame `frame`, to two silent channels. */
	render(left: Float32Array, right: Float32Array, frame: number): void {
		const quantum = left.length;
		if (this.#workspace.bus.left.length !== quantum) this.#workspace = makeWorkspace(quantum);
		for (let i = this.#leaving.length - 1; i >= 0; i--) this.#renderLeaving(i, left, right);
		const event = this.#present?.render(left, right, this.#strips, this.#workspace) ?? null;
		this.#strips.meters.hearMaster(left, right);
		this.#strips.advance(quantum);
		this.#frame = frame + quantum;

		const present = this.#present;
		if (present === null) return;
		const due = present.playing && this.#frame - this.#statePostedAt >= STATE_EVERY;
		if (event !== null || due || present.original !== this.#originalPosted) this.#postState();
		for (let passes = present.takePasses(); passes > 0; passes--)
			this.#post({ type: 'pass', deck: present.id });
		this.#tellUnstretchable(present);
		if (event === 'ended') this.#post({ type: 'ended', deck: present.id });
		if (event === 'damaged') this.#post({ type: 'damaged', deck: present.id, detail: present.damage });
	}

	#open(id: number, layout: BlockLayout, position: Frames, practice: PracticeSound, feeder: Feeder): void {
		this.#next?.close();
		this.#next = null;
		if (!(blockCount(layout) > 0)) {
			feeder.close();
			this.#post({ type: 'refused', deck: id, detail: 'The song has no frames' });
			return;
		}
		const deck = new Deck(layout, feeder, () => this.#heardFromFeeder(next));
		const next = new Playhead(id, deck, position, practice, this.#stretchers);
		this.#next = next;
	}

	#heardFromFeeder(playhead: Playhead): void {
		if (playhead === this.#next) this.#decide(playhead);
		// While the context does not run, nothing is rendered that would tell of it.
		else if (playhead === this.#present && playhead.original !== this.#originalPosted) this.#postState();
	}

	/** Whether the song that waits can take over. */
	#decide(next: Playhead): void {
		const first = next.deck.indexAt(next.position);
		const state = next.deck.stateOf(first);
		if (state === 'damaged') {
			this.#next = null;
			this.#post({ type: 'refused', deck: next.id, detail: next.deck.damageOf(first) });
			next.close();
		} else if (state === 'here' || state === 'missing') {
			this.#next = null;
			this.#letGo(this.#present);
			this.#present = next;
			this.#unstretchablePosted = false;
			this.#post({ type: 'opened', deck: next.id });
			this.#postState();
		}
	}

	#close(id: number): void {
		if (this.#next?.id === id) {
			this.#next.close();
			this.#next = null;
		}
		if (this.#present?.id === id) {
			this.#letGo(this.#present);
			this.#present = null;
		}
	}

	/** Fades out what sounds; what is silent is gone at once, even where the context does not run. */
	#letGo(playhead: Playhead | null): void {
		playhead?.pause();
		if (playhead?.sounding) this.#leaving.push(playhead);
		else playhead?.close();
	}

	#renderLeaving(index: number, left: Float32Array, right: Float32Array): void {
		const playhead = this.#leaving[index]!;
		playhead.render(left, right, this.#strips, this.#workspace);
		if (playhead.sounding) return;
		playhead.close();
		this.#leaving.splice(index, 1);
	}

	/** Once, as long as it is so. */
	#tellUnstretchable({ id, unstretchable }: Playhead): void {
		if (unstretchable !== null && !this.#unstretchablePosted)
			this.#post({ type: 'unstretchable', deck: id, detail: unstretchable });
		this.#unstretchablePosted = unstretchable !== null;
	}

	#postState(): void {
		const present = this.#present;
		if (present === null) return;
		this.#statePostedAt = this.#frame;
		this.#originalPosted = present.original;
		this.#post({
			type: 'state',
			deck: present.id,
			position: present.position,
			contextFrame: frames(this.#frame),
			rate: present.rate,
			beatsToCome: present.beatsToCome,
			pass: present.pass,
			levels: this.#strips.meters.take(),
			playing: present.playing,
			waiting: present.waiting,
			underruns: present.underruns,
			original: present.original
		});
	}
}
