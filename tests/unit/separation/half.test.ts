import { describe, expect, it } from 'vitest';
import { widen } from '../../../src/lib/separation/half';

/** All 65,536 halves by their definition, written out another way than the code does it: sums of powers of two. */
function half(bits: number): number {
	const digits = bits.toString(2).padStart(16, '0');
	const sign = digits[0] === '1' ? -1 : 1;
	const exponent = parseInt(digits.slice(1, 6), 2);
	const fraction = [...digits.slice(6)].reduce((sum, bit, i) => sum + (bit === '1' ? 2 ** -(i + 1) : 0), 0);
	if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
	return sign * (exponent === 0 ? 2 ** -14 * fraction : 2 ** (exponent - 15) * (1 + fraction));
}

describe('16-bit floats', () => {
	const all = Uint16Array.from({ length: 1 << 16 }, (_, bits) => bits);
	const wide = widen(all);

	it('are widened exactly, every one of them', () => {
		expect(wide).toHaveLength(1 << 16);
		const wrong = [...all].filter((bits) => !Object.is(wide[bits], half(bits)));
		expect(wrong).toEqual([]);
	});

	it('are these, to name some', () => {
		expect([0x0000, 0x3c00, 0xc000, 0x7bff, 0x0400, 0x0001, 0x3555].map((bits) => wide[bits])).toEqual([
			0,
			1,
			-2,
			65504,
			2 ** -14,
			2 ** -24,
			0.333251953125
		]);
		expect(wide[0x8000]).toBe(-0);
		expect([wide[0x7c00], wide[0xfc00], wide[0x7e00]]).toEqual([Infinity, -Infinity, NaN]);
	});

	it('lie in memory of their own', () => {
		const halves = Uint16Array.of(0x3c00, 0x4000);
		const values = widen(halves.subarray(1));
		expect([...values]).toEqual([2]);
		expect([...halves]).toEqual([0x3c00, 0x4000]);
	});
});
