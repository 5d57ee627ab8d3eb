/** The weights of a segment: `1 … n/2, n/2 … 1` over their maximum. They never reach 0, so no frame is lost. */
export function triangle(size: number): Float32Array<ArrayBuffer> {
	const rising = Math.floor(size / 2);
	const top = size - rising;
	const weights = new Float32Array(size);
	for (let i = 0; i < size; i++) weights[i] = (i < rising ? i + 1 : size - i) / top;
	return weights;
}
