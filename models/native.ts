import { InferenceSession, Tensor } from 'onnxruntime-node';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Precision } from '../src/lib/music/model';
import { widen } from '../src/lib/separation/half';
import { levelOf } from '../src/lib/signal/level';
import type { CompiledModel } from './compile';
import { INPUTS } from './segment';

/** Tensors by name; those in 16 bits as their bits. */
export type Tensors = Readonly<Record<string, Tensor>>;

/** Also when the optimizer says that it removed something: that is its work. */
const ERRORS_ONLY = 3;

/**
 * Runs a compiled model part after part on onnxruntime's native kernels. For a graph in fp16 most of these calculate in
 * 32 bits, and between two of them onnxruntime leaves the rounding to 16 out: a graphics device is less exact.
 *
 * @returns Every tensor that any part put out.
 */
export async function runNatively(
	{ parts, files }: CompiledModel,
	precision: Precision,
	inputs: Tensors
): Promise<Tensors> {
	const folder = mkdtempSync(join(tmpdir(), 'riffroom-model-'));
	try {
		const weights = new Set(parts.flatMap((part) => part.weights));
		for (const { file, data } of files) {
			const wide = precision === 'fp32' && weights.has(file);
			writeFileSync(join(folder, file), wide ? new Uint8Array(widen(halves(data)).buffer) : data);
		}
		const pool: Record<string, Tensor> = { ...inputs };
		for (const { graphs } of parts) {
			const session = await InferenceSession.create(join(folder, graphs[precision]), {
				logSeverityLevel: ERRORS_ONLY,
				enableCpuMemArena: false
			});
			Object.assign(
				pool,
				await session.run(Object.fromEntries(session.inputNames.map((name) => [name, pool[name]!])))
			);
			await session.release();
		}
		return pool;
	} finally {
		rmSync(folder, { recursive: true });
	}
}

/** What the app gives a model for a segment. */
export function segmentInputs(mix: Float32Array, spectrum: Float32Array): Tensors {
	const tensors = (name: keyof typeof INPUTS, values: Float32Array): [string, Tensor][] => {
		const { mean, std } = levelOf(values);
		return [
			[name, new Tensor('float32', values, INPUTS[name].dims)],
			[`${name}.mean`, new Tensor('float32', Float32Array.of(mean), [1])],
			[`${name}.std`, new Tensor('float32', Float32Array.of(std), [1])]
		];
	};
	return Object.fromEntries([...tensors('mix', mix), ...tensors('spectrum', spectrum)]);
}

const halves = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
	new Uint16Array(buffer, byteOffset, byteLength / 2);
