import type { Tensor } from 'onnxruntime-web/wasm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Chain } from '../../../src/lib/separation/chain';
import { loadRuntime } from '../../../src/lib/separation/runtime';
import type { WholePart } from '../../../src/lib/separation/model-files';
import type { Provider, ProviderChoice } from '../../../src/lib/separation/protocol';
import { modelInput } from '../../../src/lib/separation/segment';
import { encodeGraph, external, floats, node } from '../../tools/onnx-graph';
import { noise } from '../../tools/noise';

const WEIGHTS = Float32Array.from({ length: 2048 }, (_, bin) => (bin % 7) - 3);
const SPECTRUM = ['spectrum', 1, 4, 2048, 1] as const;
const MIX = ['mix', 1, 2, 4] as const;
const like = ([, ...dims]: typeof SPECTRUM | typeof MIX, name: string) => floats(name, ...dims);

const part = (name: string, graph: Parameters<typeof encodeGraph>[0]): WholePart => ({
	name,
	graph: encodeGraph(graph),
	weights: graph.initializer.some(({ dataType }) => dataType === 1)
		? [{ path: 'weights', data: new Uint8Array(WEIGHTS.slice().buffer) }]
		: []
});

/** Three parts: the first makes a tensor for each of the others, and takes no notice of half of what is given. */
const PARTS = () => [
	part('first', {
		name: 'first',
		initializer: [external('w', [1, 1, 2048, 1], 'weights')],
		node: [node('Mul', ['spectrum', 'w'], 'skip'), node('Add', ['mix', 'mix.mean'], 'hidden')],
		input: [floats(...SPECTRUM), floats(...MIX), floats('mix.mean', 1)],
		output: [like(SPECTRUM, 'skip'), like(MIX, 'hidden')]
	}),
	part('second', {
		name: 'second',
		initializer: [],
		node: [node('Mul', ['hidden', 'hidden'], 'deeper')],
		input: [like(MIX, 'hidden')],
		output: [like(MIX, 'deeper')]
	}),
	part('third', {
		name: 'third',
		initializer: [],
		node: [node('Mul', ['skip', 'spectrum.std'], 'spectra'), node('Add', ['deeper', 'deeper'], 'waves')],
		input: [like(SPECTRUM, 'skip'), like(MIX, 'deeper'), floats('spectrum.std', 1)],
		output: [like(SPECTRUM, 'spectra'), like(MIX, 'waves')]
	})
];

const choice = (provider: Provider): ProviderChoice => ({
	provider,
	precision: 'fp32',
	threads: 1,
	because: 'It is tested.'
});

const input = () => modelInput(noise(8, 1, 1), noise(8192, 2, 1));

async function chainOf(provider: Provider, parts: readonly WholePart[]): Promise<Chain> {
	const chain = new Chain(choice(provider));
	for (const one of parts) expect(await chain.add(one)).toEqual({ ok: true, value: null });
	return chain;
}

afterEach(() => vi.restoreAllMocks());

