import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readHtdemucs } from '../../models/htdemucs';
import type { Channels } from '../tools/measure';
import { decodeWav, encodeWav } from '../tools/wav';
import { openHtdemucs } from './htdemucs';
import { officialSeparation } from './official';

const FOLDER = 'tests/.cache';
const SOURCES = ['official', 'spectrogram', 'fourier', 'htdemucs'].map(
	(name) => `tests/reference/${name}.ts`
);

/**
 * What the official wrapper makes of a track with the published HTDemucs: four stereo sources. Made once for the
 * same samples, model and reference, then read from a file: half a minute of sound takes over a minute.
 */
export async function cachedReference(left: Float32Array, right: Float32Array): Promise<Channels[]> {
	const model = readHtdemucs();
	const hash = createHash('sha256').update(model);
	for (const path of SOURCES) hash.update(readFileSync(path));
	for (const channel of [left, right]) hash.update(new Uint8Array(channel.slice().buffer));
	const path = join(FOLDER, `${hash.digest('hex')}.wav`);
	if (!existsSync(path)) await make(path, model, left, right);
	const { channels } = decodeWav(readFileSync(path));
	return [0, 2, 4, 6].map((first) => channels.slice(first, first + 2));
}

async function make(path: string, model: Uint8Array, left: Float32Array, right: Float32Array): Promise<void> {
	const htdemucs = await openHtdemucs(model);
	try {
		const sources = await officialSeparation(left, right, htdemucs.network);
		mkdirSync(FOLDER, { recursive: true });
		writeFileSync(`${path}.part`, encodeWav(sources.flat(), 'float32'));
		renameSync(`${path}.part`, path); // a run cut short leaves no half of a reference
	} finally {
		await htdemucs.dispose();
	}
}
