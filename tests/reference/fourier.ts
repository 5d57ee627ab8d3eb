const known = new Map<number, { cos: Float64Array; sin: Float64Array }>();

/** Cosine and sine of half a turn in `half` steps. */
function turns(half: number) {
	const found = known.get(half);
	if (found) return found;
	const angles = Float64Array.from({ length: half }, (_, k) => (Math.PI * k) / half);
	const made = { cos: angles.map(Math.cos), sin: angles.map(Math.sin) };
	known.set(half, made);
	return made;
}

/** A textbook complex Fourier transform in double precision, in place; `size` is a power of two. */
export function fourier(re: Float64Array, im: Float64Array, direction: 1 | -1): void {
	const size = re.length;
	for (let i = 1, j = 0; i < size; i++) {
		let bit = size >> 1;
		for (; j & bit; bit >>= 1) j ^= bit;
		j ^= bit;
		if (i < j) {
			[re[i], re[j]] = [re[j]!, re[i]!];
			[im[i], im[j]] = [im[j]!, im[i]!];
		}
	}
	for (let half = 1; half < size; half *= 2) {
		const { cos, sin } = turns(half);
		for (let start = 0; start < size; start += 2 * half)
			for (let k = 0; k < half; k++) {
				const a = start + k;
				const b = a + half;
				const turn = -direction * sin[k]!;
				const bRe = re[b]! * cos[k]! - im[b]! * turn;
				const bIm = re[b]! * turn + im[b]! * cos[k]!;
				re[b] = re[a]! - bRe;
				im[b] = im[a]! - bIm;
				re[a]! += bRe;
				im[a]! += bIm;
			}
	}
}
