import { openLibrary } from '../../src/lib/library/database';
import { PRACTICE_STORES, readRecords, recordSession } from '../../src/lib/library/sessions';
import type { AchievementName } from '../../src/lib/music/achievement';
import type { Session } from '../../src/lib/music/session';
import { noWatch, valueOf } from './library';

/** What came of one recording. */
export interface Recording {
	readonly awarded: readonly AchievementName[];
	/** When it was done: milliseconds since 1970, on the one clock that all pages have. */
	readonly doneAt: number;
}

const db = valueOf(await openLibrary(noWatch));
let letGo: () => void;

const record = async (session: Session): Promise<Recording> => {
	const { awarded } = valueOf(await recordSession(db, session, Date.now()));
	return { awarded: awarded.map(({ name }) => name), doneAt: performance.timeOrigin + performance.now() };
};

/** A tab that records as the app does: the same code, the same database, a connection of its own. */
const recorder = {
	records: () => readRecords(db),
	/** One after the other. */
	async record(sessions: readonly Session[]): Promise<readonly Recording[]> {
		const recordings = [];
		for (const session of sessions) recordings.push(await record(session));
		return recordings;
	},
	/** Each lane on its own, one session after the other, as soon as nobody holds all tabs back. */
	race: (lanes: readonly (readonly Session[])[]): Promise<readonly Recording[]> =>
		navigator.locks.request('race', { mode: 'shared' }, async () =>
			(await Promise.all(lanes.map((lane) => recorder.record(lane)))).flat()
		),
	/** From now on whoever wants to race waits for the start; this page must not race itself. */
	holdBack: (): Promise<void> =>
		new Promise((held, failed) => {
			const holding = navigator.locks.request('race', () => {
				held();
				return new Promise<void>((resolve) => (letGo = resolve));
			});
			holding.catch(failed);
		}),
	start: () => letGo(),
	/** As if nobody had ever practised. */
	async forget(): Promise<void> {
		const tx = db.transaction(PRACTICE_STORES, 'readwrite');
		for (const store of PRACTICE_STORES) await tx.objectStore(store).clear();
		await tx.done;
	}
};

declare global {
	var riffroomRecorder: typeof recorder;
}
globalThis.riffroomRecorder = recorder;
