import { storageUse } from '../library/quota';
import type { FailureWords } from '../separation/job';
import type { App } from './app.svelte';
import { factsOfBrowser, reportOf } from './report';

/**
 * Makes the report of a failure from what is known at that moment, without any name of the library's songs.
 *
 * @param version The app's own.
 * @param app Null where it could not be opened.
 */
export const reporterFor =
	(version: string, app: App | null) =>
	async ({ cause }: FailureWords): Promise<string> =>
		reportOf({
			version,
			browser: factsOfBrowser(),
			model: app && app.settings.model,
			wish: app && app.settings.wish,
			choice: app && app.settings.choice,
			// A page that is not secure has no storage manager.
			storage: await storageUse().catch(() => null),
			cause: cause === undefined ? null : { ...cause, names: [...cause.names, ...namesIn(app)] }
		});

const namesIn = (app: App | null): readonly string[] =>
	app === null ? [] : app.library.songs.flatMap(({ title, artist }) => [title, artist ?? '']);
