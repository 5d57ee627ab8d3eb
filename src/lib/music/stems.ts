/** The four stems, in the order HTDemucs puts them out and lanes show them. */
export const STEMS = ['drums', 'bass', 'other', 'vocals'] as const;
export type StemName = (typeof STEMS)[number];
export type PerStem<Value> = Readonly<Record<StemName, Value>>;

/** One value per stem, made in the order of {@link STEMS}. */
export function perStem<Value>(make: (stem: StemName, index: number) => Value): PerStem<Value> {
	const entries = STEMS.map((stem, index) => [stem, make(stem, index)] as const);
	return Object.fromEntries(entries) as Record<StemName, Value>;
}
