import type { Loop } from '../music/loop';
import { frames, seconds, type Frames } from '../units/units';
import { follow, turnPage, wholeSong, zoomed, type View, type ViewChange } from './view';

/** Which part of the song the lanes show: where the playhead is, until the player looks elsewhere. */
export class SongView {
	view = $state.raw<View>(wholeSong(frames(0)));
	#length = frames(0);
	#following = true;
	#last = { position: frames(0), at: 0 };

	/** Another song: all of it. */
	reset(length: Frames): void {
		this.#length = length;
		this.view = wholeSong(length);
		this.#following = true;
	}

	/** The playhead is here now. @param glides it plays, before someone who does not mind motion */
	moveTo(position: Frames, glides: boolean, loop: Loop | null): void {
		const at = performance.now();
		const step = { from: this.#last.position, to: position, elapsed: seconds((at - this.#last.at) / 1000) };
		this.#last = { position, at };
		if (!this.#following) return;
		this.view = glides
			? follow(this.view, step, this.#length, loop)
			: turnPage(this.view, position, this.#length, loop);
	}

	/** The player goes somewhere, and looks there. */
	lookAtPlayhead(): void {
		this.#following = true;
	}

	/** The player looks at this. */
	show(view: View, how: ViewChange): void {
		this.view = view;
		if (how === 'pan') this.#following = false;
	}

	/** @param by twice as much is shown with 2, half with 0.5 */
	zoom(by: number, about: Frames): void {
		this.view = zoomed(this.view, by, about, this.#length);
	}

	whole(): void {
		this.view = wholeSong(this.#length);
	}
}
