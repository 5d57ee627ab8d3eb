import type { LibraryDatabase } from '../library/database';
import { listLoops } from '../library/loops';
import { listMarkers } from '../library/markers';
import { readRoom } from '../library/rooms';
import type { Marker } from '../music/marker';
import { fitting, freshMemory, type RoomMemory } from '../music/room-memory';
import type { SavedLoop } from '../music/saved-loop';
import type { Song } from '../music/song';
import { frames, seconds, toFrames } from '../units/units';

/** Nobody goes on practising in what is left then. */
const AT_THE_END = toFrames(seconds(1));

/** What comes back with a song: its room as it was left, and what the player has kept in it. */
export interface Remembered {
	readonly memory: RoomMemory;
	readonly loops: readonly SavedLoop[];
	readonly markers: readonly Marker[];
}

/** A song that was left at its end begins anew. */
export async function remember(database: LibraryDatabase, { id, layout }: Song): Promise<Remembered> {
	const [room, loops, markers] = await Promise.all([
		readRoom(database, id),
		listLoops(database, id),
		listMarkers(database, id)
	]);
	const memory = fitting(room ?? freshMemory(id), layout.frames);
	const position = memory.position < layout.frames - AT_THE_END ? memory.position : frames(0);
	return { memory: { ...memory, position }, loops, markers };
}
