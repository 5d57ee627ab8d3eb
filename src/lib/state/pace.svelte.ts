/** Why separation stands still. */
export type PauseCause = 'player' | 'battery';

/** Below this, and not plugged in, the battery is kept for practising. */
const LOW = 0.15;

/** Where the browser tells of it (Chromium); TypeScript does not know it. */
interface Battery extends EventTarget {
	readonly charging: boolean;
	/** 0 to 1. */
	readonly level: number;
}
const CHANGES = ['chargingchange', 'levelchange'];

/** Whether separation may go on: not while the player has paused it or the battery is low. */
export class Pace {
	#paused = $state(false);
	#low = $state(false);
	#battery: Battery | null = null;
	#disposed = false;
	#waiting: readonly (() => void)[] = [];

	constructor(battery: Promise<Battery> | undefined = batteryOf(navigator)) {
		void battery?.then((found) => {
			if (this.#disposed) return;
			this.#battery = found;
			for (const change of CHANGES) found.addEventListener(change, this.#look);
			this.#look();
		});
	}

	/** Null while separation may go on. */
	get standsStill(): PauseCause | null {
		if (this.#paused) return 'player';
		return this.#low ? 'battery' : null;
	}

	pause(): void {
		this.#paused = true;
	}

	/** Also goes on with a low battery: who asks for it knows. */
	goOn(): void {
		this.#paused = false;
		this.#low = false;
		this.#wake();
	}

	/** Nothing is left to separate: what the player paused is over, and what comes next was not meant. */
	forgetPause(): void {
		this.#paused = false;
	}

	/** Resolves once separation may go on; rejects with the signal's reason when aborted. */
	async free(signal: AbortSignal): Promise<void> {
		signal.throwIfAborted();
		if (this.standsStill === null) return;
		const { promise, resolve, reject } = Promise.withResolvers<void>();
		const abort = () => reject(signal.reason as Error);
		this.#waiting = [...this.#waiting, resolve];
		signal.addEventListener('abort', abort);
		try {
			await promise;
		} finally {
			this.#waiting = this.#waiting.filter((other) => other !== resolve);
			signal.removeEventListener('abort', abort);
		}
	}

	dispose(): void {
		this.#disposed = true;
		for (const change of CHANGES) this.#battery?.removeEventListener(change, this.#look);
		this.#battery = null;
	}

	readonly #look = (): void => {
		if (this.#battery === null) return;
		const { charging, level } = this.#battery;
		this.#low = !charging && level < LOW;
		this.#wake();
	};

	#wake(): void {
		if (this.standsStill === null) for (const resolve of this.#waiting) resolve();
	}
}

const batteryOf = (browser: object): Promise<Battery> | undefined =>
	(browser as { getBattery?: () => Promise<Battery> }).getBattery?.();
