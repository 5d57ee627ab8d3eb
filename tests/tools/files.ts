import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Channels } from './measure';
import { decodeWav, encodeWav, type Wav, type WavFormat } from './wav';

/** The practice song and what the official program makes of it; names as in its folder, without `.flac`. */
export const practiceSong = (name = 'mix'): string => resolve('tests/fixtures/practice-song', `${name}.flac`);

let directory: string | undefined;

/** A path in a folder of this process, which is removed when the process ends. */
export function temporaryPath(name: string): string {
	if (directory === undefined) {
		const made = (directory = mkdtempSync(join(tmpdir(), 'riffroom-')));
		process.once('exit', () => rmSync(made, { recursive: true, force: true }));
	}
	return join(directory, name);
}

/** Writes a WAV file to a temporary path, which it returns. */
export function writeWav(
	name: string,
	channels: Channels,
	format: WavFormat = 'pcm16',
	sampleRate = 44100
): string {
	const path = temporaryPath(name);
	writeFileSync(path, encodeWav(channels, format, sampleRate));
	return path;
}

export const readWav = (path: string): Wav => decodeWav(readFileSync(path));
