import type { Counts } from '../tools/counts';

/** What came of one scenario in one browser. */
export interface EngineResult {
	readonly engine: string;
	readonly title: string;
	/** The browser is not on this machine. */
	readonly skipped: boolean;
	/** What went wrong; null where nothing did. */
	readonly error: string | null;
	/** What went wrong before it was tried once more; null where it was not. */
	readonly before: string | null;
}

const read = (json: string) => JSON.parse(json) as EngineResult[];

export function countEngines(json: string): Counts {
	const results = read(json);
	const failed = results.filter(({ error }) => error !== null).length;
	const skipped = results.filter((result) => result.skipped).length;
	return { passed: results.length - failed - skipped, failed, skipped };
}

/** A line for each scenario that failed, or did at first. */
export const enginesTroubles = (json: string): readonly string[] =>
	read(json).flatMap(({ engine, title, error, before }) => {
		const said = error ?? before;
		if (said === null) return [];
		const word = error === null ? 'FLAKY (passed when tried again)' : 'FAILED';
		return [`${word} ${engine} › ${title}: ${said.split('\n')[0]!}`];
	});
