import { FREQUENCY, TIME, type Branch } from './branch';
import { decode, encode } from './coder';
import type { PartRecipe } from './compile';
import type { GraphBuilder, Value } from './graph';
import { decodeModel } from './onnx';
import { add, cast, div, layerNorm, linear, mul, reshape, sub } from './ops';
import { Parameters, type Parameter } from './parameters';
import { positionsInPlane, positionsInTime } from './positions';
import { INPUTS, OUTPUTS, SEGMENT } from './segment';
import { crossTransformer } from './transformer';

/**
 * HTDemucs (hybrid transformer Demucs, https://arxiv.org/abs/2211.08553), as it runs in the browser: two U-Nets, one
 * over the spectrogram and one over the samples, joined at the bottom by a transformer. In five parts, each a session
 * of its own: what one works with is gone when the next begins, which within a session it would not be.
 */
export function htdemucs(published: Uint8Array): PartRecipe[] {
	const parameters = new Parameters(decodeModel(published));
	const part = (name: string, build: PartRecipe['build']): PartRecipe => ({ name, build });
	const encoderOf = (branch: Branch) => part(`${branch.name}-encoder`, (g) => encoder(g, branch, parameters));
	const decoderOf = (branch: Branch) => part(`${branch.name}-decoder`, (g) => decoder(g, branch, parameters));
	return [
		encoderOf(FREQUENCY),
		encoderOf(TIME),
		part('transformer', (g) => transformer(g, parameters)),
		decoderOf(TIME),
		decoderOf(FREQUENCY)
	];
}

const LEVELS = [0, 1, 2, 3] as const;
const BOTTOM = LEVELS.length - 1;
const WIDTH = 512;
/** In the official program: `freq_emb`, times this. */
const EMBEDDING_SCALE = 0.2;
/** Keeps the deviation of silence from dividing by zero. */
const EPSILON = 1e-5;

const skipName = ({ name }: Branch, level: number) => `skip.${name}.${level}`;
const bottomName = ({ name }: Branch) => `bottom.${name}`;
const inputOf = ({ name }: Branch) => (name === 'frequency' ? INPUTS.spectrum : INPUTS.mix);

/** The shape in which a branch leaves level `level` of its encoder. */
function skipDims(branch: Branch, level: number): number[] {
	const [length, columns] =
		branch.name === 'frequency' ? [SEGMENT.bins, SEGMENT.columns] : [SEGMENT.frames, 1];
	const shorter = LEVELS.slice(0, level + 1).reduce<number>((rest) => Math.ceil(rest / 4), length);
	return [1, 48 * 2 ** level, ...branch.along(shorter, columns)];
}

/** A branch down to the bottom. Every level's result is handed on. */
function encoder(g: GraphBuilder, branch: Branch, parameters: Parameters): void {
	const { name, dims } = inputOf(branch);
	const [mean, deviation] = levelsOf(g, branch);
	const input = g.input(name, dims, 'float32');
	const safe = add(g, deviation, g.constant([1], [EPSILON], 'float32'));
	const normalised = cast(g, div(g, sub(g, input, mean), safe), g.type);
	const start = branch === TIME ? reshape(g, normalised, [1, 2, 1, SEGMENT.frames]) : normalised;
	LEVELS.reduce<Value>((x, level) => {
		const module = `${branch.prefix}encoder.${level}`;
		const encoded = g.scope(module, () => encode(g, x, branch, parameters.in(module)));
		const y =
			branch === FREQUENCY && level === 0 ? add(g, encoded, frequencyEmbedding(g, parameters)) : encoded;
		return g.output(skipName(branch, level), y);
	}, start);
}

/** What a bin of the first level is, whatever it holds. The one tensor that 16 bits do not hold exactly. */
function frequencyEmbedding(g: GraphBuilder, parameters: Parameters): Value {
	const { dims, values } = parameters.get('freq_emb');
	return g.constant(
		dims,
		values.map((value) => value * EMBEDDING_SCALE)
	);
}

/** The bottom of both branches as tokens, through the transformer and back. */
function transformer(g: GraphBuilder, parameters: Parameters): void {
	const tokens = (branch: Branch): Value => {
		const [bottom, module] = [
			g.input(skipName(branch, BOTTOM), skipDims(branch, BOTTOM)),
			moduleOf(branch, parameters)
		];
		const [, channels, rows, columns] = bottom.dims as [number, number, number, number];
		const flat = reshape(g, bottom, [channels, rows * columns]);
		const weight = g.weight(module('channel_upsampler', 'weight'), [WIDTH, channels]);
		const raised = linear(g, flat, weight, g.weight(module('channel_upsampler', 'bias')), {
			turned: true,
			transposed: true
		});
		const norm = (name: string) => g.weight(module('crosstransformer.norm_in', name));
		const positions =
			branch === TIME ? positionsInTime(g, columns, WIDTH) : positionsInPlane(g, rows, columns, WIDTH);
		return add(g, layerNorm(g, raised, norm('weight'), norm('bias')), cast(g, positions, g.type));
	};
	const before = { frequency: tokens(FREQUENCY), time: tokens(TIME) };
	const after = crossTransformer(g, before, parameters.in('crosstransformer'));
	for (const branch of [FREQUENCY, TIME]) {
		const [dims, module] = [skipDims(branch, BOTTOM), moduleOf(branch, parameters)];
		const channels = dims[1]!;
		const weight = g.weight(module('channel_downsampler', 'weight'), [channels, WIDTH]);
		const bias = g.weight(module('channel_downsampler', 'bias'), [channels, 1]);
		const flat = linear(g, weight, after[branch.name], bias, { transposed: true });
		g.output(bottomName(branch), reshape(g, flat, dims));
	}
}

/** Modules that both branches have, named alike but for an ending. */
const moduleOf =
	({ name }: Branch, parameters: Parameters) =>
	(module: string, parameter: string): Parameter =>
		parameters.get(`${module}${name === 'time' ? '_t' : ''}.${parameter}`);

/** A branch up again. */
function decoder(g: GraphBuilder, branch: Branch, parameters: Parameters): void {
	const bottom = g.input(bottomName(branch), skipDims(branch, BOTTOM));
	const output = LEVELS.reduce<Value>((x, index) => {
		const level = BOTTOM - index;
		const skip = g.input(skipName(branch, level), skipDims(branch, level));
		const full = branch === FREQUENCY ? SEGMENT.bins : SEGMENT.frames;
		const length = level === 0 ? full : skipDims(branch, level - 1)[branch.axis]!;
		const module = `${branch.prefix}decoder.${index}`;
		return g.scope(module, () => decode(g, x, skip, length, level === 0, branch, parameters.in(module)));
	}, bottom);
	const [mean, deviation] = levelsOf(g, branch);
	const { name, dims } = branch === FREQUENCY ? OUTPUTS.spectra : OUTPUTS.waves;
	const exact = reshape(g, cast(g, output, 'float32'), dims);
	g.output(name, add(g, mul(g, exact, deviation), mean));
}

function levelsOf(g: GraphBuilder, branch: Branch): [mean: Value, deviation: Value] {
	const { name } = inputOf(branch);
	return [g.input(`${name}.mean`, [1], 'float32'), g.input(`${name}.std`, [1], 'float32')];
}
