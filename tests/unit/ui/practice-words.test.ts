import { expect, it } from 'vitest';
import { newLoop, withPass, type LoopId } from '../../../src/lib/music/saved-loop';
import type { SongId } from '../../../src/lib/music/song';
import { pitch, speed } from '../../../src/lib/music/tuning';
import { afterPass, begin, trainerPlan } from '../../../src/lib/practice/trainer';
import {
	keyWords,
	loopLength,
	loopTimes,
	reached,
	spokenPitch,
	trainingWords
} from '../../../src/lib/ui/practice-words';
import { seconds, toFrames } from '../../../src/lib/units/units';

const between = (start: number, end: number) => ({
	start: toFrames(seconds(start)),
	end: toFrames(seconds(end))
});

it('tells where a loop is and how long', () => {
	expect(loopTimes(between(41.2, 47.9))).toBe('0:41.2 – 0:47.9');
	expect(loopLength(between(41.2, 47.9))).toBe('6.7 s');
	expect(loopLength(between(1, 1.05))).toBe('0.05 s');
	expect(loopLength(between(0, 59.96))).toBe('1:00.0');
	expect(loopLength(between(10, 75))).toBe('1:05.0');
});

it.each([
	[0, 0, ['Own key'], 'own key'],
	[3, 0, ['Key +3'], '3 semitones up'],
	[-1, 12, ['Key -1', '+12 c'], '1 semitone down, 12 cents up'],
	[0, -1, ['-1 c'], '1 cent down']
])('tells a pitch of %d semitones and %d cents', (semitones, fine, words, spoken) => {
	expect(keyWords(pitch(semitones, fine))).toEqual(words);
	expect(spokenPitch(pitch(semitones, fine))).toBe(spoken);
});

it('tells what was reached in a loop', () => {
	const fresh = newLoop('song' as SongId, between(1, 2), [], 0, 'loop' as LoopId);
	const once = withPass(fresh, speed(62), 1);
	expect(reached(fresh)).toBe('');
	expect(reached(once)).toBe('62 %, 1 pass');
	expect(reached(withPass(once, speed(85), 2))).toBe('62 % → 85 %, 2 passes');
});

it('tells what the trainer does next, until the goal', () => {
	const plan = trainerPlan(70, 75, 5, 2);
	const told: string[] = [];
	let training = begin(plan);
	for (let pass = 0; pass < 5; pass++) {
		told.push(trainingWords(plan, training));
		training = afterPass(plan, training);
	}
	expect(told).toEqual([
		'Next: 75 % in 2 passes',
		'Next: 75 % in 1 pass',
		'2 passes more to the goal',
		'1 pass more to the goal',
		'Goal reached: 75 %'
	]);
});
