import type { Practised } from '../tools/practised-rows';
import { DAY, NOW } from './when';

const DAYS = 76;
/** Without a day off, up to today. */
const STREAK = 12;

/** What is practised, and the speed at which each loop began. The sound of the song by Mira Lund was deleted since. */
const LOOPS = [
	{ song: 'Slow Ferry', artist: 'Harbour Street', loop: 'Verse', from: 58 },
	{ song: 'Corner Shop Blues', artist: 'Ada & the Tills', loop: 'Turnaround', from: 64 },
	{ song: 'Slow Ferry', artist: 'Harbour Street', loop: 'Chorus', from: 66 },
	{ song: 'Glass River', artist: 'Mira Lund', loop: 'Solo, second half', from: 45 },
	{ song: 'Corner Shop Blues', artist: 'Ada & the Tills', loop: 'Intro', from: 80 }
] as const;

/** A loop that was begun a few days ago: it is due again. */
const BEGUN: readonly Practised[] = [6, 3].map((ago) => ({
	song: 'Copper Wire',
	artist: 'Otto Field',
	at: new Date(Date.parse(NOW) - ago * DAY).toISOString(),
	minutes: 11,
	loop: { name: 'Middle eight', passes: 5, percent: 76 - ago }
}));

/** Eleven weeks of evenings, with days off and loops that become faster: the same at every run. */
export function history(): Practised[] {
	const sessions: Practised[] = [];
	for (let ago = DAYS; ago >= 0; ago--) {
		// Spread like chance.
		const spread = (ago * 7919) % 101;
		if (ago >= STREAK && spread % 3 === 0) continue;
		const { song, artist, loop, from } = LOOPS[spread % LOOPS.length]!;
		const date = new Date(Date.parse(NOW) - ago * DAY).toISOString().slice(0, 10);
		const percent = Math.min(
			100,
			from + Math.round(((DAYS - ago) / DAYS) * (100 - from) * 0.8) + (spread % 3)
		);
		sessions.push({
			song,
			artist,
			at: `${date}T18:${10 + (spread % 40)}:00+02:00`,
			minutes: 9 + ((spread * 13) % 37),
			loop: { name: loop, passes: 4 + (spread % 6), percent }
		});
	}
	return [...sessions, ...BEGUN];
}
