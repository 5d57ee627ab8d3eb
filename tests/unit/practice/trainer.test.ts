import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TrainerPlan } from '../../../src/lib/music/trainer-plan';
import { FASTEST, SLOWEST } from '../../../src/lib/music/tuning';
import {
	afterPass,
	begin,
	LARGEST_STEP,
	MOST_PASSES,
	nextStep,
	trainerPlan,
	type Training
} from '../../../src/lib/practice/trainer';

/** Every state from the beginning until the goal is reached, that one included. */
function course(plan: TrainerPlan): Training[] {
	const states = [begin(plan)];
	while (!states.at(-1)!.reached) {
		if (states.length > 20_000) throw new Error('The goal is never reached.');
		states.push(afterPass(plan, states.at(-1)!));
	}
	return states;
}

/** The speed of each pass until the goal is reached. */
const speeds = (plan: TrainerPlan) =>
	course(plan)
		.slice(0, -1)
		.map(({ speed }) => speed);

describe('the speed trainer', () => {
	it('goes up by a step after so many passes, the last step as small as is left', () => {
		expect(speeds(trainerPlan(62, 85, 10, 2))).toEqual([62, 62, 72, 72, 82, 82, 85, 85]);
	});

	it('goes down as well', () => {
		expect(speeds(trainerPlan(120, 95, 10, 1))).toEqual([120, 110, 100, 95]);
	});

	it('has one speed where it begins at its goal', () => {
		expect(speeds(trainerPlan(80, 80, 5, 3))).toEqual([80, 80, 80]);
	});

	it('stays at the goal when it is reached', () => {
		const plan = trainerPlan(70, 75, 5, 1);
		const reached = course(plan).at(-1)!;
		expect(reached).toEqual({ speed: 75, passesLeft: 0, reached: true });
		expect(afterPass(plan, reached)).toEqual(reached);
		expect(nextStep(plan, reached)).toBeNull();
	});

	it('says what comes next', () => {
		const plan = trainerPlan(70, 78, 5, 3);
		expect(course(plan).map((training) => nextStep(plan, training))).toEqual([
			{ inPasses: 3, speed: 75 },
			{ inPasses: 2, speed: 75 },
			{ inPasses: 1, speed: 75 },
			{ inPasses: 3, speed: 78 },
			{ inPasses: 2, speed: 78 },
			{ inPasses: 1, speed: 78 },
			{ inPasses: 3, speed: null },
			{ inPasses: 2, speed: null },
			{ inPasses: 1, speed: null },
			null
		]);
	});
});

describe('every plan', () => {
	const percent = fc.integer({ min: SLOWEST, max: FASTEST });
	const step = fc.integer({ min: 1, max: LARGEST_STEP });
	const passes = fc.integer({ min: 1, max: 12 });
	const everyPlan = (check: (plan: TrainerPlan) => void) =>
		fc.assert(fc.property(percent, percent, step, passes, (...parts) => check(trainerPlan(...parts))));

	it('begins at its start, ends at its goal exactly, and is never beyond either', () => {
		everyPlan((plan) => {
			const played = speeds(plan);
			expect(played[0]).toBe(plan.from);
			expect(played.at(-1)).toBe(plan.to);
			expect(Math.min(...played)).toBe(Math.min(plan.from, plan.to));
			expect(Math.max(...played)).toBe(Math.max(plan.from, plan.to));
		});
	});

	it('plays each of its speeds as often as it says, each one step from the one before', () => {
		everyPlan((plan) => {
			const played = speeds(plan);
			const steps = Math.ceil(Math.abs(plan.to - plan.from) / plan.step);
			const direction = Math.sign(plan.to - plan.from);
			const expected = Array.from({ length: steps + 1 }, (_, i) =>
				i === steps ? plan.to : plan.from + direction * i * plan.step
			);
			expect(played).toEqual(expected.flatMap((speed) => Array<number>(plan.passes).fill(speed)));
		});
	});

	it('keeps what it has said comes next', () => {
		everyPlan((plan) => {
			const states = course(plan);
			for (const [i, training] of states.entries()) {
				const next = nextStep(plan, training);
				if (next === null) expect(training.reached).toBe(true);
				else {
					const then = states[i + next.inPasses]!;
					for (const until of states.slice(i, i + next.inPasses))
						expect(until).toMatchObject({ speed: training.speed, reached: false });
					if (next.speed === null) expect(then).toMatchObject({ speed: plan.to, reached: true });
					else expect(then).toMatchObject({ speed: next.speed, passesLeft: plan.passes, reached: false });
				}
			}
		});
	});

	it('is the nearest there is to what was typed', () => {
		expect(trainerPlan(62.4, 84.6, 4.7, 2.2)).toEqual({ from: 62, to: 85, step: 5, passes: 2 });
		expect(trainerPlan(0, 999, 0, 0)).toEqual({ from: SLOWEST, to: FASTEST, step: 1, passes: 1 });
		expect(trainerPlan(-5, Infinity, -3, -1)).toEqual({ from: SLOWEST, to: FASTEST, step: 1, passes: 1 });
		expect(trainerPlan(70, 80, Infinity, Infinity)).toMatchObject({
			step: LARGEST_STEP,
			passes: MOST_PASSES
		});
		expect(trainerPlan(NaN, NaN, NaN, NaN)).toEqual({ from: 100, to: 100, step: 1, passes: 1 });
	});

	it('so whatever was typed', () => {
		const typed = fc.double();
		fc.assert(
			fc.property(typed, typed, typed, typed, (...parts) => {
				const plan = trainerPlan(...parts);
				for (const value of Object.values(plan) as number[]) expect(Number.isInteger(value)).toBe(true);
				for (const speed of [plan.from, plan.to]) {
					expect(speed).toBeGreaterThanOrEqual(SLOWEST);
					expect(speed).toBeLessThanOrEqual(FASTEST);
				}
				expect(plan.step).toBeGreaterThanOrEqual(1);
				expect(plan.passes).toBeGreaterThanOrEqual(1);
				expect(plan.passes).toBeLessThanOrEqual(MOST_PASSES);
			})
		);
	});
});
