import { STEMS, type StemName } from '../music/stems';
import { failure, success, type Outcome } from '../outcome/outcome';
import { SAMPLE_RATE, type Frames, type SampleRate } from '../units/units';

/** How a model is described to the app, which knows nothing else of it. Served beside its shards. */
export interface ModelManifest {
	readonly format: 1;
	readonly name: string;
	/** SHA-256 over the shards' hashes: it changes exactly when the content does. */
	readonly version: string;
	/** The model file's size; the sum of the shards'. */
	readonly bytes: number;
	/** In order; together they are the model file. */
	readonly shards: readonly ModelShard[];
	readonly sampleRate: SampleRate;
	readonly segmentFrames: Frames;
	readonly sources: readonly StemName[];
	readonly precision: 'fp32' | 'fp16';
	readonly licence: string;
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
	if (manifest.format !== 1) return `format ${String(manifest.format)} is not known, only 1`;
	if (!isName(manifest.name)) return `"${String(manifest.name)}" is no name for a model`;
	if (!isSha256(manifest.version)) return 'version is not a SHA-256';
	if (manifest.sampleRate !== SAMPLE_RATE) return `sampleRate is not ${SAMPLE_RATE}`;
	if (!isPositiveInteger(manifest.segmentFrames)) return 'segmentFrames is not a positive whole number';
	if (!Array.isArray(manifest.sources) || manifest.sources.join() !== STEMS.join()) {
		return `sources are not ${STEMS.join(', ')} in this order`;
	}
	if (manifest.precision !== 'fp32' && manifest.precision !== 'fp16') return 'precision is not fp32 or fp16';
	if (typeof manifest.licence !== 'string' || manifest.licence === '') return 'there is no licence notice';
	if (!Array.isArray(manifest.shards) || manifest.shards.length === 0) return 'there are no shards';

	const shards: unknown[] = manifest.shards;
	for (const [index, shard] of shards.entries()) {
		const wrong = complaintAboutShard(shard);
		if (wrong !== null) return `shard ${index}: ${wrong}`;
	}
	const sum = (shards as ModelShard[]).reduce((total, shard) => total + shard.bytes, 0);
	return sum === manifest.bytes ? null : `the shards have ${sum} bytes, not ${String(manifest.bytes)}`;
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

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isName = (value: unknown): value is string => typeof value === 'string' && /^[\w-][\w.-]*$/.test(value);
const isSha256 = (value: unknown): value is string =>
	typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isPositiveInteger = (value: unknown): value is number =>
	Number.isSafeInteger(value) && Number(value) > 0;
