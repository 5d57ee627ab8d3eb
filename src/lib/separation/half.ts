const EXPONENT_BITS = 5;
const FRACTION_BITS = 10;
const EXPONENT_BIAS = 15;
const EXPONENTS = 1 << EXPONENT_BITS;
const FRACTIONS = 1 << FRACTION_BITS;

/** The value of every half there is, by its bits. */
let values: Float32Array | null = null;

/**
 * 16-bit floats (IEEE 754 binary16, given by their bits) as 32-bit ones, exactly; the copy is the caller's. By a
 * table: quicker than shifting bits, and not much slower than `Float16Array`, which not every browser has.
 * @throws RangeError where the device has no room for it.
 */
export function widen(halves: Uint16Array): Float32Array<ArrayBuffer> {
	const table = (values ??= Float32Array.from({ length: 1 << 16 }, (_, bits) => valueOf(bits)));
	const wide = new Float32Array(halves.length);
	for (let i = 0; i < halves.length; i++) wide[i] = table[halves[i]!]!;
	return wide;
}

function valueOf(bits: number): number {
	const fraction = bits % FRACTIONS;
	const exponent = (bits >> FRACTION_BITS) % EXPONENTS;
	const sign = bits >> (FRACTION_BITS + EXPONENT_BITS) === 0 ? 1 : -1;
	if (exponent === EXPONENTS - 1) return fraction === 0 ? sign * Infinity : NaN;
	// The least exponent stands for values without a leading one.
	const leading = exponent === 0 ? 0 : 1;
	return sign * (leading + fraction / FRACTIONS) * 2 ** (Math.max(exponent, 1) - EXPONENT_BIAS);
}
