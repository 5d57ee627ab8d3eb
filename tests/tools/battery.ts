import type { Page } from '@playwright/test';

/** As the browser's battery tells it; `level` from 0 to 1. */
export interface Charge {
	readonly charging: boolean;
	readonly level: number;
}

declare global {
	var riffroomBattery: EventTarget & { charging: boolean; level: number };
}

/** Gives the page a battery that the test charges, from its first script on. */
export const installBattery = (page: Page, charge: Charge): Promise<unknown> =>
	page.addInitScript((given) => {
		const battery = (globalThis.riffroomBattery = Object.assign(new EventTarget(), given));
		Object.assign(navigator, { getBattery: () => Promise.resolve(battery) });
	}, charge);

export const setCharge = (page: Page, charge: Charge): Promise<void> =>
	page.evaluate((given) => {
		const battery = Object.assign(globalThis.riffroomBattery, given);
		for (const change of ['chargingchange', 'levelchange']) battery.dispatchEvent(new Event(change));
	}, charge);
