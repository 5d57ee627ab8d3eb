import { expect, type Page } from '@playwright/test';
import { dropFiles, prepare, openApp, type Wishes } from '../tools/app';
import { installGates, open, reached, shut } from '../tools/gates';
import { cancelButton, clip, fourStems, longSong, songRow } from '../tools/jobs';
import { installLateMessages } from '../tools/late-messages';
import { installWrites, planWrite, releaseWrite, writeReached } from '../tools/writes';

/** Everything a job goes through, in order. */
export const PHASES = [
	'waiting',
	'decoding',
	'keeping the original',
	'model download',
	'session',
	'separating',
	'paused',
	'saving'
] as const;
export type BusyPhase = (typeof PHASES)[number];

/** A song that stands still in a phase, or stays in it for long. */
export interface Held {
	readonly title: string;
	/** Lets what was held back go on, as if it had only been slow. */
	readonly release: () => Promise<void>;
}

/** Those in which a song is heard already: its whole original is stored, and a cancel leaves it as far as it is. */
export const HEARD: readonly BusyPhase[] = ['model download', 'session', 'separating', 'paused'];

/** The app with everything that can hold a job up, and count what is made for it. */
export async function openHeldApp(page: Page, wishes: Wishes = {}): Promise<void> {
	await prepare(page);
	await installLateMessages(page);
	await installGates(page);
	await installWrites(page);
	await openApp(page, { threads: 1, ...wishes });
}

/** Drops a song and holds it in a phase. In `waiting` there is a second song, which it waits for. */
export async function holdIn(page: Page, phase: BusyPhase): Promise<Held> {
	const title = `held in ${phase}`;
	const hold = HOLDS[phase];
	const release = await hold(page, title);
	await expect(cancelButton(page, title)).toBeVisible();
	return { title, release };
}

type Release = () => Promise<void>;

const HOLDS: Readonly<Record<BusyPhase, (page: Page, title: string) => Promise<Release>>> = {
	async waiting(page, title) {
		await shut(page, 'decode');
		await dropFiles(page, longSong('the one before', 2));
		await reached(page, 'decode');
		await dropFiles(page, clip(title, 300));
		await expect(
			page.getByRole('article', { name: title }).getByText('Waiting', { exact: true })
		).toBeVisible();
		return () => open(page, 'decode');
	},
	async decoding(page, title) {
		await shut(page, 'decode');
		await dropFiles(page, clip(title, 310));
		await reached(page, 'decode');
		return () => open(page, 'decode');
	},
	async 'keeping the original'(page, title) {
		await planWrite(page, { at: { first: 'originals' }, act: 'hold' });
		await dropFiles(page, clip(title, 315));
		await writeReached(page);
		return () => releaseWrite(page);
	},
	async 'model download'(page, title) {
		// The first part arrives, so that the screen has something to count.
		const release = await holdRequests(page, '**/models/**/*.bin', 1, () =>
			dropFiles(page, clip(title, 320))
		);
		await expect(songRow(page, title).getByText(/^Fetching the separator/)).toBeVisible();
		return release;
	},
	async session(page, title) {
		// Sessions are made while the model comes in; what holds up the last step is the Fourier transform.
		const release = await holdRequests(page, '**/*pffft*.wasm', 0, () => dropFiles(page, clip(title, 330)));
		await expect(songRow(page, title).getByText(/^Starting the separator/)).toBeVisible();
		return release;
	},
	async separating(page, title) {
		await dropFiles(page, longSong(title, 5));
		await expect(songRow(page, title).getByText(/^Separating [2-9] of/)).toBeVisible();
		return () => Promise.resolve();
	},
	async paused(page, title) {
		await dropFiles(page, longSong(title, 5));
		await page.getByRole('button', { name: `Pause separating ${title}` }).click();
		await expect(songRow(page, title).getByText(/^Paused at \d+ of/)).toBeVisible();
		return () => Promise.resolve();
	},
	async saving(page, title) {
		await planWrite(page, { at: 'complete', act: 'hold' });
		await dropFiles(page, fourStems(title, 8));
		await writeReached(page);
		return () => releaseWrite(page);
	}
};

/** Keeps all requests of a kind unanswered from `begin` on, but for the first `answered`; resolves when one waits. */
export async function holdRequests(
	page: Page,
	url: string,
	answered: number,
	begin: () => Promise<void>
): Promise<Release> {
	let come = 0;
	let letGo = () => undefined as void;
	const released = new Promise<void>((resolve) => (letGo = resolve));
	await page.route(url, async (route) => {
		come += 1;
		if (come > answered) await released;
		// Whoever asked may be gone by now: then there is nobody to answer.
		await route.continue().catch(() => undefined);
	});
	await begin();
	await expect.poll(() => come).toBeGreaterThan(answered);
	return async () => {
		letGo();
		await page.unroute(url);
	};
}
