import lighthouse, { desktopConfig, type Result } from 'lighthouse';
import { launch } from 'puppeteer-core';
import { chromiumLaunch, findChromium } from './chromium';

/** What Lighthouse imitates: a phone of the middle class on a slow 4G network, or a computer on a good line. */
export type Device = 'mobile' | 'desktop';
export const DEVICES: readonly Device[] = ['mobile', 'desktop'];

export type Category = 'performance' | 'accessibility' | 'best-practices' | 'seo';
/** The same at every run; performance depends on what else the machine does. */
export const STEADY: readonly Category[] = ['accessibility', 'best-practices', 'seo'];

export interface Judgement {
	/** From 0 to 100. */
	readonly score: number;
	/** What keeps the score from being full, with what Lighthouse says of it and the elements it names. */
	readonly complaints: readonly string[];
}

export type Report = Readonly<Record<string, Judgement>>;

/** On a busy machine it now and then misses the beginning of what it records, and says so. */
const ATTEMPTS = 3;

/**
 * Lets Lighthouse open an address as on a first visit, in a Chromium of its own with a fresh profile.
 *
 * @returns a judgement for each category asked for, and what Lighthouse had to say about the run itself.
 * @throws Error where the page could not be opened.
 */
export async function inspect(
	address: string,
	device: Device,
	categories: readonly Category[]
): Promise<{ readonly report: Report; readonly metrics: string; readonly warnings: readonly string[] }> {
	for (let attempt = 1; ; attempt++) {
		const lhr = await run(address, device, categories);
		if (lhr.runtimeError === undefined)
			return {
				report: Object.fromEntries(categories.map((name) => [name, judgementOf(lhr, name)])),
				metrics: categories.includes('performance') ? metricsOf(lhr) : '',
				warnings: lhr.runWarnings
			};
		if (attempt === ATTEMPTS) throw new Error(lhr.runtimeError.message);
	}
}

async function run(address: string, device: Device, categories: readonly Category[]): Promise<Result> {
	const executablePath = findChromium();
	if (executablePath === undefined) throw new Error('There is no Chromium for Lighthouse');
	const browser = await launch({ executablePath, args: chromiumLaunch().args });
	try {
		const done = await lighthouse(
			address,
			{ onlyCategories: [...categories], logLevel: 'error' },
			device === 'desktop' ? desktopConfig : undefined,
			await browser.newPage()
		);
		if (done === undefined) throw new Error(`Lighthouse gave nothing for ${address}`);
		return done.lhr;
	} finally {
		await browser.close();
	}
}

function judgementOf(lhr: Result, name: Category): Judgement {
	const category = lhr.categories[name];
	if (typeof category?.score !== 'number') throw new Error(`Lighthouse did not judge ${name}`);
	const complaints = category.auditRefs
		.filter(({ weight }) => weight > 0)
		.map(({ id }) => lhr.audits[id]!)
		.filter(({ score }) => score !== null && score < 1)
		.map(({ title, displayValue = '', details }) =>
			[title, displayValue, ...elementsOf(details)].filter(Boolean).join(' · ')
		);
	return { score: Math.round(category.score * 100), complaints };
}

/** A row of what an audit points at: an element of the page, a file, or a line of the console. */
interface Finding {
	readonly node?: { readonly snippet?: string };
}

function elementsOf(details: Result['audits'][string]['details']): string[] {
	if (details?.type !== 'table') return [];
	return (details.items as Finding[])
		.slice(0, 5)
		.map((finding) => finding.node?.snippet ?? JSON.stringify(finding));
}

/** What performance is reckoned from, in Lighthouse's own words: its paints, its blocked time, its shifts. */
function metricsOf({ audits }: Result): string {
	const wanted = {
		FCP: 'first-contentful-paint',
		LCP: 'largest-contentful-paint',
		TBT: 'total-blocking-time',
		CLS: 'cumulative-layout-shift',
		SI: 'speed-index'
	};
	return Object.entries(wanted)
		.map(([short, id]) => `${short} ${audits[id]?.displayValue ?? '?'}`)
		.join(', ');
}
