import type { Strips } from './strips';
import type { Workspace } from './workspace';

/**
 * Reads a song in the order in which it is played: onward, and round and round where it is looped. One cursor stands
 * ahead of another where a stretcher needs to know what comes.
 */
export interface Cursor {
	/** The song frame that is read next. */
	readonly position: number;
	/** How often it has gone from the loop's end to its start since it was placed. */
	readonly pass: number;
	/** Stands here from now on, with nothing before it to fade from. */
	place(position: number, pass: number): void;
	/**
	 * Adds at most `count` frames to `workspace.bus` from its frame 0 on, gains applied, and moves on by as many. Beyond
	 * the end of the song it reads silence.
	 *
	 * @returns the frames read: fewer than `count`, at least 1, where the position jumps after them.
	 */
	read(count: number, strips: Strips, workspace: Workspace): number;
}
