/** The first 64 primes. */
const PRIMES = Array.from({ length: 311 }, (_, i) => i + 1).filter((n) => n > 1 && !hasDivisor(n));

function hasDivisor(n: number): boolean {
	for (let divisor = 2; divisor * divisor <= n; divisor++) if (n % divisor === 0) return true;
	return false;
}

/** The first 32 bits of the fraction of a root: what the standard's constants are. */
const fraction = (root: number): number => Math.floor((root % 1) * 2 ** 32) | 0;
const ROUNDS = Int32Array.from(PRIMES, (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(PRIMES.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));

const BLOCK_BYTES = 64;

/**
 * SHA-256 (FIPS 180-4) of bytes that come piece by piece: `crypto.subtle` wants all of them at once, and a song's
 * file may be larger than is held in memory here.
 */
export class Sha256 {
	readonly #state = START.slice();
	readonly #schedule = new Int32Array(BLOCK_BYTES);
	readonly #rest = new Uint8Array(BLOCK_BYTES);
	#length = 0;

	/** Takes any number of bytes, which stay the caller's. */
	add(bytes: Uint8Array): void {
		let taken = 0;
		const held = this.#length % BLOCK_BYTES;
		this.#length += bytes.length;
		if (held > 0) {
			taken = Math.min(bytes.length, BLOCK_BYTES - held);
			this.#rest.set(bytes.subarray(0, taken), held);
			if (held + taken < BLOCK_BYTES) return;
			this.#take(this.#rest, 0);
		}
		for (; taken + BLOCK_BYTES <= bytes.length; taken += BLOCK_BYTES) this.#take(bytes, taken);
		this.#rest.set(bytes.subarray(taken));
	}

	/** 64 hexadecimal digits. Nothing is added any more. */
	end(): string {
		const bits = 8 * this.#length;
		const padding = new Uint8Array(BLOCK_BYTES - ((this.#length + 8) % BLOCK_BYTES) + 8);
		padding[0] = 0x80;
		const length = new DataView(padding.buffer, padding.length - 8);
		length.setUint32(0, Math.floor(bits / 2 ** 32));
		length.setUint32(4, bits % 2 ** 32);
		this.add(padding);
		return Array.from(this.#state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('');
	}

	/** Section 6.2.2 of the standard. */
	#take(bytes: Uint8Array, from: number): void {
		const schedule = this.#schedule;
		for (let i = 0; i < 16; i++) {
			const at = from + 4 * i;
			schedule[i] = (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
		}
		for (let i = 16; i < 64; i++) {
			const x = schedule[i - 15]!;
			const y = schedule[i - 2]!;
			const small0 = turned(x, 7) ^ turned(x, 18) ^ (x >>> 3);
			const small1 = turned(y, 17) ^ turned(y, 19) ^ (y >>> 10);
			schedule[i] = (schedule[i - 16]! + small0 + schedule[i - 7]! + small1) | 0;
		}
		const state = this.#state;
		let a = state[0]!;
		let b = state[1]!;
		let c = state[2]!;
		let d = state[3]!;
		let e = state[4]!;
		let f = state[5]!;
		let g = state[6]!;
		let h = state[7]!;
		for (let i = 0; i < 64; i++) {
			const big1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25);
			const one = (h + big1 + ((e & f) ^ (~e & g)) + ROUNDS[i]! + schedule[i]!) | 0;
			const big0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22);
			const two = (big0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
			h = g;
			g = f;
			f = e;
			e = (d + one) | 0;
			d = c;
			c = b;
			b = a;
			a = (one + two) | 0;
		}
		state[0]! += a;
		state[1]! += b;
		state[2]! += c;
		state[3]! += d;
		state[4]! += e;
		state[5]! += f;
		state[6]! += g;
		state[7]! += h;
	}
}

const turned = (word: number, right: number): number => (word >>> right) | (word << (32 - right));

/** Likewise, of bytes that are all there; they stay the caller's. */
export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
	const digest = await crypto.subtle.digest('SHA-256', bytes);
	return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
