import type { CompiledFile, CompiledModel } from '../../models/compile';
import { fromHalf } from '../../models/half';
import { sha256 } from '../../models/hash';
import {
	attribute,
	DataType,
	decodeModel,
	encodeModel,
	type Graph,
	type Node,
	type Tensor,
	type ValueInfo
} from '../../models/onnx';

/**
 * A model whose fp32 graphs do what the given model's fp16 graphs mean: each operator calculates in 32 bits, and its
 * result is rounded to 16, as on a graphics device that sums in 32 bits. onnxruntime's native kernels do not do so
 * by themselves: between two operators of which they have none in 16 bits, they leave the rounding out. What lies
 * between the parts is rounded too, but stored in 32 bits.
 */
export function rounded(model: CompiledModel): CompiledModel {
	const made: CompiledFile[] = [];
	const parts = model.parts.map((part) => {
		const file = model.files.find(({ file: name }) => name === part.graphs.fp16)!;
		const decoded = decodeModel(file.data);
		const data = encodeModel({ ...decoded, graph: roundedGraph(decoded.graph) });
		const hash = sha256(data);
		made.push({ file: `${hash.slice(0, 16)}.bin`, bytes: data.length, sha256: hash, data });
		return { ...part, graphs: { ...part.graphs, fp32: made.at(-1)!.file } };
	});
	return { parts, files: [...model.files, ...made] };
}

/** Their results are as exact as what they are given. */
const MOVES = ['Concat', 'Expand', 'Reshape', 'Slice', 'Transpose'];

function roundedGraph(graph: Graph): Graph {
	/** The tensors that hold 16 bits in the given graph. */
	const narrow = new Set<string>();
	for (const { name, dataType } of graph.initializer) if (dataType === DataType.FLOAT16) narrow.add(name!);
	for (const { name, type } of graph.input)
		if (type!.tensorType.elemType === DataType.FLOAT16) narrow.add(name);

	const node = graph.node.flatMap((one): Node[] => {
		const output = one.output[0]!;
		const to = one.opType === 'Cast' ? one.attribute![0]!.i : null;
		const isNarrow = to === null ? narrow.has(one.input[0]!) : to === DataType.FLOAT16;
		if (isNarrow) narrow.add(output);
		if (!isNarrow || MOVES.includes(one.opType)) return to === null || isNarrow ? [one] : [as32Bits(one)];
		if (to !== null) return roundedTo16Bits(one.input[0]!, output);
		const exact = `${output}/exact`;
		return [{ ...one, output: [exact] }, ...roundedTo16Bits(exact, output)];
	});
	return {
		...graph,
		node,
		initializer: graph.initializer.map(widened),
		input: graph.input.map(in32Bits),
		output: graph.output.map(in32Bits)
	};
}

const cast = (input: string, output: string, to: number): Node => ({
	opType: 'Cast',
	input: [input],
	output: [output],
	attribute: [attribute('to', to)]
});
const as32Bits = ({ input, output }: Node): Node => cast(input[0]!, output[0]!, DataType.FLOAT);
const roundedTo16Bits = (input: string, output: string): Node[] => [
	cast(input, `${output}/16 bits`, DataType.FLOAT16),
	cast(`${output}/16 bits`, output, DataType.FLOAT)
];

function widened(tensor: Tensor): Tensor {
	if (tensor.dataType !== DataType.FLOAT16) return tensor;
	const wide = { ...tensor, dataType: DataType.FLOAT };
	if (!tensor.rawData) {
		// As everywhere, 32-bit graphs count bytes of the widened file.
		const externalData = tensor.externalData!.map(({ key, value }) => ({
			key,
			value: key === 'location' ? value : String(2 * Number(value))
		}));
		return { ...wide, externalData };
	}
	const values = Float32Array.from(new Uint16Array(Uint8Array.from(tensor.rawData).buffer), fromHalf);
	return { ...wide, rawData: new Uint8Array(values.buffer) };
}

const in32Bits = ({ name, type }: ValueInfo): ValueInfo => ({
	name,
	type: { tensorType: { ...type!.tensorType, elemType: DataType.FLOAT } }
});
