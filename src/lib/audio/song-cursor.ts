import type { Loop } from '../music/loop';
import { BlockReader } from './block-reader';
import { CrossFade } from './cross-fade';
import type { Cursor } from './cursor';
import { FAR } from './far';
import { Route } from './route';
import type { Score } from './score';
import type { Strips } from './strips';
import { clear, type Workspace } from './workspace';

/**
 * Reads a deck along a route. A loop is closed by a **seam**: its last 10 ms are cross-faded with the 10 ms before its
 * start, so that the attack on its first frame is untouched and it lasts exactly as long as it is. A seam that has
 * begun is read to its end, whatever becomes of the loop meanwhile.
 */
export class SongCursor implements Cursor {
	position = 0;
	pass = 0;
	readonly #score: Score;
	#reader: BlockReader;
	/** Reads what comes before the loop's start; goes on from there as the reader. */
	#ahead: BlockReader;
	readonly #probe: BlockReader;
	readonly #fade = new CrossFade();
	/** The loop that is being closed. */
	#closing: Loop | null = null;
	/** The loop that was closed last. */
	#closed: Loop | null = null;
	#seamFrames = 0;
	#time = FAR;
	#pace = 0;

	constructor(score: Score) {
		this.#score = score;
		this.#reader = new BlockReader(score.deck);
		this.#ahead = new BlockReader(score.deck);
		this.#probe = new BlockReader(score.deck);
	}

	place(position: number, pass: number): void {
		this.position = position;
		this.pass = pass;
		this.#closing = null;
		this.#reader.reset();
	}

	/** The frame that is read next sounds `time` frames of output from now, and each further one `pace` frames later. */
	clock(time: number, pace: number): void {
		this.#time = time;
		this.#pace = pace;
	}

	read(count: number, strips: Strips, workspace: Workspace): number {
		return this.readTo(0, count, strips, workspace);
	}

	/** Like {@link read}, from the bus's frame `at` on. */
	readTo(at: number, count: number, strips: Strips, workspace: Workspace): number {
		for (let done = 0; done < count;) {
			const rest = Math.min(count - done, this.#untilEdge(strips, workspace));
			this.#add(this.#reader, this.position, this.pass, at + done, rest, strips, workspace);
			const loop = this.#closing;
			if (loop !== null) this.#close(loop, at + done, rest, strips, workspace);
			this.position += rest;
			this.#time += rest * this.#pace;
			done += rest;
			if (this.position === loop?.end) {
				this.#turn(loop);
				return done;
			}
		}
		return count;
	}

	/** Whether it has come here from `position`, in the pass `pass`, by another way than the route goes by now. */
	strays(position: number, pass: number): boolean {
		const { route } = this.#score;
		const taken = this.#closing ?? this.#closed;
		if (this.#closing === null && this.pass === pass)
			return route.turnsAfter(position, this.position - position) > 0;
		return taken?.start !== route.loop?.start || taken?.end !== route.loop?.end;
	}

	/** Puts the next frames from `position` on into `workspace.probe.bus` as they are, moving nothing. */
	peek(position: number, pass: number, count: number, strips: Strips, { probe }: Workspace): void {
		clear(probe.bus, count);
		this.#probe.reset();
		strips.time = FAR;
		strips.pace = 0;
		strips.locate(position, pass, this.#score.turns);
		this.#probe.read(position, count, strips, probe, 0);
	}

	/** Frames until a seam begins or ends. */
	#untilEdge(strips: Strips, workspace: Workspace): number {
		if (this.#closing === null) {
			const loop = this.#score.route.loopAt(this.position);
			if (loop === null) return FAR;
			const untilSeam = loop.end - Route.seamFrames(loop) - this.position;
			if (untilSeam > 0) return untilSeam;
			this.#begin(loop, strips, workspace);
		}
		return this.#closing!.end - this.position;
	}

	#begin(loop: Loop, strips: Strips, workspace: Workspace): void {
		this.#closing = loop;
		this.#seamFrames = loop.end - this.position;
		this.#ahead.reset();
		this.#fade.reset();
		const { probe, seam } = workspace;
		const most = probe.bus.left.length;
		for (let done = 0; done < this.#seamFrames; done += most) {
			const count = Math.min(most, this.#seamFrames - done);
			this.peek(loop.start - this.#seamFrames + done, this.pass + 1, count, strips, workspace);
			seam.bus.left.set(probe.bus.left);
			seam.bus.right.set(probe.bus.right);
			this.peek(this.position + done, this.pass, count, strips, workspace);
			for (let i = 0; i < count; i++) {
				this.#fade.hear(probe.bus.left[i]!, seam.bus.left[i]!);
				this.#fade.hear(probe.bus.right[i]!, seam.bus.right[i]!);
			}
		}
		this.#fade.match();
	}

	#close(loop: Loop, at: number, count: number, strips: Strips, workspace: Workspace): void {
		const { bus, seam } = workspace;
		const from = loop.start - (loop.end - this.position);
		seam.bus.left.fill(0, at, at + count);
		seam.bus.right.fill(0, at, at + count);
		this.#add(this.#ahead, from, this.pass + 1, at, count, strips, seam);
		const done = this.#seamFrames - (loop.end - this.position);
		for (let i = 0; i < count; i++) {
			const share = (done + i) / this.#seamFrames;
			const going = this.#fade.going(share);
			const coming = this.#fade.coming(share);
			bus.left[at + i] = bus.left[at + i]! * going + seam.bus.left[at + i]! * coming;
			bus.right[at + i] = bus.right[at + i]! * going + seam.bus.right[at + i]! * coming;
		}
	}

	#turn(loop: Loop): void {
		this.position = loop.start;
		this.pass++;
		this.#closing = null;
		this.#closed = loop;
		const reader = this.#reader;
		this.#reader = this.#ahead;
		this.#ahead = reader;
	}

	#add(
		reader: BlockReader,
		position: number,
		pass: number,
		at: number,
		count: number,
		strips: Strips,
		workspace: Pick<Workspace, 'bus' | 'under'>
	): void {
		strips.time = this.#time - at * this.#pace;
		strips.pace = this.#pace;
		strips.locate(position - at, pass, this.#score.turns);
		reader.read(position, count, strips, workspace, at);
	}
}
