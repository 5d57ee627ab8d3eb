/** `Loop 1`, or with the first number that makes it none of `taken`. */
export function nextName(kind: string, taken: readonly string[]): string {
	for (let number = 1; ; number++) if (!taken.includes(`${kind} ${number}`)) return `${kind} ${number}`;
}
