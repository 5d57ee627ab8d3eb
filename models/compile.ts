import { MAX_SHARD_BYTES, type ModelShard } from '../src/lib/model/manifest';
import { filesOf, PRECISIONS, type ModelPart, type Precision } from '../src/lib/music/model';
import { GraphBuilder } from './graph';
import { sha256 } from './hash';
import { WeightStore } from './weight-store';

/** A part of a model, as its architecture is written down. */
export interface PartRecipe {
	readonly name: string;
	readonly build: (graph: GraphBuilder) => void;
}

/** A file of a model, named after its content. */
export interface CompiledFile extends ModelShard {
	readonly data: Uint8Array;
}

export interface CompiledModel {
	readonly parts: readonly ModelPart[];
	/** In the order in which they are loaded. */
	readonly files: readonly CompiledFile[];
}

/**
 * Builds every part in both precisions, over the same weights.
 * @param shardBytes No file of weights is larger.
 */
export function compile(recipes: readonly PartRecipe[], shardBytes = MAX_SHARD_BYTES): CompiledModel {
	const files = new Map<string, CompiledFile>();
	const keep = (data: Uint8Array): CompiledFile => {
		const hash = sha256(data);
		const file = { file: `${hash.slice(0, 16)}.bin`, bytes: data.length, sha256: hash, data };
		files.set(file.file, file);
		return file;
	};
	const parts = recipes.map(({ name, build }): ModelPart => {
		const weights = new WeightStore(shardBytes);
		const builders = PRECISIONS.map((precision) => {
			const graph = new GraphBuilder(name, precision, weights);
			build(graph);
			return [precision, graph] as const;
		});
		const shards = weights.seal(keep);
		const graphs = builders.map(([precision, graph]) => [precision, keep(graph.encode()).file] as const);
		return {
			name,
			graphs: Object.fromEntries(graphs) as Record<Precision, string>,
			weights: shards.map(({ file }) => file)
		};
	});
	return { parts, files: parts.flatMap(filesOf).map((name) => files.get(name)!) };
}
