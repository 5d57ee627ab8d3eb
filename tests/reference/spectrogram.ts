import { fourier } from './fourier';

/*
 * `_spec` and `_ispec` of the official program (htdemucs.py, spec.py) with what they call of PyTorch written
 * out, in double precision and in their order: pad, pad again, transform, drop. Slow on purpose.
 */
const SIZE = 4096;
const HOP = 1024;
const BINS = SIZE / 2 + 1;
const window = Float64Array.from({ length: SIZE }, (_, n) => 0.5 - 0.5 * Math.cos((2 * Math.PI * n) / SIZE));

/** Frame by frame, each with 2049 bins. */
export interface Spectrogram {
	readonly re: readonly Float64Array[];
	readonly im: readonly Float64Array[];
}

export function reflectPad(signal: Float64Array, left: number, right: number): Float64Array {
	const last = signal.length - 1;
	return Float64Array.from({ length: left + signal.length + right }, (_, i) => {
		const at = Math.abs(i - left);
		return signal[at > last ? 2 * last - at : at]!;
	});
}

/** torch.stft(n_fft=4096, hop_length=1024, window=hann, center=True, normalized=True, pad_mode='reflect') */
export function torchStft(signal: Float64Array): Spectrogram {
	const padded = reflectPad(signal, SIZE / 2, SIZE / 2);
	const re: Float64Array[] = [];
	const im: Float64Array[] = [];
	for (let start = 0; start + SIZE <= padded.length; start += HOP) {
		const frameRe = padded.slice(start, start + SIZE).map((sample, n) => sample * window[n]!);
		const frameIm = new Float64Array(SIZE);
		fourier(frameRe, frameIm, 1);
		re.push(frameRe.slice(0, BINS).map((value) => value / Math.sqrt(SIZE)));
		im.push(frameIm.slice(0, BINS).map((value) => value / Math.sqrt(SIZE)));
	}
	return { re, im };
}

/** torch.istft(…, length=length) */
export function torchIstft({ re, im }: Spectrogram, length: number): Float64Array {
	const total = SIZE + HOP * (re.length - 1);
	const sum = new Float64Array(total);
	const envelope = new Float64Array(total);
	re.forEach((_, frame) => {
		const frameRe = new Float64Array(SIZE);
		const frameIm = new Float64Array(SIZE);
		for (let bin = 0; bin < BINS; bin++) {
			const mirrored = (SIZE - bin) % SIZE;
			const ownMirror = mirrored === bin || bin === SIZE / 2;
			frameRe[bin] = frameRe[mirrored] = re[frame]![bin]! * Math.sqrt(SIZE);
			frameIm[bin] = ownMirror ? 0 : im[frame]![bin]! * Math.sqrt(SIZE);
			if (!ownMirror) frameIm[mirrored] = -frameIm[bin]!;
		}
		fourier(frameRe, frameIm, -1);
		for (let n = 0; n < SIZE; n++) {
			sum[frame * HOP + n]! += (frameRe[n]! / SIZE) * window[n]!;
			envelope[frame * HOP + n]! += window[n]! ** 2;
		}
	});
	return Float64Array.from({ length }, (_, i) => sum[SIZE / 2 + i]! / envelope[SIZE / 2 + i]!);
}

/** `HTDemucs._spec` */
export function spec(signal: Float64Array): Spectrogram {
	const frames = Math.ceil(signal.length / HOP);
	const pad = (HOP / 2) * 3;
	const { re, im } = torchStft(reflectPad(signal, pad, pad + frames * HOP - signal.length));
	const keep = (all: readonly Float64Array[]) => all.slice(2, 2 + frames).map((frame) => frame.slice(0, -1));
	return { re: keep(re), im: keep(im) };
}

/** `HTDemucs._ispec` */
export function ispec({ re, im }: Spectrogram, length: number): Float64Array {
	const none = () => new Float64Array(BINS);
	const withNyquist = (frame: Float64Array) => {
		const wider = none();
		wider.set(frame);
		return wider;
	};
	const widen = (all: readonly Float64Array[]) => [none(), none(), ...all.map(withNyquist), none(), none()];
	const pad = (HOP / 2) * 3;
	const whole = HOP * Math.ceil(length / HOP) + 2 * pad;
	return torchIstft({ re: widen(re), im: widen(im) }, whole).slice(pad, pad + length);
}
