import { afterEach, describe, expect, it } from 'vitest';
import type { ModelManifest } from '../../../src/lib/model/manifest';
import { filesOf } from '../../../src/lib/music/model';
import { STEMS } from '../../../src/lib/music/stems';
import { strideFor } from '../../../src/lib/separation/plan';
import type { FinishedBlock, SegmentWork } from '../../../src/lib/separation/protocol';
import { Separator } from '../../../src/lib/separation/separator';
import { dequantise } from '../../../src/lib/signal/quantise';
import { frames } from '../../../src/lib/units/units';
import { officialSeparation } from '../../reference/official';
import { tinyNetwork } from '../../reference/tiny-network';
import { parity } from '../../tools/measure';
import { testSong } from '../../tools/noise';
import { heardBy, SeparatedSong } from '../../tools/separated-song';
import { servedModel } from '../../tools/tiny-model';
import { trackLevel } from '../../tools/track-level';

const SEGMENT = frames(343980);
const STRIDE = strideFor(0.25, SEGMENT);
const WASM = { provider: 'wasm', threads: 0 } as const;
const never = new AbortController().signal;
/** Two blocks and a bit. */
const LENGTH = 600_000;

const open: Separator[] = [];
const workers: Worker[] = [];
afterEach(() => {
	for (const separator of open.splice(0)) separator.dispose();
	workers.length = 0;
});

/** The real worker; the test only keeps hold of it. */
function newSeparator(address?: string): Separator {
	const separator = new Separator(() => {
		const worker =
			address === undefined
				? new Worker(new URL('../../../src/lib/separation/separator.worker.ts', import.meta.url), {
						type: 'module'
					})
				: new Worker(address, { type: 'module' });
		workers.push(worker);
		return worker;
	});
	open.push(separator);
	return separator;
}

async function load(separator: Separator, signal = never) {
	const { manifest, shards, taken } = await servedModel();
	return { outcome: await separator.load(signal, manifest, shards, WASM), taken, manifest };
}

/** A song, and what is separated of it; its work can be had again and again. */
class TestSong extends SeparatedSong<FinishedBlock> {
	readonly channels: readonly [Float32Array<ArrayBuffer>, Float32Array<ArrayBuffer>];

	constructor(length = LENGTH, seed = 1) {
		super({ frames: frames(length), stride: STRIDE }, ({ block }) => block.index);
		this.channels = testSong(length, seed);
	}

	work(segment: number): SegmentWork {
		const [left, right] = heardBy(this.channels, this.layout, SEGMENT, segment);
		return { ...this.around(segment), level: trackLevel(...this.channels), left, right };
	}
}

async function separate(
	separator: Separator,
	song: TestSong,
	...segments: number[]
): Promise<FinishedBlock[]> {
	for (const segment of segments) {
		const output = await separator.separate(never, song.work(segment));
		if (!output.ok) throw new Error(`${output.reason}: ${output.detail}`);
		song.store(segment, output.value);
	}
	return song.blocks;
}

