import { afterEach, beforeEach, expect, it, vi } from 'vitest';

/** Stands for Workbox: registers as it is told, and lets a test say that a version waits. */
const workbox = vi.hoisted(
	(): { refusal: Error | null; waiting: () => void; skipped: number; looked: number } => ({
		refusal: null,
		waiting: () => {},
		skipped: 0,
		looked: 0
	})
);
vi.mock('workbox-window', () => ({
	Workbox: class {
		addEventListener(_type: string, listener: () => void) {
			workbox.waiting = listener;
		}
		messageSkipWaiting() {
			workbox.skipped++;
		}
		async register() {
			if (workbox.refusal !== null) throw workbox.refusal;
		}
		async update() {
			workbox.looked++;
			throw new TypeError('Failed to fetch');
		}
	}
}));

const { watchForUpdates } = await import('../../../src/lib/offline/updates');

let container: EventTarget & { controller: object | null };
let page: EventTarget & { visibilityState: string };
let reloads: number;

beforeEach(() => {
	Object.assign(workbox, { refusal: null, skipped: 0, looked: 0 });
	container = Object.assign(new EventTarget(), { controller: {} });
	page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
	reloads = 0;
	vi.stubGlobal('navigator', { serviceWorker: container });
	vi.stubGlobal('document', page);
	vi.stubGlobal('location', {
		reload: () => {
			reloads++;
		}
	});
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.useRealTimers();
});

/** Nothing is going on, and nobody listens. */
const IDLE = { waiting: () => {}, replaced: () => {}, mayReload: () => true };

const takesControl = () => container.dispatchEvent(new Event('controllerchange'));

it('reloads only when the player agreed', async () => {
	const takeOvers: (() => boolean)[] = [];
	expect(
		(await watchForUpdates('sw.js', { ...IDLE, waiting: (takeOver) => takeOvers.push(takeOver) })).ok
	).toBe(true);
	workbox.waiting();
	expect([workbox.skipped, reloads]).toEqual([0, 0]);
	expect(takeOvers[0]!()).toBe(true);
	expect([workbox.skipped, reloads]).toEqual([1, 0]);
	takesControl();
	expect(reloads).toBe(1);
});

it('does nothing while something plays, separates or is unsaved', async () => {
	let busy = true;
	const takeOvers: (() => boolean)[] = [];
	let replaced = 0;
	await watchForUpdates('sw.js', {
		waiting: (takeOver) => takeOvers.push(takeOver),
		replaced: () => replaced++,
		mayReload: () => !busy
	});
	workbox.waiting();
	expect(takeOvers[0]!()).toBe(false);
	expect(workbox.skipped).toBe(0);

	busy = false;
	expect(takeOvers[0]!()).toBe(true);
	// Begun between the click and the takeover.
	busy = true;
	takesControl();
	expect([reloads, replaced]).toEqual([0, 1]);
});

it('tells a page that another tab started the new version, and leaves it running', async () => {
	let replaced = 0;
	await watchForUpdates('sw.js', { ...IDLE, replaced: () => replaced++ });
	takesControl();
	expect([reloads, replaced]).toEqual([0, 1]);
});

it('takes the first service worker of all for no new version', async () => {
	container.controller = null;
	let replaced = 0;
	await watchForUpdates('sw.js', { ...IDLE, replaced: () => replaced++ });
	takesControl();
	expect(replaced).toBe(0);
	takesControl();
	expect(replaced).toBe(1);
});

it.each([
	new DOMException('Refused', 'SecurityError'),
	new TypeError("Cannot read properties of undefined (reading 'waiting')")
])('works without a service worker: %s', async (refusal) => {
	workbox.refusal = refusal;
	expect(await watchForUpdates('sw.js', IDLE)).toMatchObject({ ok: false, reason: 'no-service-worker' });
});

it('works in a browser without service workers', async () => {
	vi.stubGlobal('navigator', {});
	expect(await watchForUpdates('sw.js', IDLE)).toMatchObject({ ok: false });
});

it('does not hide a mistake', async () => {
	workbox.refusal = new Error('A mistake');
	await expect(watchForUpdates('sw.js', IDLE)).rejects.toThrow('A mistake');
});

it('looks for a new version when it is shown after an hour, network or not', async () => {
	vi.useFakeTimers({ toFake: ['performance'] });
	await watchForUpdates('sw.js', IDLE);
	page.dispatchEvent(new Event('visibilitychange'));
	expect(workbox.looked).toBe(0);
	vi.advanceTimersByTime(61 * 60 * 1000);
	page.dispatchEvent(new Event('visibilitychange'));
	page.dispatchEvent(new Event('visibilitychange'));
	expect(workbox.looked).toBe(1);
});
