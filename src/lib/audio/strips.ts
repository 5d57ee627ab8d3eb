import type { Block, OriginalBlock } from '../music/block';
import type { StereoGains } from '../music/mix';
import { perStem, STEMS, type PerStem } from '../music/stems';
import type { Gain } from '../units/units';
import { Meters } from './meters';
import { isOriginal, type PlayableBlock } from './playable';
import { Ramp } from './ramp';
import type { TurnGate } from './turn-gate';
import type { Bus } from './workspace';

/** The gains of the four stems and the master, each of them smoothed. Everything is at unity at first. */
export class Strips {
	readonly master = new Ramp(1);
	readonly meters = new Meters();
	readonly #stems = perStem(() => ({ ll: new Ramp(1), lr: new Ramp(0), rl: new Ramp(0), rr: new Ramp(1) }));
	/** Of both sides: whatever its pan, a stem is never louder than the larger of the two. */
	readonly #levels = STEMS.flatMap((stem) => [this.#stems[stem].ll, this.#stems[stem].rr]);
	/**
	 * Of what is added next: frame 0 of the bus sounds `time` frames of output from now, each further one `pace` frames
	 * later; gains change with that. `FAR` stands for gains that have reached their targets.
	 */
	time = 0;
	pace = 1;
	#position = 0;
	#pass = 0;
	#turns: TurnGate | null = null;

	/** Sets out for new gains, to be there in `frames` frames. */
	set(master: Gain, stems: PerStem<StereoGains>, frames: number): void {
		this.master.to(master, frames);
		for (const stem of STEMS) {
			const ramps = this.#stems[stem];
			const gains = stems[stem];
			ramps.ll.to(gains.ll, frames);
			ramps.lr.to(gains.lr, frames);
			ramps.rl.to(gains.rl, frames);
			ramps.rr.to(gains.rr, frames);
		}
	}

	/** What is added next: frame 0 of the bus is the song's frame `position` in the pass `pass`. Turns depend on that. */
	locate(position: number, pass: number, turns: TurnGate): void {
		this.#position = position;
		this.#pass = pass;
		this.#turns = turns;
	}

	/**
	 * Adds `count` frames of the block, from `offset` on or (`step` -1) from there backwards, to `bus` from its
	 * frame `at` on. The master is not applied.
	 *
	 * Stems have their gains. An original cannot be taken apart: it sounds as loud as the loudest stem is set,
	 * pan apart, so that it is heard as long as any of them is; nobody's turn silences it.
	 */
	add(block: PlayableBlock, offset: number, step: 1 | -1, count: number, bus: Bus, at: number): void {
		if (isOriginal(block)) this.#addOriginal(block, offset, step, count, bus, at);
		else for (let s = 0; s < STEMS.length; s++) this.#addStem(s, block, offset, step, count, bus, at);
	}

	#addStem(
		s: number,
		block: Block,
		offset: number,
		step: number,
		count: number,
		{ left, right }: Bus,
		at: number
	): void {
		const stem = STEMS[s]!;
		const { pcm, scale } = block.stems[stem];
		const { ll, lr, rl, rr } = this.#stems[stem];
		const turns = this.#turns?.concerns(stem) ? this.#turns : null;
		const metered = this.meters.on;
		let peak = 0;
		for (let i = 0; i < count; i++) {
			const frame = at + i;
			const from = offset + step * i;
			const time = this.time + frame * this.pace;
			const open = turns === null ? scale : scale * turns.at(stem, this.#position + frame, this.#pass, time);
			const l = pcm[from]! * open;
			const r = pcm[block.frames + from]! * open;
			const toLeft = l * ll.at(time) + r * rl.at(time);
			const toRight = l * lr.at(time) + r * rr.at(time);
			left[frame]! += toLeft;
			right[frame]! += toRight;
			if (metered) peak = Math.max(peak, Math.abs(toLeft), Math.abs(toRight));
		}
		const { stems } = this.meters;
		if (metered) stems[s] = Math.max(stems[s]!, peak * this.master.at(this.time));
	}

	#addOriginal(
		block: OriginalBlock,
		offset: number,
		step: number,
		count: number,
		bus: Bus,
		at: number
	): void {
		const { left, right } = bus;
		for (let i = 0; i < count; i++) {
			const frame = at + i;
			const from = offset + step * i;
			const gain = this.#loudestAt(this.time + frame * this.pace);
			left[frame]! += block.samples[from]! * gain;
			right[frame]! += block.samples[block.frames + from]! * gain;
		}
	}

	#loudestAt(time: number): number {
		let loudest = 0;
		for (let l = 0; l < this.#levels.length; l++) loudest = Math.max(loudest, this.#levels[l]!.at(time));
		return loudest;
	}

	advance(frames: number): void {
		this.master.advance(frames);
		for (let s = 0; s < STEMS.length; s++) {
			const { ll, lr, rl, rr } = this.#stems[STEMS[s]!];
			ll.advance(frames);
			lr.advance(frames);
			rl.advance(frames);
			rr.advance(frames);
		}
	}
}