describe('separator', () => {
	it(
		'gives what the official program would, from the real worker and runtime',
		{ timeout: 60_000 },
		async () => {
			const separator = newSeparator();
			expect(separator.ready).toBe(null);
			const { outcome } = await load(separator);
			expect(outcome).toMatchObject({ ok: true, value: { provider: 'wasm', precision: 'fp32' } });
			expect(separator.ready?.model.name).toBe('tiny');
			const song = new TestSong();
			const expected = await officialSeparation(...song.channels, tinyNetwork);
			const blocks = await separate(separator, song, 2, 0, 1);
			expect(blocks.map(({ block }) => block.index)).toEqual([0, 1, 2]);
			for (const { block, peaks } of blocks)
				STEMS.forEach((stem, place) => {
					const from = block.index * STRIDE;
					const part = expected[place]!.map((channel) => channel.subarray(from, from + block.frames));
					const audio = dequantise(block.stems[stem]);
					const ours = [audio.subarray(0, block.frames), audio.subarray(block.frames)];
					expect(parity(part, ours)).toBeGreaterThan(75);
					expect(peaks.stems[stem].length).toBe(2 * Math.ceil(block.frames / 256));
				});
		}
	);

	it('goes on with the stored ends, bit-identically, in another worker', async () => {
		const first = newSeparator();
		await load(first);
		const whole = await separate(first, new TestSong(), 0, 1, 2);
		const song = new TestSong();
		expect(await separate(first, song, 1)).toEqual([]);
		expect(song.ends).toEqual({ heads: new Set([1]), tails: new Set([1]) });
		const second = newSeparator();
		await load(second);
		expect(await separate(second, song, 2, 0)).toEqual(whole);
	});

	it('takes the buffers of its work, also where both channels are one', async () => {
		const separator = newSeparator();
		await load(separator);
		const song = new TestSong();
		await separate(separator, song, 0, 2);
		const work = song.work(1);
		const mono = { ...work, right: work.left };
		expect(await separator.separate(never, mono)).toMatchObject({ ok: true, value: { tail: null } });
		expect([mono.left, mono.right, mono.before, mono.after].map((part) => part?.length)).toEqual([
			0, 0, 0, 0
		]);
	});

	it('does not run the model on silence', async () => {
		const separator = newSeparator();
		await load(separator);
		const song = new TestSong(1000);
		const work = song.work(0);
		work.left.fill(0);
		work.right.fill(0);
		const output = await separator.separate(never, work);
		if (!output.ok) throw new Error(output.detail);
		const { blocks, modelSeconds } = output.value;
		expect(modelSeconds).toBe(0);
		for (const { block, peaks } of blocks)
			for (const stem of STEMS) {
				expect(block.stems[stem]).toEqual({ scale: 0, pcm: new Int16Array(2000) });
				expect(peaks.stems[stem]).toEqual(new Int16Array(8));
			}
		expect(blocks).toHaveLength(1);
	});

	it('keeps one session for two songs, and makes exactly one more after a cancel (M1)', async () => {
		const separator = newSeparator();
		const first = await load(separator);
		expect(first.taken.shards).toBe(first.manifest.shards.length);
		const one = await separate(separator, new TestSong(1000, 1), 0);
		const again = await load(separator);
		expect(again.taken.shards).toBe(0);
		expect(again.outcome).toBe(again.outcome.ok ? again.outcome : null);
		const two = await separate(separator, new TestSong(1000, 2), 0);
		expect(two).not.toEqual(one);
		expect(workers.length).toBe(1);

		const cancel = new AbortController();
		const pending = separator.separate(cancel.signal, new TestSong().work(0));
		cancel.abort();
		await expect(pending).rejects.toBe(cancel.signal.reason);
		expect((await load(separator)).taken).toEqual(first.taken);
		expect(await separate(separator, new TestSong(1000, 1), 0)).toEqual(one);
		expect(workers.length).toBe(2);
	});

	it('settles at once when aborted inside the model, and separates again after', async () => {
		const separator = newSeparator();
		await load(separator);
		const cancel = new AbortController();
		const pending = separator.separate(cancel.signal, new TestSong().work(0));
		let settled = false;
		pending.catch(() => (settled = true));
		await new Promise((resolve) => setTimeout(resolve, 30));
		expect(settled).toBe(false);
		cancel.abort(new Error('enough'));
		await expect(pending).rejects.toThrow('enough');
		expect(separator.ready).toBe(null);
		await load(separator);
		expect(await separate(separator, new TestSong(1000), 0)).toHaveLength(1);
	});

	it('settles when aborted while the model’s shards do not come, and closes their source', async () => {
		const separator = newSeparator();
		const { manifest } = await servedModel();
		const cancel = new AbortController();
		let closed = false;
		const asked = Promise.withResolvers<void>();
		const stuck: AsyncIterable<ArrayBuffer> = {
			[Symbol.asyncIterator]: () => ({
				next: () => {
					asked.resolve();
					return new Promise<never>(() => {});
				},
				return: () => {
					closed = true;
					return Promise.resolve({ done: true, value: undefined });
				}
			})
		};
		const pending = separator.load(cancel.signal, manifest, () => stuck, WASM);
		await asked.promise;
		cancel.abort();
		await expect(pending).rejects.toBe(cancel.signal.reason);
		expect(closed).toBe(true);
	});

	it('starts nothing when aborted before', async () => {
		const separator = newSeparator();
		const work = new TestSong(1000).work(0);
		await expect(separator.separate(AbortSignal.abort(), work)).rejects.toThrow('aborted');
		expect(work.left.length).toBe(1000);
		expect(workers.length).toBe(0);
	});

	it('ends a worker that is stuck in a loop of its own', async () => {
		const stuck = URL.createObjectURL(
			new Blob(['onmessage = () => { while (true); };'], { type: 'text/javascript' })
		);
		const separator = newSeparator(stuck);
		const cancel = new AbortController();
		const pending = load(separator, cancel.signal);
		await new Promise((resolve) => setTimeout(resolve, 100));
		cancel.abort();
		await expect(pending).rejects.toBe(cancel.signal.reason);
		URL.revokeObjectURL(stuck);
	});

	it('takes a worker that broke for a crash, and makes a new one', async () => {
		const separator = newSeparator();
		await load(separator);
		// Comlink stumbles over this inside the worker, outside of any call: an uncaught error there.
		workers[0]!.postMessage({
			id: 'x',
			type: 'APPLY',
			path: [],
			argumentList: [{ type: 'HANDLER', name: '?' }]
		});
		const pending = separator.separate(never, new TestSong().work(0));
		expect(await pending).toMatchObject({ ok: false, reason: 'crash' });
		expect(separator.ready).toBe(null);
		await load(separator);
		expect(await separate(separator, new TestSong(1000), 0)).toHaveLength(1);
		expect(workers.length).toBe(2);
	});

	it('takes a worker that cannot be started for a crash', async () => {
		const separator = newSeparator(new URL('/nowhere.js', location.href).href);
		expect((await load(separator)).outcome).toMatchObject({ ok: false, reason: 'crash' });
	});

	it('fails, and does not hang, out of order or with nonsense', async () => {
		const separator = newSeparator();
		expect(await separator.separate(never, new TestSong().work(0))).toMatchObject({
			ok: false,
			reason: 'crash'
		});
		const nonsense: Partial<SegmentWork>[] = [
			{ segment: 7 },
			{ left: new Float32Array(999) },
			{ before: new Float32Array(8) }
		];
		for (const wrong of nonsense) {
			await load(separator);
			const work = { ...new TestSong(1000).work(0), ...wrong };
			expect(await separator.separate(never, work)).toMatchObject({ ok: false, reason: 'crash' });
		}
	});

	describe('refuses a model', () => {
		/** What comes of a model whose files went through `change` on their way. */
		async function loadChanged(
			change: (file: ArrayBuffer, index: number) => ArrayBuffer[],
			facts: Partial<ModelManifest> = {}
		) {
			const { manifest, shards } = await servedModel();
			const separator = newSeparator();
			async function* changed() {
				let index = 0;
				for await (const shard of shards()) yield* change(shard, index++);
			}
			const outcome = await separator.load(never, { ...manifest, ...facts }, changed, WASM);
			expect((await load(separator)).outcome.ok).toBe(true);
			expect(workers).toHaveLength(2);
			return outcome;
		}
		const session = { ok: false, reason: 'session' };

		it('that is not whole', async () => {
			const { manifest } = await servedModel();
			const last = manifest.shards.length - 1;
			expect(await loadChanged((file, index) => (index === last ? [] : [file]))).toEqual({
				...session,
				detail: '1 files of the model did not come in'
			});
		});

		it('with a file that is shorter or longer than it should be', async () => {
			for (const difference of [-1, 1]) {
				const outcome = await loadChanged((file, index) =>
					index === 1 ? [new ArrayBuffer(file.byteLength + difference)] : [file]
				);
				expect(outcome).toMatchObject(session);
				expect(outcome.ok || outcome.detail).toMatch(/ has \d+ bytes instead of \d+$/);
				workers.length = 0;
			}
		});

		it('with a file more than it should have', async () => {
			const { manifest } = await servedModel();
			const last = manifest.shards.length - 1;
			const more = (file: ArrayBuffer, index: number) =>
				index === last ? [file, new ArrayBuffer(8)] : [file];
			expect(await loadChanged(more)).toMatchObject(session);
		});

		it('with something else in its files', async () => {
			const noise = ({ byteLength }: ArrayBuffer) => [new Uint8Array(byteLength).fill(7).buffer];
			expect(await loadChanged(noise)).toMatchObject(session);
		});

		it('whose parts do not go together', async () => {
			const { manifest } = await servedModel();
			const backwards = manifest.parts.toReversed();
			const order = backwards.flatMap(filesOf);
			const shards = order.map((name) => manifest.shards.find(({ file }) => file === name)!);
			const separator = newSeparator();
			async function* files() {
				for (const name of order) yield await (await fetch(`/models/tiny/${name}`)).arrayBuffer();
			}
			const outcome = await separator.load(never, { ...manifest, parts: backwards, shards }, files, WASM);
			expect(outcome).toMatchObject(session);
			expect(outcome.ok || outcome.detail).toMatch(/which nobody gives$/);
		});

		it('for which there is not memory enough', async () => {
			const outcome = await loadChanged((file) => [file], { segmentFrames: frames(2 ** 40) });
			expect(outcome).toMatchObject({ ok: false, reason: 'memory' });
		});
	});

	it('passes on what the source of the files throws, and begins anew in another worker', async () => {
		const { manifest, shards } = await servedModel();
		const separator = newSeparator();
		async function* broken() {
			for await (const shard of shards()) {
				yield shard;
				throw new Error('offline');
			}
		}
		await expect(separator.load(never, manifest, broken, WASM)).rejects.toThrow('offline');
		expect((await load(separator)).outcome.ok).toBe(true);
		expect(workers.length).toBe(2);
	});

	it('is disposed of once and for all', async () => {
		const separator = newSeparator();
		await load(separator);
		const pending = separator.separate(never, new TestSong().work(0));
		separator.dispose();
		separator.dispose();
		await expect(pending).rejects.toThrow('disposed');
		await expect(separator.separate(never, new TestSong().work(0))).rejects.toThrow('disposed');
		expect(workers.length).toBe(1);
	});
});
