import { decibels, gain, toGain, type Decibels, type Gain } from '../units/units';
import type { MinusMe } from './player-settings';
import { perStem, STEMS, type PerStem, type StemName } from './stems';

/** What the player has set for one stem. Mute and solo are independent: neither ever changes the other. */
export interface Strip {
	readonly muted: boolean;
	readonly soloed: boolean;
	/** -60 dB is shown and heard as silence. */
	readonly volume: Decibels;
	/** -1 left … 0 centre … 1 right. */
	readonly pan: number;
}

export interface Mix {
	readonly master: Decibels;
	readonly stems: PerStem<Strip>;
}

export const SILENT = decibels(-60);
export const LOUDEST = decibels(6);

export const freshMix = (): Mix => ({
	master: decibels(0),
	stems: perStem(() => ({ muted: false, soloed: false, volume: decibels(0), pan: 0 }))
});

/** A new mix with one strip changed. */
export const withStrip = (mix: Mix, stem: StemName, change: Partial<Strip>): Mix => ({
	...mix,
	stems: { ...mix.stems, [stem]: { ...mix.stems[stem], ...change } }
});

/**
 * The mix that sounds where the player plays `me` himself: what he has set, with that stem silent or quieter. A stem
 * he has soloed is one he asks to hear, so there his mix stands as it is.
 */
export function minus(mix: Mix, me: MinusMe | null): Mix {
	if (me === null || !me.on || mix.stems[me.stem].soloed) return mix;
	if (me.quieter === null) return withStrip(mix, me.stem, { muted: true });
	const volume = decibels(Math.max(SILENT, mix.stems[me.stem].volume - me.quieter));
	return withStrip(mix, me.stem, { volume });
}

/** Whether a stem is heard: not muted, and soloed if any stem is. */
export const sounds = (mix: Mix, stem: StemName): boolean =>
	!mix.stems[stem].muted && (mix.stems[stem].soloed || !STEMS.some((other) => mix.stems[other].soloed));

/** `outLeft = left·ll + right·rl`, `outRight = left·lr + right·rr`. */
export interface StereoGains {
	readonly ll: Gain;
	readonly lr: Gain;
	readonly rl: Gain;
	readonly rr: Gain;
}

/** From a fader's level to a factor; the lowest position is true silence. */
export const faderGain = (level: Decibels): Gain => (level <= SILENT ? gain(0) : toGain(level));

/**
 * What a stem's samples are multiplied by, master excluded. Pan is the equal-power law for stereo sources
 * of the Web Audio specification (StereoPannerNode): at the centre the signal is untouched.
 */
export function stereoGains(mix: Mix, stem: StemName): StereoGains {
	if (!sounds(mix, stem)) return { ll: gain(0), lr: gain(0), rl: gain(0), rr: gain(0) };
	const { volume, pan } = mix.stems[stem];
	const level = faderGain(volume);
	if (pan === 0) return { ll: level, lr: gain(0), rl: gain(0), rr: level };
	const angle = ((pan < 0 ? pan + 1 : pan) * Math.PI) / 2;
	const stays = Math.cos(angle);
	const moves = Math.sin(angle);
	return pan < 0
		? { ll: level, lr: gain(0), rl: gain(level * stays), rr: gain(level * moves) }
		: { ll: gain(level * stays), lr: gain(level * moves), rl: gain(0), rr: level };
}
