/**
 * Fills `target` with `source` mirrored at its two ends, `left` samples before it and the rest after it; the
 * end samples themselves are not repeated (`c b a b c … y z y x`).
 * @throws RangeError where `source` is too short to be mirrored that far.
 */
export function reflectInto(target: Float32Array, source: Float32Array, left: number): void {
	const length = source.length;
	const right = target.length - left - length;
	if (right < 0 || left >= length || right >= length)
		throw new RangeError(`${length} samples cannot be mirrored ${left} before and ${right} after`);
	target.set(source, left);
	for (let i = 1; i <= left; i++) target[left - i] = source[i]!;
	for (let i = 1; i <= right; i++) target[left + length - 1 + i] = source[length - 1 - i]!;
}
