import type { Block, OriginalBlock } from '../music/block';
import type { StereoGains } from '../music/mix';
import { perStem, STEMS, type PerStem } from '../music/stems';
import type { Gain } from '../units/units';
import { isOriginal, type PlayableBlock } from './playable';
import { Ramp } from './ramp';

/** Two channels of a render quantum, summed in double precision and rounded once. */
export interface Bus {
	readonly left: Float64Array;
	readonly right: Float64Array;
}

/** Where a quantum is mixed: `bus` for what sounds, `under` for what fades away under it. */
export interface Workspace {
	readonly bus: Bus;
	readonly under: Bus;
}

const makeBus = (frames: number): Bus => ({
	left: new Float64Array(frames),
	right: new Float64Array(frames)
});

/** @param frames of one quantum */
export const makeWorkspace = (frames: number): Workspace => ({
	bus: makeBus(frames),
	under: makeBus(frames)
});

/** The gains of the four stems and the master, each of them smoothed. Everything is at unity at first. */
export class Strips {
	readonly master = new Ramp(1);
	readonly #stems = perStem(() => ({ ll: new Ramp(1), lr: new Ramp(0), rl: new Ramp(0), rr: new Ramp(1) }));
	/** Of both sides: whatever its pan, a stem is never louder than the larger of the two. */
	readonly #levels = STEMS.flatMap((stem) => [this.#stems[stem].ll, this.#stems[stem].rr]);

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

	/**
	 * Adds `count` frames of the block, from `offset` on or (`step` -1) from there backwards, to `bus` from its
	 * frame `at` on. The master is not applied.
	 *
	 * Stems have their gains. An original cannot be taken apart: it sounds as loud as the loudest stem is set,
	 * pan apart, so that it is heard as long as any of them is.
	 */
	add(block: PlayableBlock, offset: number, step: 1 | -1, count: number, bus: Bus, at: number): void {
		if (isOriginal(block)) this.#addOriginal(block, offset, step, count, bus, at);
		else this.#addStems(block, offset, step, count, bus, at);
	}

	#addStems(block: Block, offset: number, step: number, count: number, bus: Bus, at: number): void {
		const { left, right } = bus;
		for (let s = 0; s < STEMS.length; s++) {
			const stem = STEMS[s]!;
			const { pcm, scale } = block.stems[stem];
			const { ll, lr, rl, rr } = this.#stems[stem];
			for (let i = 0; i < count; i++) {
				const frame = at + i;
				const from = offset + step * i;
				const l = pcm[from]! * scale;
				const r = pcm[block.frames + from]! * scale;
				left[frame]! += l * ll.at(frame) + r * rl.at(frame);
				right[frame]! += l * lr.at(frame) + r * rr.at(frame);
			}
		}
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
			const gain = this.#loudestAt(frame);
			left[frame]! += block.samples[from]! * gain;
			right[frame]! += block.samples[block.frames + from]! * gain;
		}
	}

	#loudestAt(frame: number): number {
		let loudest = 0;
		for (let l = 0; l < this.#levels.length; l++) loudest = Math.max(loudest, this.#levels[l]!.at(frame));
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
