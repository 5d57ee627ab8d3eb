import { Ramp } from './ramp';

/** 5 ms: short enough to feel immediate, long enough not to click. */
export const FADE_FRAMES = 220;
/** 1.5 ms at the very start of a song or a loop, so that a note on its first frame keeps its attack. */
export const START_FADE_FRAMES = 64;

/** The gain with which every sound starts and stops, so that neither makes a click: from 0 to 1 and back. */
export class Fade extends Ramp {
	constructor() {
		super(0);
	}

	/** Whether there is anything to hear. */
	get sounds(): boolean {
		return this.target > 0 || this.remaining > 0;
	}

	/**
	 * Sets out for sound or for silence, if it is not on its way there.
	 * @param attack whether what starts begins with a note's attack
	 * @param most frames within which it has to be there
	 */
	turn(on: boolean, attack: boolean, most: number): void {
		const target = on ? 1 : 0;
		if (this.target === target) return;
		const whole = on && attack ? START_FADE_FRAMES : FADE_FRAMES;
		this.to(target, Math.min(most, Math.ceil(Math.abs(target - this.at(0)) * whole)));
	}
}
