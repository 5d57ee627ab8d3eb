const scratch = new DataView(new ArrayBuffer(4));

/** The bits of the 16-bit float nearest to `value`, ties to even, as IEEE 754 rounds. */
export function toHalf(value: number): number {
	scratch.setFloat32(0, value);
	const bits = scratch.getUint32(0);
	const sign = (bits >>> 16) & 0x8000;
	const magnitude = Math.abs(value);
	if (Number.isNaN(value)) return 0x7e00;
	if (magnitude >= 65_520) return sign | 0x7c00;
	// The last place of a half is 2^-10 of its power of two, and never less than 2^-24.
	const exponent = Math.max(-14, Math.floor(Math.log2(Math.max(magnitude, 2 ** -24))));
	const places = roundToEven(magnitude / 2 ** (exponent - 10));
	// A normal number's leading place (1024) counts as one step of the exponent; so does one rounded up to 2048.
	return sign | (places + (exponent + 14) * 1024);
}

function roundToEven(value: number): number {
	const floor = Math.floor(value);
	const rest = value - floor;
	return rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
}

/** The number that the bits of a 16-bit float stand for. */
export function fromHalf(bits: number): number {
	const exponent = (bits >>> 10) & 31;
	const places = bits & 1023;
	const sign = bits & 0x8000 ? -1 : 1;
	if (exponent === 31) return places === 0 ? sign * Infinity : NaN;
	return sign * (exponent === 0 ? places * 2 ** -24 : (1024 + places) * 2 ** (exponent - 25));
}
