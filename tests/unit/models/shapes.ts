/** Shapes of parameters by their names. */
export type Shapes = Readonly<Record<string, readonly number[]>>;

/** With each name under `module`. */
export const under = (module: string, shapes: Shapes): Shapes =>
	Object.fromEntries(Object.entries(shapes).map(([name, dims]) => [`${module}.${name}`, dims]));

/** Those of a DConv, with an eighth of the channels inside. */
export const dconvShapes = (channels: number): Shapes => {
	const hidden = channels / 8;
	const layer = {
		'0.weight': [hidden, channels, 3],
		'0.bias': [hidden],
		'1.weight': [hidden],
		'1.bias': [hidden],
		'3.weight': [2 * channels, hidden, 1],
		'3.bias': [2 * channels],
		'4.weight': [2 * channels],
		'4.bias': [2 * channels],
		'6.scale': [channels]
	};
	return { ...under('layers.0', layer), ...under('layers.1', layer) };
};
