import { filesOf, PRECISIONS, SELF_TEST_VALUES, type ModelPart, type SelfTest } from '../music/model';
import { STEMS, type StemName } from '../music/stems';
import { failure, success, type Outcome } from '../outcome/outcome';
import { SAMPLE_RATE, type Frames, type SampleRate } from '../units/units';

export type { ModelPart, Precision, SelfTest } from '../music/model';

/** How a model is described to the app, which knows nothing else of it. Served beside its shards. */
export interface ModelManifest {
	readonly format: 2;
	readonly name: string;
	/** SHA-256 over the shards' hashes: it changes exactly when the content does. */
	readonly version: string;
	/** The sum of the shards'. */
	readonly bytes: number;
	/** All files, in the order in which they are loaded: part after part, a part's graphs before its weights. */
	readonly shards: readonly ModelShard[];
	/** In the order in which they run; together they name every shard, in order, exactly once. */
	readonly parts: readonly ModelPart[];
	readonly sampleRate: SampleRate;
	readonly segmentFrames: Frames;
	readonly sources: readonly StemName[];
	readonly licence: string;
	readonly selfTest: SelfTest;
}

export interface ModelShard {
	/** File name beside the manifest. */
	readonly file: string;
	readonly bytes: number;
	/** 64 hexadecimal digits. */
	readonly sha256: string;
}

/** No shard is larger: small enough for every static host and for a phone's memory. */
export const MAX_SHARD_BYTES = 16_000_000;

/** The manifest's own file name, in the folder of its shards. */
export const MANIFEST_FILE = 'manifest.json';

/** Takes a manifest from outside (parsed JSON) only where every field is what the app relies on. */
export function parseManifest(json: unknown): Outcome<ModelManifest, 'manifest'> {
	const complaint = complaintAbout(json);
	return complaint === null ? success(json as ModelManifest) : failure('manifest', complaint);
}

type Unknown<Shape> = { readonly [Key in keyof Shape]?: unknown };

function complaintAbout(json: unknown): string | null {
	if (!isObject(json)) return 'the manifest is not an object';
	const manifest: Unknown<ModelManifest> = json;
	if (manifest.format !== 2) return `format ${String(manifest.format)} is not known, only 2`;
	if (!isName(manifest.name)) return `"${String(manifest.name)}" is no name for a model`;
	if (!isSha256(manifest.version)) return 'version is not a SHA-256';
	if (manifest.sampleRate !== SAMPLE_RATE) return `sampleRate is not ${SAMPLE_RATE}`;
	if (!isPositiveInteger(manifest.segmentFrames)) return 'segmentFrames is not a positive whole number';
	if (!Array.isArray(manifest.sources) || manifest.sources.join() !== STEMS.join()) {
		return `sources are not ${STEMS.join(', ')} in this order`;
	}
	if (typeof manifest.licence !== 'string' || manifest.licence === '') return 'there is no licence notice';
	return (
		complaintAboutShards(manifest.shards, manifest.bytes) ??
		complaintAboutParts(manifest.parts, manifest.shards as ModelShard[]) ??
		complaintAboutSelfTest(manifest.selfTest)
	);
}

function complaintAboutShards(shards: unknown, bytes: unknown): string | null {
	if (!isFilledList(shards)) return 'there are no shards';
	for (const [index, shard] of shards.entries()) {
		const wrong = complaintAboutShard(shard);
		if (wrong !== null) return `shard ${index}: ${wrong}`;
	}
	const sum = (shards as ModelShard[]).reduce((total, shard) => total + shard.bytes, 0);
	return sum === bytes ? null : `the shards have ${sum} bytes, not ${String(bytes)}`;
}

function complaintAboutShard(json: unknown): string | null {
	if (!isObject(json)) return 'not an object';
	const shard: Unknown<ModelShard> = json;
	// A plain name: a manifest never leads to another folder or another site.
	if (!isName(shard.file)) return `"${String(shard.file)}" is no plain file name`;
	if (!isPositiveInteger(shard.bytes)) return 'bytes is not a positive whole number';
	if (shard.bytes > MAX_SHARD_BYTES) return `${shard.bytes} bytes are more than ${MAX_SHARD_BYTES}`;
	return isSha256(shard.sha256) ? null : 'sha256 is not a SHA-256';
}

function complaintAboutParts(parts: unknown, shards: readonly ModelShard[]): string | null {
	if (!isFilledList(parts)) return 'there are no parts';
	for (const [index, part] of parts.entries()) {
		const wrong = complaintAboutPart(part);
		if (wrong !== null) return `part ${index}: ${wrong}`;
	}
	const named = (parts as ModelPart[]).flatMap(filesOf);
	if (new Set(named).size < named.length) return 'the parts name a file twice';
	const isInOrder =
		named.length === shards.length && shards.every(({ file }, index) => file === named[index]);
	return isInOrder ? null : 'the parts do not name every shard, in order';
}

function complaintAboutPart(json: unknown): string | null {
	if (!isObject(json)) return 'not an object';
	const part: Unknown<ModelPart> = json;
	if (!isName(part.name)) return `"${String(part.name)}" is no name for a part`;
	const graphs: Unknown<ModelPart['graphs']> = isObject(part.graphs) ? part.graphs : {};
	const missing = PRECISIONS.find((precision) => !isName(graphs[precision]));
	if (missing !== undefined) return `there is no graph for ${missing}`;
	return Array.isArray(part.weights) && part.weights.every(isName) ? null : 'weights are not file names';
}

function complaintAboutSelfTest(json: unknown): string | null {
	const selfTest: Unknown<SelfTest> = isObject(json) ? json : {};
	const wrong = (['spectra', 'waves'] as const).find((half) => {
		const values = selfTest[half];
		return !Array.isArray(values) || values.length !== SELF_TEST_VALUES || !values.every(Number.isFinite);
	});
	return wrong === undefined ? null : `the self-test has no ${SELF_TEST_VALUES} finite ${wrong}`;
}

const isFilledList = (value: unknown): value is unknown[] => Array.isArray(value) && value.length > 0;
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isName = (value: unknown): value is string => typeof value === 'string' && /^[\w-][\w.-]*$/.test(value);
const isSha256 = (value: unknown): value is string =>
	typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isPositiveInteger = (value: unknown): value is number =>
	Number.isSafeInteger(value) && Number(value) > 0;
