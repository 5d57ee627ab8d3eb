import { openLibrary } from '../../src/lib/library/database';
import { STEMS } from '../../src/lib/music/stems';
import { audit } from './audit';
import { noWatch, valueOf } from './library';

/** What an outsider finds in the library. */
export interface Findings {
	/** See `audit`. */
	readonly complaints: readonly string[];
	readonly songs: readonly {
		readonly title: string;
		readonly state: string;
		readonly finished: readonly number[];
	}[];
	/** SHA-256 over a block's samples and scales, by its index; of all songs together. */
	readonly blocks: Readonly<Record<number, string>>;
	/** Whether the whole original of each song is stored, in the songs' order. */
	readonly prepared: readonly boolean[];
	/** Bytes of sound in each row that holds any, by its store and its key after the song's: `ends 2 tail`. */
	readonly sound: Readonly<Record<string, number>>;
}

async function look(): Promise<Findings> {
	const db = valueOf(await openLibrary(noWatch));
	try {
		const songs = await db.getAll('songs');
		const blocks: Record<number, string> = {};
		const sound: Record<string, number> = {};
		for (const { index, stems } of await db.getAll('blocks')) {
			const parts = STEMS.flatMap((stem) => [stems[stem].pcm, new Float64Array([stems[stem].scale])]);
			const bytes = await new Blob(parts).arrayBuffer();
			const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
			blocks[index] = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
			sound[`blocks ${index}`] = STEMS.reduce((sum, stem) => sum + stems[stem].pcm.byteLength, 0);
		}
		for (const { index, samples } of await db.getAll('originals'))
			sound[`originals ${index}`] = samples.byteLength;
		for (const key of await db.getAllKeys('ends'))
			sound[`ends ${key[1]} ${key[2]}`] = (await db.get('ends', key))!.byteLength;
		return {
			complaints: await audit(db),
			songs: songs.map(({ title, state, finished }) => ({ title, state, finished: [...finished] })),
			blocks,
			prepared: songs.map(({ level }) => level !== null),
			sound
		};
	} finally {
		db.close();
	}
}

declare global {
	var riffroomLook: typeof look;
}
globalThis.riffroomLook = look;