describe.each(['wasm', 'webgpu'] as const)('a chain of parts on %s', (provider) => {
	it('passes tensors on by name, also over a part', async () => {
		const chain = await chainOf(provider, PARTS());
		expect(chain.complaint).toBe(null);
		const given = input();
		const { mix, spectrum, mixLevel, spectrumLevel } = given;
		for (let again = 0; again < 2; again++) {
			const output = await chain.run(given);
			if (!output.ok) throw new Error(output.detail);
			const waves = mix.map((sample) => 2 * (sample + mixLevel.mean) ** 2);
			const spectra = spectrum.map((value, i) => value * WEIGHTS[i % 2048]! * spectrumLevel.std);
			output.value.wave.forEach((value, i) => expect(value).toBeCloseTo(waves[i]!, 5));
			output.value.spectrum.forEach((value, i) => expect(value).toBeCloseTo(spectra[i]!, 5));
		}
		expect([mix.length, spectrum.length]).toEqual([8, 8192]);
	});

	it('lets each tensor go as soon as no later part wants it', async () => {
		const chain = await chainOf(provider, PARTS());
		const { InferenceSession } = await loadRuntime(choice(provider));
		type Outputs = Record<string, Tensor>;
		const made: Outputs = {};
		const buffers: Record<string, ArrayBufferLike> = {};
		/** Names of the tensors made so far that still have memory, at the beginning of each part and at the end. */
		const alive: string[][] = [];
		const look = () => {
			const there = ([name, { location }]: [string, Tensor]) =>
				(buffers[name]?.byteLength ?? (location === 'none' ? 0 : 1)) > 0;
			alive.push(
				Object.entries(made)
					.filter(there)
					.map(([name]) => name)
			);
		};
		const { prototype: sessions } = InferenceSession as unknown as {
			prototype: { run: (...parts: unknown[]) => Promise<Outputs> };
		};
		const { run } = sessions;
		vi.spyOn(sessions, 'run').mockImplementation(async function (this: unknown, ...parts) {
			look();
			const outputs = await run.apply(this, parts);
			Object.assign(made, outputs);
			for (const [name, tensor] of Object.entries(outputs)) {
				expect(tensor.location).toBe(provider === 'wasm' ? 'cpu' : 'gpu-buffer');
				if (tensor.location === 'cpu') buffers[name] = (tensor.data as Float32Array).buffer;
			}
			return outputs;
		});
		expect(await chain.run(input())).toMatchObject({ ok: true });
		look();
		expect(alive).toEqual([[], ['skip', 'hidden'], ['skip', 'deeper'], ['spectra', 'waves']]);
	});

	it('lets the files of a part go when its session is made', async () => {
		const [first] = PARTS();
		await chainOf(provider, [first!]);
		expect([first!.graph.length, first!.weights[0]!.data.length]).toEqual([0, 0]);
	});

	it('knows what the parts lack', async () => {
		const [first, second, third] = PARTS();
		expect((await chainOf(provider, [first!])).complaint).toBe('No part of the model gives spectra');
		expect((await chainOf(provider, [third!])).complaint).toMatch(/^The part third takes (skip|deeper), /);
		expect((await chainOf(provider, [second!])).complaint).toBe(
			'The part second takes hidden, which nobody gives'
		);
	});

	it('says what it cannot open', async () => {
		const [first, second] = PARTS();
		const failed = { ok: false, reason: 'session' };
		const noGraph = { ...second!, graph: new Uint8Array(100).fill(7) };
		expect(await new Chain(choice(provider)).add(noGraph)).toMatchObject(failed);
		expect(await new Chain(choice(provider)).add({ ...first!, weights: [] })).toMatchObject(failed);
		const [another] = PARTS();
		const short = [{ path: 'weights', data: new Uint8Array(4000) }];
		expect(await new Chain(choice(provider)).add({ ...another!, weights: short })).toMatchObject(failed);
	});

	it('takes no results that are not 32-bit floats', async () => {
		const whole = { type: { tensorType: { elemType: 7, shape: { dim: [{ dimValue: 3 }] } } } };
		const chain = await chainOf(provider, [
			part('shape', {
				name: 'shape',
				initializer: [],
				node: [node('Shape', ['mix'], 'waves'), node('Shape', ['mix'], 'spectra')],
				input: [floats(...MIX)],
				output: [
					{ name: 'waves', ...whole },
					{ name: 'spectra', ...whole }
				]
			})
		]);
		expect(await chain.run(input())).toMatchObject({ ok: false, reason: 'session' });
	});
});

it('says that memory ran out', { timeout: 30_000 }, async () => {
	// Four gigabytes, nearly: as many as there are addresses.
	const shape = { name: 'dims', dims: [3], dataType: 7, int64Data: [1024, 1024, 1023] };
	const chain = await chainOf('wasm', [
		part('huge', {
			name: 'huge',
			initializer: [shape],
			node: [
				node('Expand', ['mix.mean', 'dims'], 'huge'),
				node('ReduceSum', ['huge'], 'spectra'),
				node('Identity', ['mix'], 'waves')
			],
			input: [floats(...MIX), floats('mix.mean', 1)],
			output: [floats('spectra', 1, 1, 1), like(MIX, 'waves')]
		})
	]);
	expect(await chain.run(input())).toMatchObject({ ok: false, reason: 'memory' });
});

// The last one: this page's runtime has no device after it.
it('ends a run, and every later one, when the graphics device goes away', async () => {
	const chain = await chainOf('webgpu', PARTS());
	const { env } = await loadRuntime(choice('webgpu'));
	const pending = chain.run(input());
	(await env.webgpu.device).destroy();
	const lost = { ok: false, reason: 'device-lost' };
	expect(await pending).toMatchObject(lost);
	expect(await chain.run(input())).toMatchObject(lost);
});
