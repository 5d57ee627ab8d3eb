/** `source · weights`, sample by sample, rounded to float once: whoever adds two of these gets the same sum in either order. */
export function weigh(target: Float32Array, source: Float32Array, weights: Float32Array): void {
	for (let i = 0; i < target.length; i++) target[i] = source[i]! * weights[i]!;
}

/**
 * Finishes the head of a segment in place: adds the weighted tail of the segment before (none: empty) and
 * divides by the summed weights. `tailWeights[i]` is the weight that `tail[i]` carries.
 */
export function crossFade(
	head: Float32Array,
	headWeights: Float32Array,
	tail: Float32Array,
	tailWeights: Float32Array
): void {
	const overlap = tail.length;
	for (let i = 0; i < overlap; i++) head[i] = (head[i]! + tail[i]!) / (headWeights[i]! + tailWeights[i]!);
	for (let i = overlap; i < head.length; i++) head[i]! /= headWeights[i]!;
}
