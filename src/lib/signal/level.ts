/** Mean and standard deviation (n-1) of a signal. */
export interface Level {
	readonly mean: number;
	readonly std: number;
}

/** Over all values, in double precision and two passes; less than two values have a deviation of 0. */
export function levelOf(values: Float32Array): Level {
	const count = values.length;
	if (count === 0) return { mean: 0, std: 0 };
	let sum = 0;
	for (let i = 0; i < count; i++) sum += values[i]!;
	const mean = sum / count;
	let squares = 0;
	for (let i = 0; i < count; i++) squares += (values[i]! - mean) ** 2;
	return { mean, std: count < 2 ? 0 : Math.sqrt(squares / (count - 1)) };
}

/** Whether nothing at all is to be heard: every value is exactly 0. */
export const isSilent = (values: Float32Array): boolean => values.every((value) => value === 0);
