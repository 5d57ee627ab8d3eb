import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { compile, type CompiledModel } from '../../../models/compile';
import { add } from '../../../models/ops';
import { isUpToDate, writeModel, type ModelFacts } from '../../../models/shards';
import { parseManifest } from '../../../src/lib/model/manifest';
import { SELF_TEST_VALUES } from '../../../src/lib/music/model';
import { STEMS } from '../../../src/lib/music/stems';
import { frames, SAMPLE_RATE } from '../../../src/lib/units/units';
import { parameterOf, random } from './run';

const FACTS: ModelFacts = {
	name: 'test',
	sampleRate: SAMPLE_RATE,
	segmentFrames: frames(343_980),
	sources: STEMS,
	licence: 'none',
	selfTest: {
		spectra: Array<number>(SELF_TEST_VALUES).fill(0.5),
		waves: Array<number>(SELF_TEST_VALUES).fill(0.25)
	}
};

/** Two parts with two files of weights each. */
const modelOf = (seed = 1): CompiledModel =>
	compile(
		['one', 'two'].map((name, part) => ({
			name,
			build: (g) => {
				const weight = (index: number) =>
					g.weight(parameterOf(`weight ${index}`, random([80], seed + 10 * part + index)));
				g.output('y', add(g, add(g, g.input('x', [80]), weight(0)), weight(1)));
			}
		})),
		192
	);

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'riffroom-models-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const served = () => JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as unknown;

test('a model is described by a manifest that the app accepts, and all its files are there', () => {
	const model = modelOf();
	const written = writeModel(folder, model, FACTS, 'recipe');
	const manifest = parseManifest(served());
	expect(manifest).toMatchObject({ ok: true, value: written });
	expect(written).toMatchObject({ ...FACTS, format: 2, parts: model.parts });
	expect(written.shards).toHaveLength(8);
	expect(written.bytes).toBe(model.files.reduce((sum, { data }) => sum + data.length, 0));
	for (const [index, { file, data }] of model.files.entries()) {
		expect(written.shards[index]!.file).toBe(file);
		expect(Buffer.compare(readFileSync(join(folder, file)), data)).toBe(0);
	}
});

test('it replaces an earlier one whole, and has another version exactly where its content differs', () => {
	const first = writeModel(folder, modelOf(), FACTS, 'a');
	const other = writeModel(folder, modelOf(2), FACTS, 'b');
	expect(readdirSync(folder).sort()).toEqual(
		['manifest.json', ...other.shards.map(({ file }) => file)].sort()
	);
	expect(other.version).not.toBe(first.version);
	expect(writeModel(folder, modelOf(), FACTS, 'c').version).toBe(first.version);
});

test('it is up to date for its own recipe only, and only while it is whole', () => {
	expect(isUpToDate(folder, 'recipe')).toBe(false);
	const write = () => writeModel(folder, modelOf(), FACTS, 'recipe');
	const shard = join(folder, write().shards[2]!.file);
	expect(isUpToDate(folder, 'recipe')).toBe(true);
	expect(isUpToDate(folder, 'another recipe')).toBe(false);

	truncateSync(shard, 100);
	expect(isUpToDate(folder, 'recipe')).toBe(false);
	write();
	rmSync(shard);
	expect(isUpToDate(folder, 'recipe')).toBe(false);
	write();
	writeFileSync(join(folder, 'manifest.json'), '{"format": 2,');
	expect(isUpToDate(folder, 'recipe')).toBe(false);
	write();
	expect(isUpToDate(folder, 'recipe')).toBe(true);
});
