/**
 * Gives a buffer's memory back at once, not when the garbage collector gets round to it: what a model passes on
 * from part to part is a hundred megabytes for each segment. The buffer has no bytes afterwards.
 */
export function release(buffer: ArrayBuffer): void {
	// Where this is missing (before ES2024), the collector has to do.
	const { transfer } = buffer as Partial<Pick<ArrayBuffer, 'transfer'>>;
	transfer?.call(buffer, 0);
}
