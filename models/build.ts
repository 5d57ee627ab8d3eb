/**
 * Writes the models that the site serves: `static/models/htdemucs` and `static/models/tiny`, each as shards
 * and a manifest. A model that is up to date is left alone, unless called with `--force`.
 */
import { fileURLToPath } from 'node:url';
import { MAX_SHARD_BYTES } from '../src/lib/model/manifest';
import { STEMS } from '../src/lib/music/stems';
import { describe } from '../src/lib/outcome/outcome';
import { HTDEMUCS_LICENCE, readHtdemucs } from './htdemucs';
import { exactLargeNorms } from './large-norms';
import { recipe } from './recipe';
import { SEGMENT } from './segment';
import { isUpToDate, writeModel } from './shards';
import { tinyModel } from './tiny';

const MODELS = [
	{
		name: 'htdemucs',
		file: () => exactLargeNorms(readHtdemucs()),
		licence: HTDEMUCS_LICENCE,
		shardBytes: MAX_SHARD_BYTES
	},
	// Three shards, so that whatever is tested on it meets more than one.
	{ name: 'tiny', file: tinyModel, licence: 'MIT', shardBytes: 12_000 }
];

const force = process.argv.includes('--force');
const made = recipe();

try {
	for (const { name, file, licence, shardBytes } of MODELS) {
		const folder = fileURLToPath(new URL(`../static/models/${name}`, import.meta.url));
		if (!force && isUpToDate(folder, made)) {
			console.log(`Model ${name}: up to date`);
			continue;
		}
		const facts = {
			name,
			sampleRate: SEGMENT.sampleRate,
			segmentFrames: SEGMENT.frames,
			sources: STEMS,
			precision: 'fp32',
			licence
		} as const;
		const { bytes, shards } = writeModel(folder, file(), facts, made, shardBytes);
		console.log(`Model ${name}: ${bytes.toLocaleString('en')} bytes in ${shards.length} shards`);
	}
} catch (thrown) {
	console.error(describe(thrown));
	process.exitCode = 1;
}
