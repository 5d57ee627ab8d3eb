import { describe, expect, it } from 'vitest';
import { isInVain, judge, type DeviceFacts } from '../../../src/lib/state/device-check';

const wasm = { provider: 'wasm', precision: 'fp32', threads: 2, because: '' } as const;
const good: DeviceFacts = {
	choice: wasm,
	speed: 400_000,
	segments: 42,
	download: 85e6,
	room: { needed: 400e6, free: 10e9, missing: 0 },
	memory: 8 * 2 ** 30,
	keeps: true,
	runs: true,
	plays: true,
	heldBack: false
};
const warned = (facts: Partial<DeviceFacts>) => judge({ ...good, ...facts }).warnings;

describe('a device', () => {
	it('that has what it takes is warned of nothing', () => {
		const verdict = judge(good);
		expect(verdict).toMatchObject({ choice: wasm, download: 85e6, room: good.room, warnings: [] });
		expect(isInVain(verdict)).toBe(false);
	});

	it('that does not say how much memory it has is taken at its word', () => {
		expect(warned({ memory: null })).toEqual([]);
	});

	it('is warned of each thing it lacks', () => {
		expect(warned({ runs: false })).toEqual(['cannot-separate']);
		expect(warned({ plays: false })).toEqual(['cannot-play']);
		expect(warned({ room: { needed: 400e6, free: 300e6, missing: 100e6 } })).toEqual(['no-room']);
		expect(warned({ memory: 2 * 2 ** 30 })).toEqual(['little-memory']);
		expect(warned({ keeps: false })).toEqual(['not-kept']);
		expect(warned({ heldBack: true })).toEqual(['one-thread']);
		expect(warned({ speed: 100_000 })).toEqual(['slow']);
	});

	it('is not held back by one thread where graphics separate', () => {
		expect(warned({ heldBack: true, choice: { ...wasm, provider: 'webgpu' } })).toEqual([]);
	});

	it('hears the gravest first, and only that stands against the download', () => {
		const all = judge({
			...good,
			speed: 10_000,
			room: { needed: 2, free: 1, missing: 1 },
			memory: 2 ** 29,
			keeps: false,
			runs: false,
			plays: false,
			heldBack: true
		});
		expect(all.warnings.slice(0, 3)).toEqual(['cannot-separate', 'cannot-play', 'no-room']);
		expect(all.warnings).toHaveLength(7);
		expect(isInVain(all)).toBe(true);
		expect(isInVain({ warnings: all.warnings.slice(3) })).toBe(false);
	});
});
