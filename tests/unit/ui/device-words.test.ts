import { describe, expect, it } from 'vitest';
import { seconds } from '../../../src/lib/units/units';
import { freeWords, placeWords, rangeWords, warningWords } from '../../../src/lib/ui/device-words';

const range = (least: number, most: number) => rangeWords({ least: seconds(least), most: seconds(most) });

describe('the words of the device check', () => {
	it('tell a rough time', () => {
		expect(range(5, 60)).toBe('under a minute');
		expect(range(5, 61)).toBe('up to 2 minutes');
		expect(range(60, 130)).toBe('1 to 3 minutes');
		expect(range(241, 299)).toBe('about 5 minutes');
		expect(range(206, 412)).toBe('4 to 7 minutes');
		expect(range(3600, 7200)).toBe('1 to 2 hours');
		expect(range(3000, 7200)).toBe('50 to 120 minutes');
	});

	it('tell what computes', () => {
		expect(placeWords({ provider: 'webgpu', threads: 1 })).toBe('The graphics device');
		expect(placeWords({ provider: 'wasm', threads: 1 })).toBe('The processor');
		expect(placeWords({ provider: 'wasm', threads: 4 })).toBe('The processor, 4 threads');
	});

	it('keep quiet about free space that is not known', () => {
		expect(freeWords({ needed: 1, free: Infinity, missing: 0 })).toBeNull();
		expect(freeWords({ needed: 1, free: 2.04e9, missing: 0 })).toBe('2.0 GB');
	});

	it('say by how much it does not fit', () => {
		const room = { needed: 400e6, free: 300e6, missing: 100e6 };
		expect(warningWords('no-room', { room, download: 85e6 })).toBe(
			'The separator and one song need 400 MB, and 300 MB are free. Make room for 100 MB first.'
		);
	});
});
