import { describe, expect, it } from 'vitest';
import {
	IsolationKeeper,
	nextStep,
	type Isolation,
	type IsolationPage
} from '../../../src/lib/offline/isolation';

const FACTS = { isolated: false, able: true, controlled: true, reloaded: false, mayReload: true };

describe('nextStep', () => {
	it('reloads once the service worker answers and nothing is going on', () =>
		expect(nextStep(FACTS)).toBe('reload'));
	it('leaves an isolated page alone', () =>
		expect(nextStep({ ...FACTS, isolated: true, reloaded: true, able: false })).toBe('isolated'));
	it('waits while something plays, separates or is unsaved', () =>
		expect(nextStep({ ...FACTS, mayReload: false })).toBe('pending'));
	it('waits for the service worker', () => expect(nextStep({ ...FACTS, controlled: false })).toBe('pending'));
	it('gives up after one reload', () => expect(nextStep({ ...FACTS, reloaded: true })).toBe('refused'));
	it('gives up where there is no service worker', () =>
		expect(nextStep({ ...FACTS, able: false })).toBe('refused'));
});

/** A tab: its history's entry and its service worker outlive each load of the page. */
class Tab {
	readonly #container = new EventTarget();
	state: unknown = { kept: 'by another' };
	readonly posted: unknown[] = [];
	controlled = false;
	reloads = 0;

	page(isolated: boolean): IsolationPage {
		const active = { postMessage: (message: unknown) => void this.posted.push(message) };
		const serviceWorker = Object.defineProperties(this.#container, {
			controller: { get: () => (this.controlled ? active : null), configurable: true },
			ready: { get: async () => ({ active }), configurable: true }
		}) as ServiceWorkerContainer;
		const entry = () => this.state;
		return {
			crossOriginIsolated: isolated,
			serviceWorker,
			history: {
				get state() {
					return entry();
				},
				replaceState: (state: unknown) => {
					this.state = state;
				}
			},
			reload: () => {
				this.reloads++;
			}
		};
	}

	takeControl(): void {
		this.controlled = true;
		this.#container.dispatchEvent(new Event('controllerchange'));
	}
}

function keep(tab: Tab, isolated: boolean, mayReload = () => true) {
	const states: Isolation[] = [];
	const keeper = new IsolationKeeper(mayReload, (state) => states.push(state), tab.page(isolated));
	return { keeper, states };
}

describe('IsolationKeeper', () => {
	it('reloads when the first service worker takes over, and is isolated then', () => {
		const tab = new Tab();
		const first = keep(tab, false);
		expect([first.states, tab.reloads]).toEqual([['pending'], 0]);
		tab.takeControl();
		expect(tab.reloads).toBe(1);
		expect(keep(tab, true).states).toEqual(['isolated']);
	});

	it('reloads once, not for ever, where it is of no use', () => {
		const tab = new Tab();
		keep(tab, false);
		tab.takeControl();
		expect(keep(tab, false).states).toEqual(['refused']);
		expect(keep(tab, false).states).toEqual(['refused']);
		expect(tab.reloads).toBe(1);
	});

	it('gives up for good, whoever asks again', () => {
		const tab = new Tab();
		keep(tab, false);
		tab.takeControl();
		const second = keep(tab, false);
		tab.state = null;
		second.keeper.check();
		expect([second.states, tab.reloads]).toEqual([['refused'], 1]);
	});

	it('waits until the player is done', () => {
		const tab = new Tab();
		let playing = true;
		const { keeper } = keep(tab, false, () => !playing);
		tab.takeControl();
		expect(tab.reloads).toBe(0);
		playing = false;
		keeper.check();
		expect(tab.reloads).toBe(1);
	});

	it('asks a service worker that was passed over to answer, and may reload again later', async () => {
		const tab = new Tab();
		const { keeper } = keep(tab, false);
		tab.takeControl();
		keeper.dispose();
		keep(tab, true).keeper.dispose();
		// A forced reload goes past the service worker.
		tab.controlled = false;
		keep(tab, false);
		await Promise.resolve();
		expect(tab.posted).toContainEqual({ type: 'CLAIM' });
		tab.takeControl();
		expect(tab.reloads).toBe(2);
	});

	it('leaves alone what others keep in the entry', () => {
		const tab = new Tab();
		keep(tab, false);
		tab.takeControl();
		expect(tab.state).toMatchObject({ kept: 'by another' });
		keep(tab, true);
		expect(tab.state).toEqual({ kept: 'by another' });
	});

	it('does nothing any more once disposed', () => {
		const tab = new Tab();
		keep(tab, false).keeper.dispose();
		tab.takeControl();
		expect(tab.reloads).toBe(0);
	});
});
