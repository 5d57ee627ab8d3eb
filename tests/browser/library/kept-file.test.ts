import { afterEach, expect, it, vi } from 'vitest';
import { addSong, getSong, getSource } from '../../../src/lib/library/songs';
import { audit } from '../../tools/audit';
import { emptyLibrary, songFacts, songId, sourceFile } from '../../tools/library';

const a = songId('a');
const cover = new Blob(['a picture'], { type: 'image/png' });

afterEach(() => vi.restoreAllMocks());

/** Refuses Blobs as WebKit does in a private window: now, or until Safari 18.3. */
function refuseBlobs(refusal: DOMException): void {
	// eslint-disable-next-line @typescript-eslint/unbound-method -- bound to each store by `call` below.
	const put = IDBObjectStore.prototype.put;
	const holdsBlob = (value: unknown) => Object.values(value as object).some((part) => part instanceof Blob);
	vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, value, key) {
		if (holdsBlob(value)) throw refusal;
		return put.call(this, value, key);
	});
}

it.each([
	new DOMException('Error preparing Blob/File data to be stored in object store', 'UnknownError'),
	new DOMException('BlobURLs are not yet supported.', 'DataCloneError')
])('where no files can be kept their bytes are, without the cover: %s', async (refusal) => {
	const db = await emptyLibrary();
	refuseBlobs(refusal);
	const source = sourceFile();
	const added = await addSong(db, { ...songFacts(a), cover }, source);
	expect(added).toMatchObject({ ok: true, value: { cover: null, bytes: source.size } });
	expect(await getSong(db, a)).toMatchObject({ cover: null });
	const kept = (await getSource(db, a))!;
	expect(kept.name).toBe(source.name);
	expect(await kept.file.text()).toBe(await source.text());
	expect(await audit(db)).toEqual([]);
	db.close();
});

it('where files can be kept they are, with the cover', async () => {
	const db = await emptyLibrary();
	await addSong(db, { ...songFacts(a), cover }, sourceFile());
	expect((await getSong(db, a))?.cover).toBeInstanceOf(Blob);
	expect((await db.get('sources', a))?.file).toBeInstanceOf(Blob);
	db.close();
});
