import type { PageLoad } from './$types';

/** What is on this device is known when the page appears: nothing on it moves afterwards. */
export const load: PageLoad = async ({ parent }) => {
	const { app } = await parent();
	await app?.keeping.storage.refresh();
};
