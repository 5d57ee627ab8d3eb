/** How many tests passed, failed and were skipped, read from the reports of the test runners. */
export interface Counts {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
}

export const add = (a: Counts, b: Counts): Counts => ({
	passed: a.passed + b.passed,
	failed: a.failed + b.failed,
	skipped: a.skipped + b.skipped
});

/** Skipped tests are named only where there are some: normally there are none. */
export const summary = ({ passed, failed, skipped }: Counts): string =>
	`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/**
 * What a step counts for: its tests where it has any, else itself as one. A step that ended badly has failed,
 * even if every test it counted passed (or it counted none).
 */
export function settle(stepPassed: boolean, counted: Counts | undefined): Counts {
	if (counted === undefined) return { passed: stepPassed ? 1 : 0, failed: stepPassed ? 0 : 1, skipped: 0 };
	return stepPassed || counted.failed > 0 ? counted : { ...counted, failed: 1 };
}

interface VitestReport {
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	readonly numPendingTests: number;
	readonly numTodoTests: number;
	readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

/** A file that could not even be loaded has no tests: it counts as one that failed. */
export function countVitest(json: string): Counts {
	const report = JSON.parse(json) as VitestReport;
	const broken = report.testResults.filter(
		({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0
	);
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + broken.length,
		skipped: report.numPendingTests + report.numTodoTests
	};
}

interface PlaywrightReport {
	readonly stats: Readonly<Record<'expected' | 'unexpected' | 'flaky' | 'skipped', number>>;
}

/**
 * A flaky test failed and passed when it was tried again: machines are noisy, and what is tested in real time may
 * stumble once. It counts as passed and is named at the end (`playwrightTroubles`).
 */
export function countPlaywright(json: string): Counts {
	const { expected, unexpected, flaky, skipped } = (JSON.parse(json) as PlaywrightReport).stats;
	return { passed: expected + flaky, failed: unexpected, skipped };
}
