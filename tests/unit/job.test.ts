import { describe, expect, it } from 'vitest';
import type { SongId } from '../../src/lib/music/song';
import { advance, isActive, type JobState, type Phase } from '../../src/lib/separation/job';

const states: Record<Phase, JobState> = {
	idle: { phase: 'idle' },
	waiting: { phase: 'waiting' },
	decoding: { phase: 'decoding' },
	'fetching-model': { phase: 'fetching-model', received: 0, total: 1 },
	separating: { phase: 'separating', done: 0, total: 1, secondsLeft: null },
	paused: { phase: 'paused', done: 0, total: 1, because: 'player' },
	ready: { phase: 'ready', songId: 'a' as SongId },
	failed: { phase: 'failed', words: { happened: '', safe: '', remedy: '' } },
	cancelled: { phase: 'cancelled' }
};
const phases = Object.keys(states) as Phase[];

/** Written out a second time on purpose: the table in the code is checked against what was meant. */
const legal = new Set([
	'idle>waiting',
	'waiting>decoding',
	'waiting>fetching-model',
	'waiting>ready',
	'waiting>failed',
	'waiting>cancelled',
	'decoding>fetching-model',
	'decoding>failed',
	'decoding>cancelled',
	'fetching-model>fetching-model',
	'fetching-model>separating',
	'fetching-model>decoding',
	'fetching-model>failed',
	'fetching-model>cancelled',
	'separating>separating',
	'separating>paused',
	'separating>fetching-model',
	'separating>decoding',
	'separating>ready',
	'separating>failed',
	'separating>cancelled',
	'paused>separating',
	'paused>fetching-model',
	'paused>failed',
	'paused>cancelled',
	'failed>waiting',
	'cancelled>waiting'
]);

describe('H2: one job state machine', () => {
	for (const from of phases)
		for (const to of phases)
			it(`${from} → ${to} is ${legal.has(`${from}>${to}`) ? 'legal' : 'a mistake'}`, () => {
				if (legal.has(`${from}>${to}`)) expect(advance(states[from], states[to])).toBe(states[to]);
				else expect(() => advance(states[from], states[to])).toThrow(/cannot go/);
			});

	it('can be cancelled in every phase that works or waits, and in no other', () => {
		expect(phases.filter((phase) => isActive(states[phase]))).toEqual([
			'waiting',
			'decoding',
			'fetching-model',
			'separating',
			'paused'
		]);
	});
});
