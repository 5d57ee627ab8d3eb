import { BlobWriter } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { describe, expect, it } from 'vitest';
import { readArchive } from '../../../src/lib/library/backup/archive';
import { ArchiveWriter } from '../../../src/lib/library/backup/archive-writer';
import {
	MANIFEST,
	manifestOf,
	RECORDS,
	toJson,
	type ManifestEntry
} from '../../../src/lib/library/backup/format';
import { openBackup } from '../../../src/lib/library/backup/open-backup';
import { sha256Of } from '../../../src/lib/library/backup/sha256';
import { Sink } from '../../../src/lib/library/backup/sink';
import { loadZip } from '../../../src/lib/library/backup/zip';

type Bytes = Uint8Array<ArrayBuffer>;
const never = new AbortController().signal;
const nothing = { sessions: [], achievements: [], settings: [], loops: [], markers: [], rooms: [] };
const opened = (...parts: BlobPart[]) => openBackup(never, new Blob(parts), () => undefined);

/** What `write` writes into a zip file. */
async function file(write: (archive: ArchiveWriter) => Promise<void>): Promise<Blob> {
	const chunks: Bytes[] = [];
	const sink = new Sink(new WritableStream({ write: (chunk: Bytes) => void chunks.push(chunk.slice()) }));
	await write(new ArchiveWriter(await loadZip(), sink));
	expect(chunks.reduce((sum, { length }) => sum + length, 0)).toBe(sink.bytes);
	return new Blob(chunks);
}

const backup = (records: unknown = nothing, ...more: string[]): Promise<Blob> =>
	file(async (archive) => {
		await archive.add(RECORDS, toJson(records));
		for (const name of more) await archive.add(name, new Uint8Array(50).fill(7));
		await archive.close(123);
	});

/** The directory does not name it. */
const GONE = 'gone';

/** A zip file like a backup, whose manifest says something else. */
async function forged(
	entries: readonly [string, Bytes][],
	manifest: (entries: readonly ManifestEntry[]) => unknown,
	options: Record<string, unknown> = {}
): Promise<Blob> {
	const zip = await loadZip();
	const writer = new zip.ZipWriter(new BlobWriter(), {
		...{ level: 0, bufferedWrite: true, dataDescriptor: false, extendedTimestamp: false },
		...options
	});
	const named: ManifestEntry[] = [];
	for (const [name, bytes] of entries) {
		if (name === GONE) {
			await writer.add(name, new zip.Uint8ArrayReader(bytes));
			writer.remove(name);
			continue;
		}
		named.push({ name, bytes: bytes.length, sha256: await sha256Of(bytes) });
		await writer.add(name, new zip.Uint8ArrayReader(bytes));
	}
	await writer.add(MANIFEST, new zip.Uint8ArrayReader(toJson(manifest(named))));
	return writer.close();
}
const records: [string, Bytes] = [RECORDS, toJson(nothing)];

/** With two entries of one name, which no zip program would write. */
async function twice(): Promise<Blob> {
	const other = RECORDS.replace('records', 'recordz');
	const file = await forged([records, [other, records[1]]], ([first]) => manifestOf(1, [first!, first!]));
	const bytes = new Uint8Array(await file.arrayBuffer());
	const text = new TextDecoder('latin1').decode(bytes);
	for (const { index } of text.matchAll(new RegExp(other, 'g')))
		bytes.set(new TextEncoder().encode(RECORDS), index);
	return new Blob([bytes]);
}

