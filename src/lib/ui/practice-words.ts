import { loopFrames, type Loop } from '../music/loop';
import type { SavedLoop } from '../music/saved-loop';
import type { TrainerPlan } from '../music/trainer-plan';
import type { Pitch, Speed } from '../music/tuning';
import { nextStep, type Training } from '../practice/trainer';
import { toSeconds, type Frames } from '../units/units';
import { plural } from './format';
import { exactClock } from './ruler';

/** What is practised, in a player's words. */

export const percent = (speed: Speed): string => `${speed} %`;

/** `+3`, `-2`, `0`. */
export const signed = (value: number): string => (value > 0 ? `+${value}` : String(value));

/** Its two parts: the key, and the fine tuning where there is any: `Key +3`, `+12 c`. */
export const keyWords = ({ semitones, fine }: Pitch): readonly string[] => [
	...(semitones === 0 && fine !== 0 ? [] : [semitones === 0 ? 'Own key' : `Key ${signed(semitones)}`]),
	...(fine === 0 ? [] : [`${signed(fine)} c`])
];

/** `3 semitones up`, `1 semitone down, 12 cents up`, `own key`. */
export function spokenPitch({ semitones, fine }: Pitch): string {
	const parts = [spokenStep(semitones, 'semitone'), spokenStep(fine, 'cent')].filter((part) => part !== null);
	return parts.length === 0 ? 'own key' : parts.join(', ');
}

const spokenStep = (value: number, unit: string): string | null =>
	value === 0 ? null : `${plural(Math.abs(value), unit)} ${value > 0 ? 'up' : 'down'}`;

const tenths = (at: Frames): string => exactClock(toSeconds(at), 1);

/** `0:41.2 – 0:47.9`. */
export const loopTimes = ({ start, end }: Loop): string => `${tenths(start)} – ${tenths(end)}`;

/** `6.7 s`, `0.05 s`, from a minute on `1:05.0`. */
export function loopLength(loop: Loop): string {
	const time = toSeconds(loopFrames(loop));
	if (time >= 59.95) return exactClock(time, 1);
	return `${time.toFixed(time < 1 ? 2 : 1)} s`;
}

/** What was reached in a loop: `62 % → 85 %, 12 passes`; nothing before the first whole pass. */
export function reached({ speeds, passes }: SavedLoop): string {
	if (speeds === null) return '';
	return `${speedsReached(speeds)}, ${passCount(passes)}`;
}

/** `62 % → 85 %`; one of them where nothing faster was reached yet. */
export const speedsReached = ({ first, best }: Exclude<SavedLoop['speeds'], null>): string =>
	first === best ? percent(best) : `${percent(first)} → ${percent(best)}`;

/** What the speed trainer does next: `Next: 75 % in 2 passes`. */
export function trainingWords(plan: TrainerPlan, training: Training): string {
	const next = nextStep(plan, training);
	if (next === null) return `Goal reached: ${percent(training.speed)}`;
	const passes = passCount(next.inPasses);
	return next.speed === null ? `${passes} more to the goal` : `Next: ${percent(next.speed)} in ${passes}`;
}

const passCount = (count: number): string => `${count} ${count === 1 ? 'pass' : 'passes'}`;
