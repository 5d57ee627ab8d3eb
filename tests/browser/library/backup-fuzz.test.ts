import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBackup } from '../../../src/lib/library/backup/open-backup';
import { restore } from '../../../src/lib/library/backup/restore';
import type { LibraryDatabase } from '../../../src/lib/library/database';
import { wipe } from '../../../src/lib/library/wipe';
import { frames } from '../../../src/lib/units/units';
import { audit } from '../../tools/audit';
import {
	backedUp,
	contentOf,
	importedSong,
	never,
	noProgress,
	NOW,
	practised,
	restored
} from '../../tools/backup';
import { damaged } from '../../tools/damage';
import { emptyLibrary, storedParts, valueOf } from '../../tools/library';

const BACKUPS = 1000;
/** Of the first one; the n-th after it has this and n. A damage that a report names is made again by its seed. */
const FIRST_SEED = 20_261_123;

type Content = Awaited<ReturnType<typeof contentOf>>;
let db: LibraryDatabase;
let bytes: Uint8Array<ArrayBuffer>;
let own: Content;
let all: Content;

/** What the player has when he restores: a song of his own, and some of what is in the backup, older. */
async function ownLibrary(): Promise<void> {
	valueOf(await wipe(db));
	await practised(db, (await importedSong(db, 'mine', { bytes: 60 })).id);
}

beforeAll(async () => {
	db = await emptyLibrary();
	const layout = { frames: frames(1100), stride: frames(400) };
	const song = await importedSong(db, 'whole', { bytes: 300, layout });
	await storedParts(db, song, 0, 1, 2);
	await storedParts(db, await importedSong(db, 'half', { bytes: 200, layout }), 1);
	await practised(db, song.id);
	const { file } = await backedUp(db);
	bytes = new Uint8Array(await file.arrayBuffer());
	await ownLibrary();
	own = await contentOf(db);
	await restored(db, file);
	all = await contentOf(db);
	expect(all['songs']).toHaveLength(3);
	await ownLibrary();
});
afterAll(() => db.close());

describe('a damaged backup', () => {
	it(`is refused or restored whole, ${BACKUPS} times`, async () => {
		const refused: Record<string, number> = {};
		for (let seed = FIRST_SEED; seed < FIRST_SEED + BACKUPS; seed++) {
			const { kind, file } = damaged(bytes, seed);
			const what = `seed ${seed}, ${kind}`;
			const backup = await openBackup(never, new Blob([file]), noProgress);
			if (backup.ok) {
				valueOf(await restore(never, db, backup.value, noProgress, NOW));
				expect(await contentOf(db), what).toEqual(all);
				expect(await audit(db), what).toEqual([]);
				await ownLibrary();
			} else refused[`${kind}: ${backup.reason}`] = (refused[`${kind}: ${backup.reason}`] ?? 0) + 1;
		}
		expect(await contentOf(db)).toEqual(own);
		const sum = Object.values(refused).reduce((all, some) => all + some, 0);
		console.info(`${sum} of ${BACKUPS} were refused, ${BACKUPS - sum} restored whole`, refused);
		expect(sum).toBeGreaterThan(BACKUPS / 2);
	}, 300_000);
});
