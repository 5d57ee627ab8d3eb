import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { countEngines, enginesTroubles } from './engines/report';
import { findChromium, installAttempts } from './tools/chromium';
import { add, countPlaywright, countVitest, settle, summary, type Counts } from './tools/counts';
import { playwrightTroubles, vitestTroubles } from './tools/troubles';

/** `npm test`: every check of the project, one after the other, to the end whatever fails. */
const RESULTS = 'test-results';

interface Step {
	readonly title: string;
	readonly command: string;
	/** Where a step that runs tests leaves its report, and who reads it; a step without one counts as one test. */
	readonly report?: {
		readonly file: string;
		readonly count: (json: string) => Counts;
		readonly troubles: (json: string) => readonly string[];
	};
}

const vitest = (title: string, project: string): Step => {
	const file = `${RESULTS}/${project}.json`;
	return {
		title,
		command: `vitest run --project ${project} --reporter=default --reporter=json --outputFile.json=${file}`,
		report: { file, count: countVitest, troubles: vitestTroubles }
	};
};

const STEPS: readonly Step[] = [
	{ title: 'Lint', command: 'npm run lint' },
	{ title: 'Types', command: 'npm run check' },
	// Before the tests: those in the browser fetch the models that it makes.
	{ title: 'Production build', command: 'npm run build' },
	vitest('Unit tests', 'unit'),
	vitest('Browser tests', 'browser'),
	{
		title: 'End-to-end tests and guarantees',
		command: 'playwright test --retries=1 --reporter=list,json',
		report: {
			file: `${RESULTS}/playwright.json`,
			count: countPlaywright,
			troubles: playwrightTroubles
		}
	},
	{
		title: 'Other browsers, where they are',
		command: `tsx tests/engines/run.ts --report ${RESULTS}/engines.json`,
		report: { file: `${RESULTS}/engines.json`, count: countEngines, troubles: enginesTroubles }
	}
];

function shell(command: string, environment: NodeJS.ProcessEnv = {}): boolean {
	console.log(`$ ${command}`);
	const { status } = spawnSync(command, {
		shell: true,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: { ...process.env, ...environment }
	});
	return status === 0;
}

function provideChromium(): void {
	const debian = existsSync('/etc/debian_version');
	for (const command of installAttempts(process.getuid?.() === 0, debian)) {
		if (findChromium() !== undefined) break;
		console.log('\nThere is no Chromium for the tests: installing one.');
		shell(command);
	}
	console.log(`Chromium: ${findChromium() ?? 'none found, and none could be installed'}`);
}

function run({ title, command, report }: Step): { counts: Counts; troubles: readonly string[] } {
	console.log(`\n── ${title} ──`);
	const passed = shell(command, report && { PLAYWRIGHT_JSON_OUTPUT_FILE: report.file });
	if (report === undefined || !existsSync(report.file))
		return { counts: settle(passed, undefined), troubles: [] };
	const json = readFileSync(report.file, 'utf8');
	return { counts: settle(passed, report.count(json)), troubles: report.troubles(json) };
}

rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
provideChromium();
const results = STEPS.map((step) => ({ title: step.title, ...run(step) }));

console.log('');
for (const { title, counts, troubles } of results) {
	console.log(`${title}: ${counts.failed === 0 ? 'passed' : 'FAILED'}`);
	for (const trouble of troubles) console.log(`  ${trouble}`);
}
const total = results.map(({ counts }) => counts).reduce(add);
console.log(summary(total));
process.exitCode = total.failed === 0 ? 0 : 1;
