import { openLibrary, type LibraryDatabase } from '../../src/lib/library/database';
import { listLoops } from '../../src/lib/library/loops';
import { recordSession } from '../../src/lib/library/sessions';
import { addSong, changeSong, listSongs } from '../../src/lib/library/songs';
import { newLoop, withPass, type LoopId } from '../../src/lib/music/saved-loop';
import type { LoopPractice, SessionId } from '../../src/lib/music/session';
import type { SongId } from '../../src/lib/music/song';
import { speed } from '../../src/lib/music/tuning';
import { DAY_ENDS_AT, practiceDayOf } from '../../src/lib/practice/day';
import { frames, milliseconds } from '../../src/lib/units/units';
import { noWatch, songFacts, sourceFile, valueOf } from './library';

/** One session as a test tells of it. */
export interface Practised {
	/** The song's title. */
	readonly song: string;
	readonly artist?: string | null;
	/** When it began, ISO 8601. The player lives in the page's time zone. */
	readonly at: string;
	readonly minutes: number;
	/** The loop that was heard whole, and how; it is kept. */
	readonly loop?: { readonly name: string; readonly passes: number; readonly percent: number };
}

/**
 * Writes these sessions as the app does. The songs named in `here` are put into the library if they are not there yet;
 * the others were deleted since.
 */
async function practise(sessions: readonly Practised[], here: readonly string[]): Promise<void> {
	const db = valueOf(await openLibrary(noWatch));
	try {
		const known = new Map((await listSongs(db)).map(({ title, id }) => [title, id]));
		for (const title of here) {
			if (known.has(title)) continue;
			valueOf(await addSong(db, { ...songFacts(idOf(title)), title }, sourceFile()));
			// Its file is no music: nobody shall try to separate it.
			valueOf(await changeSong(db, idOf(title), { stopped: true }));
		}
		for (const practised of sessions)
			await record(db, known.get(practised.song) ?? idOf(practised.song), practised);
		// As a tab that practises does.
		const news = new BroadcastChannel('riffroom:news');
		news.postMessage({ type: 'practised' });
		news.close();
	} finally {
		db.close();
	}
}

async function record(
	db: LibraryDatabase,
	song: SongId,
	{ song: title, artist = null, at, minutes, loop }: Practised
) {
	const startedAt = Date.parse(at);
	const session = {
		id: crypto.randomUUID() as SessionId,
		song,
		title,
		artist,
		startedAt,
		day: practiceDayOf(startedAt, Temporal.Now.timeZoneId(), DAY_ENDS_AT),
		sounded: milliseconds(minutes * 60_000),
		passes: loop?.passes ?? 0,
		loops: loop === undefined ? [] : [await go(db, song, loop, startedAt)],
		muted: [],
		soloed: []
	};
	valueOf(await recordSession(db, session, startedAt + session.sounded));
}

/** Goes through the song's loop of that name so many times; a new one where there is none. */
async function go(
	db: LibraryDatabase,
	song: SongId,
	{ name, passes, percent }: Exclude<Practised['loop'], undefined>,
	at: number
): Promise<LoopPractice> {
	const others = await listLoops(db, song);
	const id = crypto.randomUUID() as LoopId;
	const fresh = { ...newLoop(song, { start: frames(0), end: frames(88_200) }, others, at, id), name };
	let loop = others.find((other) => other.name === name) ?? fresh;
	for (let pass = 0; pass < passes; pass++) loop = withPass(loop, speed(percent), at);
	// Straight into its store: `keepLoop` leaves what was reached as it is.
	await db.put('loops', loop);
	return { loop: loop.id, name, passes, speed: speed(percent) };
}

const idOf = (title: string): SongId =>
	Array.from(title, (letter) => letter.charCodeAt(0).toString(16))
		.join('')
		.padEnd(64, '0')
		.slice(0, 64) as SongId;

declare global {
	var riffroomPractise: typeof practise;
}
globalThis.riffroomPractise = practise;
