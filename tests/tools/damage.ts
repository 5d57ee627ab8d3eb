/** What happens to files: the seed says which, and where. */
const KINDS = ['flipped', 'cut', 'swapped', 'repeated', 'zeroed', 'removed', 'inserted'] as const;
export type DamageKind = (typeof KINDS)[number];

type Bytes = Uint8Array<ArrayBuffer>;

/** The same numbers at every call for the same seed, each from 0 up to and without `end`: mulberry32. */
function numbers(seed: number): (end: number) => number {
	let state = seed;
	return (end) => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
	};
}

const joined = (...parts: readonly Bytes[]): Bytes => {
	const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		all.set(part, at);
		at += part.length;
	}
	return all;
};

/** A copy of a file after one of these happened to it; it may be as it was where nothing but equal bytes changed. */
export function damaged(bytes: Bytes, seed: number): { readonly kind: DamageKind; readonly file: Bytes } {
	const upTo = numbers(seed);
	const kind = KINDS[upTo(KINDS.length)]!;
	// Half of all damages lie at the end, where the directory is and one byte means the most.
	const area = upTo(2) === 0 ? bytes.length : Math.min(bytes.length, 3000);
	const place = () => bytes.length - 1 - upTo(area);
	const start = place();
	const end = Math.min(bytes.length, start + 1 + upTo(2 ** upTo(12)));
	const range = bytes.slice(start, end);
	const [before, after] = [bytes.slice(0, start), bytes.slice(end)];
	switch (kind) {
		case 'flipped': {
			const file = bytes.slice();
			for (let count = upTo(4); count >= 0; count--) file[place()]! ^= 1 << upTo(8);
			return { kind, file };
		}
		case 'cut':
			return { kind, file: upTo(2) === 0 ? before : joined(range, after) };
		case 'swapped': {
			const file = bytes.slice();
			const other = Math.min(place(), bytes.length - range.length);
			file.copyWithin(start, other, other + range.length);
			file.set(range, other);
			return { kind, file };
		}
		case 'repeated':
			return { kind, file: joined(before, range, range, after) };
		case 'zeroed':
			return { kind, file: joined(before, new Uint8Array(range.length), after) };
		case 'removed':
			return { kind, file: joined(before, after) };
		case 'inserted':
			return {
				kind,
				file: joined(
					before,
					range.map(() => upTo(256)),
					range,
					after
				)
			};
	}
}
