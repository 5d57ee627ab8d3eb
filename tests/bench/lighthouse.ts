import { parseArgs } from 'node:util';
import { preview } from 'vite';
import { DEVICES, inspect, STEADY, type Category, type Device, type Report } from '../tools/lighthouse';

const PAGES = ['/', '/room/', '/progress/', '/storage/', '/about/'];
const LEAST: Readonly<Record<Category, number>> = {
	performance: 95,
	accessibility: 100,
	'best-practices': 100,
	seo: 100
};

/**
 * `npm run lighthouse -- [page …] [--device mobile|desktop] [--runs 3]`: what Lighthouse says of the pages of the
 * production build, each on its first visit. Performance is the median of the runs. Fails where a score is too low.
 */
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: { device: { type: 'string' }, runs: { type: 'string', default: '3' } }
});
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error(`--runs cannot be ${values.runs}`);
const devices = DEVICES.filter((device) => values.device === undefined || device === values.device);
if (devices.length === 0) throw new Error(`--device is one of ${DEVICES.join(', ')}`);

const server = await preview({ preview: { port: 4195 }, logLevel: 'error' });
const home = server.resolvedUrls?.local[0] ?? 'http://localhost:4195/';
try {
	console.log(row('page', 'device', Object.keys(LEAST), 'median run'));
	for (const path of positionals.length > 0 ? positionals : PAGES)
		for (const device of devices) await judge(path, device);
} finally {
	await server.close();
}

async function judge(path: string, device: Device): Promise<void> {
	const address = new URL(path.slice(1), home).href;
	const first = await inspect(address, device, ['performance', ...STEADY]);
	const timed = [first];
	while (timed.length < runs) timed.push(await inspect(address, device, ['performance']));
	timed.sort((a, b) => a.report.performance!.score - b.report.performance!.score);
	const median = timed[Math.floor((timed.length - 1) / 2)]!;

	const report: Report = { ...first.report, performance: median.report.performance! };
	const judged = Object.entries(LEAST).map(([name, least]) => ({ name, least, ...report[name]! }));
	const scores = judged.map(({ score }) => String(score));
	console.log(row(path, device, scores, median.metrics));
	for (const warning of first.warnings) console.log(`    Lighthouse warns: ${warning}`);
	for (const { name, score, least, complaints } of judged) {
		if (score < least) process.exitCode = 1;
		if (score < 100) for (const complaint of complaints) console.log(`    ${name}: ${complaint}`);
	}
}

function row(path: string, device: string, scores: readonly string[], metrics: string): string {
	return [path.padEnd(12), device.padEnd(9), ...scores.map((score) => score.padEnd(15)), metrics].join('');
}
