import { success, type Outcome } from '../outcome/outcome';
import { trackLevel, type TrackLevel } from '../signal/normalise';
import { frames, seconds, type Frames } from '../units/units';
import type { BlockLayout } from '../music/block';
import { Assembler } from './assembler';
import { finishedBlock } from './finished-block';
import { segmentAt } from './plan';
import type { SegmentOutput, SeparationFailure, SeparationSong } from './protocol';
import type { RunModel, SegmentRunner } from './segment';

/** The song the worker is at: its sound, its level and the blocks that wait for a neighbour. */
export class OpenSong {
	readonly #channels: readonly [Float32Array, Float32Array];
	readonly #layout: BlockLayout;
	readonly #segmentFrames: Frames;
	readonly #level: TrackLevel;
	readonly #assembler: Assembler;

	/** @throws RangeError where the parts of `song` do not fit one another. */
	constructor(song: SeparationSong, segmentFrames: Frames) {
		if (song.left.length !== song.right.length) throw new RangeError('The channels differ in length');
		this.#channels = [song.left, song.right];
		this.#layout = { frames: frames(song.left.length), stride: song.stride };
		this.#segmentFrames = segmentFrames;
		this.#level = trackLevel(song.left, song.right);
		this.#assembler = new Assembler(this.#layout, segmentFrames, this.#level, song.finished, song.seam);
	}

	/** @throws RangeError where the song has no such segment. */
	async separate(
		index: number,
		runner: SegmentRunner,
		run: RunModel
	): Promise<Outcome<SegmentOutput, SeparationFailure>> {
		const plan = segmentAt(this.#layout, this.#segmentFrames, index);
		const segment = await runner.run(this.#channels, this.#level, plan, run);
		if (!segment.ok) return segment;
		const began = performance.now();
		const { blocks: assembled, seam } = this.#assembler.add(index, segment.value);
		const blocks = assembled.map(finishedBlock);
		const assembling = (performance.now() - began) / 1000;
		return success({
			blocks,
			seam,
			modelSeconds: segment.value.modelSeconds,
			dspSeconds: seconds(segment.value.dspSeconds + assembling)
		});
	}
}
