import { milliseconds, toSeconds, type Frames, type Milliseconds } from '../units/units';

/**
 * Measures how long a song sounds, by the frames that the audio device has played meanwhile: a context that stands
 * still (a sleeping phone, a tab the browser keeps silent) counts nothing, whatever the page's clocks say.
 */
export class SoundingTime {
	#frames = 0;
	#last: { readonly at: Frames; readonly sounds: boolean } | null = null;

	/**
	 * @param at The context's frame, which only grows; where it does not, this is another context.
	 * @param sounds Whether the song sounds from here on.
	 */
	take(at: Frames, sounds: boolean): void {
		if (this.#last?.sounds === true) this.#frames += Math.max(0, at - this.#last.at);
		this.#last = { at, sounds };
	}

	get total(): Milliseconds {
		return milliseconds(1000 * toSeconds(this.#frames as Frames));
	}
}
