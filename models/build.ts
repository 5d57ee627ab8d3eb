/**
 * Writes the models that the site serves: `static/models/htdemucs` and `static/models/tiny`, each as shards
 * and a manifest. A model that is up to date is left alone, unless called with `--force`.
 */
import { fileURLToPath } from 'node:url';
import { STEMS } from '../src/lib/music/stems';
import { describe } from '../src/lib/outcome/outcome';
import { compile } from './compile';
import { HTDEMUCS_LICENCE, readHtdemucs } from './htdemucs';
import { htdemucs } from './network';
import { recipe } from './recipe';
import { SEGMENT } from './segment';
import { selfTest } from './self-test';
import { isUpToDate, writeModel } from './shards';
import { TINY } from './tiny';

const MODELS = [
	{ name: 'htdemucs', parts: () => htdemucs(readHtdemucs()), licence: HTDEMUCS_LICENCE },
	{ name: 'tiny', parts: () => TINY, licence: 'MIT' }
];

const force = process.argv.includes('--force');
const made = recipe();

async function build({ name, parts, licence }: (typeof MODELS)[number]): Promise<void> {
	const folder = fileURLToPath(new URL(`../static/models/${name}`, import.meta.url));
	if (!force && isUpToDate(folder, made)) {
		console.log(`Model ${name}: up to date`);
		return;
	}
	const model = compile(parts());
	const facts = {
		name,
		sampleRate: SEGMENT.sampleRate,
		segmentFrames: SEGMENT.frames,
		sources: STEMS,
		licence,
		selfTest: await selfTest(model)
	};
	const { bytes, shards } = writeModel(folder, model, facts, made);
	console.log(`Model ${name}: ${bytes.toLocaleString('en')} bytes in ${shards.length} files`);
}

try {
	for (const model of MODELS) await build(model);
} catch (thrown) {
	console.error(describe(thrown));
	process.exitCode = 1;
}
