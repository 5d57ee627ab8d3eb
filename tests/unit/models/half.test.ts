import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromHalf, toHalf } from '../../../models/half';
import { widen } from '../../../src/lib/separation/half';

const INFINITE = 0x7c00;

test('every 16-bit float survives the way to a number and back', () => {
	const wrong = Array.from({ length: 1 << 16 }, (_, bits) => bits).filter((bits) => {
		const value = fromHalf(bits);
		return Number.isNaN(value) ? (bits & 0x7fff) <= INFINITE : toHalf(value) !== bits;
	});
	expect(wrong).toEqual([]);
});

test('the app reads the same numbers from the same bits', () => {
	const all = Uint16Array.from({ length: 1 << 16 }, (_, bits) => bits);
	expect(Array.from(all, fromHalf)).toEqual(Array.from(widen(all)));
});

test('a few numbers, as IEEE 754 stores them', () => {
	const known: [number, number][] = [
		[0, 0],
		[-0, 0x8000],
		[1, 0x3c00],
		[-2, 0xc000],
		[65_504, 0x7bff],
		[2 ** -14, 0x0400],
		[2 ** -24, 0x0001],
		[0.333251953125, 0x3555],
		[Infinity, INFINITE],
		[-Infinity, 0x8000 | INFINITE]
	];
	for (const [value, bits] of known) {
		expect(toHalf(value)).toBe(bits);
		expect(fromHalf(bits)).toBe(value);
	}
	expect(fromHalf(toHalf(NaN))).toBeNaN();
});

test('what lies between two is rounded to the nearer, a tie to the even one', () => {
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: INFINITE - 2 }),
			fc.constantFrom(0, 0x8000),
			fc.double({ min: 0, max: 1, noNaN: true }),
			(below, sign, share) => {
				const [low, high] = [fromHalf(below), fromHalf(below + 1)];
				const value = low + share * (high - low);
				const middle = (low + high) / 2;
				const even = below % 2 === 0 ? below : below + 1;
				const nearest = value === middle ? even : value < middle ? below : below + 1;
				expect(toHalf(sign ? -value : value)).toBe(sign | nearest);
				expect(toHalf(sign ? -middle : middle)).toBe(sign | even);
			}
		)
	);
});

test('what is too large overflows, what is too small vanishes', () => {
	expect(toHalf(65_519.99)).toBe(0x7bff);
	expect(toHalf(65_520)).toBe(INFINITE);
	expect(toHalf(-1e30)).toBe(0x8000 | INFINITE);
	expect(toHalf(2 ** -25)).toBe(0);
	expect(toHalf(2 ** -25 * 1.01)).toBe(1);
	expect(toHalf(-1e-30)).toBe(0x8000);
});
