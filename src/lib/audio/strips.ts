import type { Block } from '../music/block';
import type { StereoGains } from '../music/mix';
import { perStem, STEMS, type PerStem } from '../music/stems';
import type { Gain } from '../units/units';
import { Ramp } from './ramp';

/** Two channels of a render quantum, summed in double precision and rounded once. */
export interface Bus {
	readonly left: Float64Array;
	readonly right: Float64Array;
}

/** The gains of the four stems and the master, each of them smoothed. Everything is at unity at first. */
export class Strips {
	readonly master = new Ramp(1);
	readonly #stems = perStem(() => ({ ll: new Ramp(1), lr: new Ramp(0), rl: new Ramp(0), rr: new Ramp(1) }));

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
	 * Adds the block's frames `[offset, offset + count)`, all stems with their gains, to `bus` from its frame
	 * `at` on. The master is not applied.
	 */
	add(block: Block, offset: number, count: number, bus: Bus, at: number): void {
		const { left, right } = bus;
		for (let s = 0; s < STEMS.length; s++) {
			const stem = STEMS[s]!;
			const { pcm, scale } = block.stems[stem];
			const { ll, lr, rl, rr } = this.#stems[stem];
			for (let i = 0; i < count; i++) {
				const frame = at + i;
				const l = pcm[offset + i]! * scale;
				const r = pcm[block.frames + offset + i]! * scale;
				left[frame]! += l * ll.at(frame) + r * rl.at(frame);
				right[frame]! += l * lr.at(frame) + r * rr.at(frame);
			}
		}
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
