import { afterEach, describe, expect, it } from 'vitest';
import { STEMS } from '../../../src/lib/music/stems';
import { strideFor } from '../../../src/lib/separation/plan';
import { Separator } from '../../../src/lib/separation/separator';
import { dequantise } from '../../../src/lib/signal/quantise';
import { frames } from '../../../src/lib/units/units';
import { parity } from '../../tools/measure';
import { testSong } from '../../tools/noise';
import { servedModel } from '../../tools/tiny-model';
import { trackLevel } from '../../tools/track-level';

const STRIDE = strideFor(0.25, frames(343980));
const WASM = { provider: 'wasm', threads: 0 } as const;
/** Asked for, because an imitated device is not used otherwise. */
const WEBGPU = { provider: 'webgpu', threads: 0 } as const;
const never = new AbortController().signal;
const WORKER = new URL('../../../src/lib/separation/separator.worker.ts', import.meta.url);

const open: Separator[] = [];
afterEach(() => {
	for (const separator of open.splice(0)) separator.dispose();
});

/** Counts its workers; the first ones run `before` when they have been loaded. */
function newSeparator(before: readonly string[] = []) {
	const made: Worker[] = [];
	const separator = new Separator(() => {
		const code = before[made.length];
		const script = `import '${WORKER.href}'; ${code}`;
		const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
		const worker =
			code === undefined
				? new Worker(new URL('../../../src/lib/separation/separator.worker.ts', import.meta.url), {
						type: 'module'
					})
				: new Worker(address, { type: 'module' });
		made.push(worker);
		return worker;
	});
	open.push(separator);
	return { separator, made };
}

/** The stems of a short song, in float. */
async function separated(separator: Separator): Promise<Float32Array[]> {
	const [left, right] = testSong(2000, 1);
	const output = await separator.separate(never, {
		layout: { frames: frames(2000), stride: STRIDE },
		segment: 0,
		level: trackLevel(left, right),
		left,
		right,
		done: { own: false, next: false },
		before: null,
		after: null
	});
	if (!output.ok) throw new Error(`${output.reason}: ${output.detail}`);
	const { stems } = output.value.blocks[0]!.block;
	return STEMS.map((stem) => dequantise(stems[stem]));
}

describe('on a graphics device', { timeout: 60_000 }, () => {
	it('a model passes its self-test, and separates as on the processor', async () => {
		const { manifest, shards } = await servedModel();
		const graphics = newSeparator();
		expect(await graphics.separator.load(never, manifest, shards, WEBGPU)).toEqual({
			ok: true,
			value: {
				provider: 'webgpu',
				precision: 'fp32',
				threads: 1,
				because: 'As you asked, the graphics device separates.'
			}
		});
		expect(graphics.made).toHaveLength(1);
		const processor = newSeparator();
		await processor.separator.load(never, manifest, shards, WASM);
		const expected = await separated(processor.separator);
		const ours = await separated(graphics.separator);
		expected.forEach((stem, place) => expect(parity([stem], [ours[place]!])).toBeGreaterThan(80));
	});

	it.each(['spectra', 'waves'] as const)(
		'one that computes %s wrongly is left alone for good, and the processor separates',
		async (half) => {
			const { manifest, shards, taken } = await servedModel();
			const stored = manifest.selfTest[half].map((value) => -value);
			const model = { ...manifest, selfTest: { ...manifest.selfTest, [half]: stored } };
			const { separator, made } = newSeparator();
			const choice = {
				ok: true,
				value: {
					provider: 'wasm',
					precision: 'fp32',
					because: 'The graphics device here computes wrongly, so the processor separates.'
				}
			};
			expect(await separator.load(never, model, shards, WEBGPU)).toMatchObject(choice);
			expect(taken.shards).toBe(2 * manifest.shards.length);
			expect(made).toHaveLength(2);
			expect(await separated(separator)).toHaveLength(4);

			// The same wish again finds the session it led to.
			expect(await separator.load(never, model, shards, WEBGPU)).toMatchObject(choice);
			expect(made).toHaveLength(2);
			separator.stop('cancelled');
			expect(await separator.load(never, model, shards, WEBGPU)).toMatchObject(choice);
			expect(made).toHaveLength(3);
		}
	);

	it('one that cannot run the model is left alone as well', async () => {
		const { manifest, shards } = await servedModel();
		const { separator, made } = newSeparator([
			'GPUAdapter.prototype.requestDevice = () => Promise.reject(new Error("broken on purpose"));'
		]);
		expect(await separator.load(never, manifest, shards, WEBGPU)).toMatchObject({
			ok: true,
			value: {
				provider: 'wasm',
				because: 'The graphics device here cannot run the separator, so the processor separates.'
			}
		});
		expect(made).toHaveLength(2);
		expect(await separated(separator)).toHaveLength(4);
	});

	it('a worker that dies is one that cannot run the model', async () => {
		const { manifest, shards } = await servedModel();
		const { separator, made } = newSeparator();
		let asked = 0;
		async function* files() {
			asked += 1;
			for await (const file of shards()) {
				// An uncaught error in the first worker, in the middle of it.
				if (asked === 1)
					made[0]!.postMessage({
						id: 'x',
						type: 'APPLY',
						path: [],
						argumentList: [{ type: 'HANDLER', name: '?' }]
					});
				yield file;
			}
		}
		expect(await separator.load(never, manifest, files, WEBGPU)).toMatchObject({
			ok: true,
			value: { provider: 'wasm', because: expect.stringMatching(/cannot run/) as string }
		});
	});

	it('a model that is no good anywhere is not the device’s fault', async () => {
		const { manifest, shards } = await servedModel();
		const { separator, made } = newSeparator();
		async function* foreign() {
			for await (const { byteLength } of shards()) yield new ArrayBuffer(byteLength);
		}
		expect(await separator.load(never, manifest, foreign, WEBGPU)).toMatchObject({
			ok: false,
			reason: 'session'
		});
		expect(made).toHaveLength(2);
		expect(await separator.load(never, manifest, shards, WEBGPU)).toMatchObject({
			ok: true,
			value: { provider: 'webgpu' }
		});
	});

	it('an abort in the middle is an abort, and says nothing of the device', async () => {
		const { manifest, shards } = await servedModel();
		const { separator, made } = newSeparator();
		const cancel = new AbortController();
		async function* files() {
			for await (const file of shards()) {
				yield file;
				cancel.abort(new Error('enough'));
			}
		}
		await expect(separator.load(cancel.signal, manifest, files, WEBGPU)).rejects.toThrow('enough');
		expect(made).toHaveLength(1);
		expect(await separator.load(never, manifest, shards, WEBGPU)).toMatchObject({
			value: { provider: 'webgpu' }
		});
	});
});
