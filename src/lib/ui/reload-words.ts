import type { Isolation } from '../offline/isolation';
import type { FailureWords } from '../separation/job';
import type { ProviderChoice } from '../separation/protocol';

export type ReloadWords = FailureWords;

/** What stands against a reload that the player has just asked for. */
const NOT_NOW = 'Not now: something plays, is on its way or is being saved here. End it, then reload.';

/** A newer version is there. @param refused it was to be started in the middle of something */
export const newer = (refused: boolean): ReloadWords => ({
	happened: 'A newer RiffRoom is ready.',
	safe: 'Your songs and everything separated so far stay as they are.',
	remedy: refused ? NOT_NOW : 'Reload when it suits you.'
});

/** A newer version took over from another tab. @param refused see {@link newer} */
export const replaced = (refused: boolean): ReloadWords => ({
	happened: 'A newer RiffRoom was started.',
	safe: 'Your songs are kept, and what goes on here goes on.',
	remedy: refused
		? NOT_NOW
		: 'Reload this page when it suits you: parts of it that were not used yet may be missing.'
});

/**
 * Why separation has one thread, where the page is what keeps it from more; null where it has all it could use.
 * @param choice what separates; null: not known yet
 */
export function oneThreadWords(isolation: Isolation, choice: ProviderChoice | null): string | null {
	if (isolation === 'isolated' || choice?.provider !== 'wasm') return null;
	return isolation === 'pending'
		? 'That is on one thread this time; when RiffRoom is loaded again it can use more.'
		: 'That is on one thread: browsers allow more on pages that their host isolates from other sites, which this host does not do, and RiffRoom could not do it in its place.';
}
