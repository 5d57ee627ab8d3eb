import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { servePlainly } from '../tools/plain-server';
import { summary } from '../tools/counts';
import type { EngineMaker } from './engine';
import { firefox } from './firefox';
import { Player } from './player';
import { countEngines, type EngineResult } from './report';
import { SCENARIOS, type Scenario } from './scenarios';
import { webkit } from './webkit';

/**
 * `npm run test:engines`: what every player does, in the browsers that are not Chromium, on the production build. A
 * browser that is not on this machine is left out, and said to be.
 */
const { values } = parseArgs({
	options: {
		/** A file for the results. */
		report: { type: 'string' },
		/** Only these: a part of the browser's name, or of the scenario's title. */
		only: { type: 'string', default: '' }
	}
});
if (!existsSync('build/index.html')) throw new Error('There is no build: npm run build');

/** Longer than everything in a scenario takes on a slow machine, and shorter than for ever. */
const LIMIT_MS = 240_000;

const results: EngineResult[] = [];
for (const maker of [firefox, webkit]) {
	const chosen = SCENARIOS.filter(({ title }) => `${maker.name} ${title}`.includes(values.only));
	const missing = maker.missing();
	if (missing !== null) console.log(`${maker.name}: skipped, not on this machine (${missing})`);
	for (const scenario of chosen) {
		const result =
			missing === null
				? await twice(maker, scenario)
				: { engine: maker.name, title: scenario.title, skipped: true, error: null, before: null };
		results.push(result);
	}
}
if (results.length === 0) throw new Error(`Nothing is called ${values.only}`);
if (values.report !== undefined) writeFileSync(values.report, JSON.stringify(results));
const counts = countEngines(JSON.stringify(results));
console.log(summary(counts));
// A browser may have left something open behind it.
process.exit(counts.failed === 0 ? 0 : 1);

/** A machine may be busy: what fails is tried once more, and said to be flaky. */
async function twice(maker: EngineMaker, scenario: Scenario): Promise<EngineResult> {
	const first = await run(maker, scenario);
	return first.error === null ? first : { ...(await run(maker, scenario)), before: first.error };
}

async function run(maker: EngineMaker, scenario: Scenario): Promise<EngineResult> {
	const began = Date.now();
	let engine = maker.name as string;
	let error: string | null = null;
	try {
		const browser = await maker.start();
		engine = browser.name;
		const server = await servePlainly();
		let timer: NodeJS.Timeout | undefined;
		try {
			const tooLong = new Promise<never>((_, reject) => {
				timer = setTimeout(() => reject(new Error('It takes too long')), LIMIT_MS);
			});
			await Promise.race([scenario.play(new Player(browser), server), tooLong]);
		} finally {
			clearTimeout(timer);
			await server.close();
			await browser.close();
		}
	} catch (thrown) {
		error = thrown instanceof Error ? `${thrown.message}${causeOf(thrown)}` : String(thrown);
	}
	const seconds = ((Date.now() - began) / 1000).toFixed(1);
	console.log(`${engine} · ${scenario.title}: ${error === null ? 'passed' : 'FAILED'} (${seconds} s)`);
	if (error !== null) console.log(`  ${error}`);
	return { engine, title: scenario.title, skipped: false, error, before: null };
}

function causeOf({ cause }: Error): string {
	if (cause === undefined) return '';
	return cause instanceof Error ? ` (${cause.message}${causeOf(cause)})` : ` (${JSON.stringify(cause)})`;
}
