import { createHash } from 'node:crypto';

/** Reads bits, most significant first. */
class Bits {
	/** In bits. */
	position = 0;

	constructor(readonly bytes: Uint8Array) {}

	unsigned(count: number): number {
		let value = 0;
		for (const end = this.position + count; this.position < end; this.position++)
			value = value * 2 + ((this.bytes[this.position >> 3]! >> (7 - (this.position & 7))) & 1);
		return value;
	}

	signed(count: number): number {
		const value = this.unsigned(count);
		return value >= 2 ** (count - 1) ? value - 2 ** count : value;
	}

	/** Counts the zeros before the next one, and takes that too. */
	unary(): number {
		let count = 0;
		while (this.unsigned(1) === 0) count++;
		return count;
	}
}

const MAGIC_BYTES = 4;
const FACTS_BYTES = 34;

/**
 * The samples of a 16-bit stereo FLAC file (RFC 9639), full scale = 1.
 * @throws Error where they are not those that were encoded: the file carries their MD5.
 */
export function decodeFlac(file: Uint8Array): [left: Float32Array, right: Float32Array] {
	const bits = new Bits(file);
	bits.position = 8 * MAGIC_BYTES;
	let last = bits.unsigned(1);
	bits.position += 7 + 24; // the first block is always that of the facts
	bits.position += 80 + 20;
	const [channels, depth, length] = [bits.unsigned(3) + 1, bits.unsigned(5) + 1, bits.unsigned(36)];
	if (channels !== 2 || depth !== 16) throw new Error(`${channels} channels of ${depth} bits`);
	const facts = file.subarray(MAGIC_BYTES + 4, MAGIC_BYTES + 4 + FACTS_BYTES);
	bits.position += 128;
	while (!last) {
		last = bits.unsigned(1);
		bits.position += 7;
		const bytes = bits.unsigned(24);
		bits.position += 8 * bytes;
	}

	const samples = new Int16Array(2 * length);
	for (let at = 0; at < length;) {
		const [left, right] = frame(bits);
		left.forEach((sample, i) => samples.set([sample, right[i]!], 2 * (at + i)));
		at += left.length;
	}
	const md5 = createHash('md5').update(samples).digest();
	if (!md5.equals(facts.subarray(-16))) throw new Error('The samples are not those that were encoded');
	const channel = (c: number) => Float32Array.from({ length }, (_, i) => samples[2 * i + c]! / 32768);
	return [channel(0), channel(1)];
}

/** How a frame stores its two channels, other than as they are. */
const LEFT_SIDE = 8;
const SIDE_RIGHT = 9;
const MID_SIDE = 10;

function frame(bits: Bits): [left: number[], right: number[]] {
	bits.position += 16;
	const [sizeCode, rateCode, layout] = [bits.unsigned(4), bits.unsigned(4), bits.unsigned(4)];
	bits.position += 4;
	// The frame's number: as in UTF-8, leading ones tell its bytes.
	for (let mark = bits.unsigned(8); (mark & 0xc0) === 0xc0; mark <<= 1) bits.position += 8;
	const size = blockSize(bits, sizeCode);
	bits.position += [0, 8, 16, 16][Math.max(rateCode - 11, 0)]! + 8;

	// A difference of two channels has a bit more than each.
	const first = subframe(bits, size, layout === SIDE_RIGHT ? 17 : 16);
	const second = subframe(bits, size, layout === LEFT_SIDE || layout === MID_SIDE ? 17 : 16);
	bits.position = 8 * Math.ceil(bits.position / 8) + 16;
	if (layout === LEFT_SIDE) return [first, first.map((left, i) => left - second[i]!)];
	if (layout === SIDE_RIGHT) return [second.map((right, i) => right + first[i]!), second];
	if (layout !== MID_SIDE) return [first, second];
	const right = first.map((mid, i) => mid - (second[i]! >> 1));
	return [right.map((sample, i) => sample + second[i]!), right];
}

function blockSize(bits: Bits, code: number): number {
	if (code === 6) return bits.unsigned(8) + 1;
	if (code === 7) return bits.unsigned(16) + 1;
	if (code === 1) return 192;
	return code < 6 ? 576 * 2 ** (code - 2) : 256 * 2 ** (code - 8);
}

/** What fixed predictors of order 0 … 4 multiply the latest samples by. */
const FIXED = [[], [1], [2, -1], [3, -3, 1], [4, -6, 4, -1]];

function subframe(bits: Bits, size: number, wholeDepth: number): number[] {
	bits.position += 1;
	const type = bits.unsigned(6);
	const wasted = bits.unsigned(1) ? bits.unary() + 1 : 0;
	const depth = wholeDepth - wasted;
	return samplesOf(bits, type, size, depth).map((sample) => sample * 2 ** wasted);
}

function samplesOf(bits: Bits, type: number, size: number, depth: number): number[] {
	if (type === 0) return Array<number>(size).fill(bits.signed(depth));
	const verbatim = (count: number) => Array.from({ length: count }, () => bits.signed(depth));
	if (type === 1) return verbatim(size);
	const order = type < 32 ? type - 8 : type - 31;
	const samples = verbatim(order);
	const precision = type < 32 ? 0 : bits.unsigned(4) + 1;
	const shift = type < 32 ? 0 : bits.signed(5);
	const factors = type < 32 ? FIXED[order]! : Array.from({ length: order }, () => bits.signed(precision));
	for (const residual of residuals(bits, size, order)) {
		const predicted = factors.reduce((sum, factor, i) => sum + factor * samples.at(-1 - i)!, 0);
		samples.push(residual + Math.floor(predicted / 2 ** shift));
	}
	return samples;
}

function* residuals(bits: Bits, size: number, order: number): Generator<number> {
	const width = bits.unsigned(2) === 0 ? 4 : 5;
	const partitions = 2 ** bits.unsigned(4);
	for (let partition = 0; partition < partitions; partition++) {
		const count = size / partitions - (partition === 0 ? order : 0);
		const parameter = bits.unsigned(width);
		const plain = parameter === 2 ** width - 1;
		const plainDepth = plain ? bits.unsigned(5) : 0;
		for (let i = 0; i < count; i++) yield plain ? bits.signed(plainDepth) : rice(bits, parameter);
	}
}

/** Even numbers stand for what is not negative. */
function rice(bits: Bits, parameter: number): number {
	const high = bits.unary();
	const value = high * 2 ** parameter + bits.unsigned(parameter);
	return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
