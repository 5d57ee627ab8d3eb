import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { CDPSession, Page } from '@playwright/test';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, preview } from 'vite';
import { inFreshBrowser } from './fresh-browser';
import './waveform-page/handle';

/**
 * `npm run bench:waveform`: the lanes and the overview of a song of 30 minutes at 1440 CSS pixels, built as for
 * production, in Chromium. Prints a JSON object of one entry per situation: frames of the screen, how many of
 * them took longer than 20 ms, milliseconds of the processor per frame for scripts, for style and layout, and for
 * everything on the main thread, and calls that painted on a canvas.
 */
const root = join(import.meta.dirname, 'waveform-page');
const outDir = mkdtempSync(join(tmpdir(), 'riffroom-waveform-'));
try {
	const plugins = [svelte({ configFile: false })];
	const options = { root, configFile: false, logLevel: 'error', build: { outDir } } as const;
	await build({ ...options, plugins });
	const server = await preview({ ...options, preview: { port: 4194 } });
	try {
		const address = server.resolvedUrls?.local[0] ?? 'http://localhost:4194/';
		console.log(JSON.stringify(await inFreshBrowser((page) => measure(page, address)), null, '\t'));
	} finally {
		await server.close();
	}
} finally {
	rmSync(outDir, { recursive: true, force: true });
}

interface Figures {
	readonly frames: number;
	readonly over20ms: number;
	readonly scriptMs: number;
	readonly layoutMs: number;
	readonly taskMs: number;
	readonly paints: number;
}

async function measure(page: Page, address: string): Promise<Record<string, Figures>> {
	await page.setViewportSize({ width: 1440, height: 900 });
	await page.addInitScript(countPaints);
	await page.goto(new URL('?minutes=30', address).href);
	await page.waitForFunction(() => globalThis.riffroomPaints > 0);
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	const during = (act: () => void, seconds: number) => situation(page, session, act, seconds);
	return {
		'whole song, paused': await during(() => riffroomStage.pause(), 2),
		'whole song, playing': await during(() => riffroomStage.play(), 3),
		'8 s, following': await during(() => riffroomStage.show(8), 10),
		'1 s, following': await during(() => riffroomStage.show(1), 5),
		'1 s, paused': await during(() => riffroomStage.pause(), 2),
		'zooming from the whole song to 1 s': await during(zoomIn, 4)
	};
}

/** What happens in the seconds after something was done, once it has settled. */
async function situation(page: Page, session: CDPSession, act: () => void, time: number): Promise<Figures> {
	await page.evaluate(act);
	await page.waitForTimeout(500);
	const before = await metrics(session);
	const counted = await page.evaluate(countFrames, time * 1000);
	const after = await metrics(session);
	const perFrame = (...names: string[]) => {
		const spent = names.reduce((sum, name) => sum + (after[name] ?? 0) - (before[name] ?? 0), 0);
		return Math.round((1e6 * spent) / counted.frames) / 1000;
	};
	return {
		...counted,
		scriptMs: perFrame('ScriptDuration'),
		layoutMs: perFrame('LayoutDuration', 'RecalcStyleDuration'),
		taskMs: perFrame('TaskDuration')
	};
}

async function metrics(session: CDPSession): Promise<Record<string, number>> {
	const { metrics: all } = await session.send('Performance.getMetrics');
	return Object.fromEntries(all.map(({ name, value }) => [name, value]));
}

/** Runs in the page, before any script of it. */
function countPaints(): void {
	globalThis.riffroomPaints = 0;
	const canvas = CanvasRenderingContext2D.prototype;
	for (const name of ['fill', 'stroke', 'fillRect', 'clearRect', 'drawImage'] as const) {
		const paint = Reflect.get(canvas, name) as (...args: unknown[]) => void;
		Object.assign(canvas, {
			[name](this: CanvasRenderingContext2D, ...args: unknown[]) {
				globalThis.riffroomPaints++;
				paint.apply(this, args);
			}
		});
	}
}

/** Runs in the page. */
function countFrames(time: number): Promise<{ frames: number; over20ms: number; paints: number }> {
	return new Promise((resolve) => {
		const painted = riffroomPaints;
		let [began, last] = [0, 0];
		let [frames, over20ms] = [0, 0];
		requestAnimationFrame(function tick(now) {
			if (began === 0) began = now;
			else {
				frames++;
				if (now - last > 20) over20ms++;
			}
			last = now;
			if (now - began < time) requestAnimationFrame(tick);
			else resolve({ frames, over20ms, paints: riffroomPaints - painted });
		});
	});
}

/** Runs in the page: a step in every frame of the screen for as long as is measured. */
function zoomIn(): void {
	const length = 1800;
	let shown = length;
	riffroomStage.show(length);
	riffroomStage.seek(900);
	requestAnimationFrame(function tick() {
		shown *= 0.97;
		riffroomStage.show(Math.max(1, shown));
		if (shown > 1) requestAnimationFrame(tick);
	});
}
