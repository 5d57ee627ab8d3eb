import { resolve } from 'node:path';
import { decodeAudio } from '../tools/decode';
import { writeWav } from '../tools/files';
import type { Channels } from '../tools/measure';
import { inFreshBrowser } from './fresh-browser';

/**
 * Writes a stereo WAV file with so many seconds of another file, from its beginning and over again where it is
 * shorter.
 *
 * @returns its path; the file is gone when the process ends.
 */
export async function writeClip(file: string, seconds: number): Promise<string> {
	const [left, right = left] = await inFreshBrowser((page) => decodeAudio(page, resolve(file)));
	if (!left?.length || !right) throw new Error(`There is no sound in ${file}`);
	return writeWav('clip.wav', repeated([left, right], Math.round(seconds * 44100)), 'float32');
}

/** `frames` frames of each channel, from its beginning and over again where it is shorter. */
export const repeated = (channels: Channels, frames: number): Float32Array<ArrayBuffer>[] =>
	channels.map((samples) => Float32Array.from({ length: frames }, (_, i) => samples[i % samples.length]!));