describe('a backup’s file', () => {
	it('is an ordinary zip file of stored entries, which lie one behind the other', async () => {
		const made = await backup();
		const archive = await readArchive(made);
		if (!archive.ok) throw new Error(archive.detail);
		expect(archive.value.createdAt).toBe(123);
		const [entry] = archive.value.entries.values();
		expect(await entry!.data.text()).toBe(new TextDecoder().decode(toJson(nothing)));
		expect(await opened(made)).toMatchObject({ ok: true, value: { createdAt: 123, sessions: 0, songs: [] } });
	});

	it.each<[string, () => Blob | Promise<Blob>]>([
		['nothing at all', () => new Blob()],
		['a text', () => new Blob(['Dear player, this is a letter.'.repeat(100)])],
		['bytes', () => new Blob([Uint8Array.from({ length: 5000 }, (_, i) => (i * i * 7919) >> 5)])],
		['another zip file', () => forged([['letter.txt', new Uint8Array(20)]], () => 'no manifest of ours')],
		[
			'another program’s backup',
			() => forged([['song', new Uint8Array(20)]], () => ({ format: 'other-backup', version: 1 }))
		]
	])('is not %s', async (_, make) => {
		expect(await opened(await make())).toMatchObject({ ok: false, reason: 'not-a-backup' });
	});

	it('of a later RiffRoom says so, whatever else has changed in it', async () => {
		const later = { format: 'riffroom-backup', version: 2, contents: 'elsewhere' };
		expect(await opened(await forged([['new', new Uint8Array(3)]], () => later))).toMatchObject({
			reason: 'newer'
		});
		expect(await opened(await forged([records], () => later, { level: 6 }))).toMatchObject({
			reason: 'newer'
		});
	});

	it.each<[string, () => Promise<Blob>]>([
		['is cut short', async () => (await backup()).slice(0, -30)],
		['has lost its beginning', async () => (await backup()).slice(10)],
		['has more bytes at its end', async () => new Blob([await backup(), 'x'])],
		['has more bytes at its beginning', async () => new Blob(['x', await backup()])],
		['is two of them', async () => new Blob([await backup(), await backup()])],
		['has an entry that is not of a backup', () => backup(nothing, 'letter.txt')],
		['has a part of no song', () => backup(nothing, 'songs/one/source-0')],
		['has no records', () => forged([], (named) => manifestOf(1, named))],
		[
			'has an entry more than it names',
			() => forged([records, ['songs/x', new Uint8Array(1)]], ([first]) => manifestOf(1, [first!]))
		],
		[
			'has an entry less than it names',
			() => forged([records], ([first]) => manifestOf(1, [first!, { ...first!, name: 'songs/x' }]))
		],
		['names an entry twice', () => forged([records], ([first]) => manifestOf(1, [first!, first!]))],
		[
			'names another entry',
			() => forged([records], ([first]) => manifestOf(1, [{ ...first!, name: 'songs/x' }]))
		],
		['has one of its entries twice', twice],
		[
			'has an entry that its directory does not name',
			() => forged([records, [GONE, new Uint8Array(9)]], (named) => manifestOf(1, named))
		],
		[
			'has another checksum',
			() => forged([records], ([first]) => manifestOf(1, [{ ...first!, sha256: '0'.repeat(64) }]))
		],
		['has another length', () => forged([records], ([first]) => manifestOf(1, [{ ...first!, bytes: 7 }]))],
		['has no version', () => forged([records], (named) => ({ ...manifestOf(1, named), version: 0.5 }))],
		['has no list of its entries', () => forged([records], () => ({ ...manifestOf(1, []), entries: {} }))],
		['is compressed', () => forged([records], (named) => manifestOf(1, named), { level: 6 })],
		[
			'has bytes between its entries',
			() => forged([records], (named) => manifestOf(1, named), { extendedTimestamp: true })
		],
		['has records that are none', () => backup({ ...nothing, loops: 'none' })],
		['has a row that is none', () => backup({ ...nothing, sessions: [{ id: 'x' }] })]
	])('that %s is refused', async (_, make) => {
		const outcome = await opened(await make());
		expect(outcome.ok).toBe(false);
		if (!outcome.ok) expect(['damaged', 'not-a-backup']).toContain(outcome.reason);
	});

	it('that begins as one and does not end as one is damaged, not foreign', async () => {
		expect(await opened((await backup()).slice(0, -30))).toMatchObject({ reason: 'damaged' });
	});
});
