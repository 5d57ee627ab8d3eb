import { isActive } from '../separation/job';
import type { Keeping } from './keeping';
import type { Room } from './room.svelte';
import type { SongImport } from './song-import.svelte';

/** Whoever can be in the middle of something. */
export interface Doings {
	readonly room: Room;
	readonly imports: SongImport;
	readonly keeping: Keeping;
}

const AT_WORK = ['running', 'checking', 'asking', 'restoring'];

/**
 * Whether nothing is cut off by a reload of the page: nothing plays, no song is on its way (a paused or a waiting one
 * is), and no file is being written or read. How the room is, `room.flush` writes down before. An effect that asks is
 * run again when one of these begins or ends.
 */
export const mayReload = ({ room, imports, keeping }: Doings): boolean =>
	!room.sound.playing &&
	!imports.jobs.some(({ state }) => isActive(state)) &&
	![room.exporting, keeping.backups, keeping.restoring].some(({ state }) => AT_WORK.includes(state.phase));

/**
 * Whether a reload that the player did not ask for is in nobody's way either: no song is on the stand, and no file is
 * being chosen, while which the window has no focus.
 */
export const mayReloadUnasked = (doings: Doings): boolean =>
	mayReload(doings) &&
	doings.room.song === null &&
	(document.hasFocus() || !navigator.userActivation.hasBeenActive);
