import * as runtime from 'onnxruntime-web/webgpu';
import type { Precision } from '../../src/lib/music/model';
import { ModelFiles, type WholePart } from '../../src/lib/separation/model-files';
import { sessionOptions } from '../../src/lib/separation/session-options';
import { servedModel } from './tiny-model';

/** Nodes of a part that run in one place. */
export interface Placement {
	/** As the runtime calls it: `WebGpuExecutionProvider`, `CPUExecutionProvider`. */
	readonly provider: string;
	readonly count: number;
	/** Operator and name of each, where the runtime tells: it does where there is more than one place. */
	readonly nodes: readonly string[];
}

const PLACE = /(?:All nodes|Node\(s\)) placed on \[(\w+)\]\. Number of nodes: (\d+)/;
const NODE = /VerifyEachNodeIsAssignedToAnEp\]\s+(\S+ \(.*\))/;

/**
 * Where the runtime would run each node of a served model on the graphics device, part by part. Makes the sessions
 * as the app does, and reads the runtime's log; nothing is run. To be the first in its page to load the runtime.
 */
export async function placements(
	name: 'tiny' | 'htdemucs',
	precision: Precision
): Promise<{ part: string; placements: Placement[] }[]> {
	const { manifest, shards } = await servedModel(name);
	const files = new ModelFiles(manifest, precision);
	const found = [];
	for await (const shard of shards()) {
		const part = files.add(shard);
		if (!part.ok) throw new Error(part.detail);
		if (part.value !== null)
			found.push({ part: part.value.name, placements: await placementsOf(part.value) });
	}
	return found;
}

/** What the runtime has said in this page. It takes hold of the console's function when it is loaded. */
const log: string[] = [];

/** The same for one part. */
export async function placementsOf({ graph, weights }: WholePart): Promise<Placement[]> {
	runtime.env.wasm.numThreads = 1;
	const { error } = console;
	const before = log.length;
	console.error = (...said: unknown[]) => void log.push(said.join(' '));
	try {
		const options = { ...sessionOptions('webgpu', weights), logSeverityLevel: 0 as const };
		await (await runtime.InferenceSession.create(graph, options)).release();
	} catch (thrown) {
		// Nodes have their places before anything is compiled for them, where an imitated device may fail.
		if (read(log.slice(before)).length === 0) throw thrown;
	} finally {
		console.error = error;
	}
	return read(log.slice(before));
}

function read(lines: readonly string[]): Placement[] {
	const found: { provider: string; count: number; nodes: string[] }[] = [];
	for (const line of lines) {
		const [, provider, count] = PLACE.exec(line) ?? [];
		if (provider !== undefined) found.push({ provider, count: Number(count), nodes: [] });
		else {
			const [, node] = NODE.exec(line) ?? [];
			if (node !== undefined) found.at(-1)?.nodes.push(node);
		}
	}
	return found;
}
