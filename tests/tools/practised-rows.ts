import type { BrowserContext } from '@playwright/test';
import { openScripted } from './page-script';
import type { Practised } from './practised-rows.page';

export type { Practised };

/**
 * A page that practises without a sound: gives the function that writes sessions (see `practised-rows.page.ts`), and of
 * which songs the library is to have.
 */
export async function openPractised(
	context: BrowserContext
): Promise<(sessions: readonly Practised[], here: readonly string[]) => Promise<void>> {
	const page = await openScripted(context, 'practised-rows', 'riffroomPractise');
	return (sessions, here) =>
		page.evaluate(([written, songs]) => globalThis.riffroomPractise(written, songs), [
			sessions,
			here
		] as const);
}

/** About a year of practice until the evening of `last` (`YYYY-MM-DD`), with days off, and loops that become faster. */
export function aYear(last: string, offset: string): { sessions: Practised[]; here: string[] } {
	const songs = [
		'Blue Bossa',
		'Autumn Leaves',
		'Sultans of Swing',
		'Little Wing',
		'So What',
		'Cissy Strut',
		'Oleo'
	];
	const artists = [
		'Kenny Dorham',
		'Joseph Kosma',
		'Dire Straits',
		'Jimi Hendrix',
		'Miles Davis',
		'The Meters'
	];
	const sessions = Array.from({ length: 380 }, (_, ago): Practised[] => {
		const date = new Date(Date.parse(last) - ago * 86_400_000).toISOString().slice(0, 10);
		// Spread like chance, and the same every time.
		const spread = (ago * 7919) % 101;
		if (ago > 8 && spread % 4 === 0) return [];
		const song = Math.floor(spread / 15) % songs.length;
		const artist = artists[song];
		return [
			{
				song: songs[song]!,
				...(artist !== undefined && { artist }),
				at: `${date}T${String(17 + (ago % 4))}:10:00${offset}`,
				minutes: 4 + ((spread * 13) % 71),
				...(spread % 3 !== 0 && {
					loop: {
						name: ['Intro', 'Bridge', 'Solo, second half'][ago % 3]!,
						passes: 2 + (spread % 5),
						percent: Math.min(100, 97 - Math.floor(ago / 11) + (spread % 4))
					}
				})
			}
		];
	}).flat();
	return { sessions: sessions.reverse(), here: songs.slice(0, -1) };
}
