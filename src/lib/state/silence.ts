import { wavHeader } from '../signal/wav';

const RATE = 8000;
/** Chromium shows what plays on the lock screen only where it is over five seconds long. */
const SECONDS = 10;
const FRAME_BYTES = 4;

/**
 * A looped media element that plays silence. Browsers give media keys and the lock screen to pages whose media
 * element plays; an AudioContext alone gets none (https://github.com/w3c/mediasession/issues/213). It is neither
 * muted nor turned down, for then it would not count.
 */
export class Silence {
	readonly #element = new Audio();
	readonly #url: string;

	constructor() {
		const samples = new Uint8Array(SECONDS * RATE * FRAME_BYTES);
		const header = wavHeader('pcm16', SECONDS * RATE, RATE);
		this.#url = URL.createObjectURL(new Blob([header, samples], { type: 'audio/wav' }));
		this.#element.loop = true;
		this.#element.src = this.#url;
	}

	get playing(): boolean {
		return !this.#element.paused;
	}

	play(): void {
		if (!this.playing)
			this.#element.play().catch(() => {
				// Refused until the player has touched the page, or paused again already: the song needs it not.
			});
	}

	pause(): void {
		this.#element.pause();
	}

	dispose(): void {
		this.#element.pause();
		this.#element.removeAttribute('src');
		this.#element.load();
		URL.revokeObjectURL(this.#url);
	}
}
