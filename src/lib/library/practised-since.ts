import type { LibraryDatabase } from './database';
import { read } from './transaction';

/** When the first practice session began, milliseconds since 1970; null: there was none. Rejects where storage fails. */
export const practisedSince = (db: LibraryDatabase): Promise<number | null> =>
	read(db, 'days', async (days) => (await days.getAll(null, 1))[0]?.firstAt ?? null);
