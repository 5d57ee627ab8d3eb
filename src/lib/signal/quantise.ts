import type { StemBlock } from '../music/block';

const FULL_SCALE = 32767;

/** One stem of a block at rest; `audio` (left channel, then right) stays the caller's. The error is at most scale/2. */
export function quantise(audio: Float32Array): StemBlock {
	let largest = 0;
	for (let i = 0; i < audio.length; i++) largest = Math.max(largest, Math.abs(audio[i]!));
	const pcm = new Int16Array(audio.length);
	if (largest === 0) return { pcm, scale: 0 };
	const factor = FULL_SCALE / largest;
	for (let i = 0; i < audio.length; i++) pcm[i] = Math.round(audio[i]! * factor);
	return { pcm, scale: largest / FULL_SCALE };
}

/** The samples of a stored stem: left channel, then right. */
export function dequantise({ pcm, scale }: StemBlock): Float32Array<ArrayBuffer> {
	const audio = new Float32Array(pcm.length);
	for (let i = 0; i < pcm.length; i++) audio[i] = pcm[i]! * scale;
	return audio;
}
