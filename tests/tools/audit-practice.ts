import { SHORTEST_LOOP, type Loop } from '../../src/lib/music/loop';
import type { Marker } from '../../src/lib/music/marker';
import type { RoomMemory } from '../../src/lib/music/room-memory';
import { LOOP_COLOURS, type SavedLoop } from '../../src/lib/music/saved-loop';
import type { SongId } from '../../src/lib/music/song';
import { FASTEST, SLOWEST } from '../../src/lib/music/tuning';

/** What is wrong with a row that a player made, whatever the length of its song: one line each. */
const complaints = (row: { readonly song: SongId }, checks: Readonly<Record<string, boolean>>): string[] =>
	Object.keys(checks)
		.filter((what) => checks[what])
		.map((what) => `${row.song.slice(0, 4)}: ${what}`);

const isPlace = (frame: number): boolean => Number.isInteger(frame) && frame >= 0;
/** A song may be shorter than the shortest loop: then the loop is the whole song and begins with it. */
const isLoop = ({ start, end }: Loop): boolean =>
	isPlace(start) && isPlace(end) && start < end && (start === 0 || end - start >= SHORTEST_LOOP);
const isSpeed = (speed: number): boolean => Number.isInteger(speed) && speed >= SLOWEST && speed <= FASTEST;

export const roomComplaints = (room: RoomMemory): string[] =>
	complaints(room, {
		'a room with a position that is none': !isPlace(room.position),
		'a room with a speed that is none': !isSpeed(room.speed),
		'a room with a loop that is none': room.loop !== null && !isLoop(room.loop),
		'a room with a turn in a range that is none':
			room.turn !== null && room.turn.when !== 'alternate' && !isLoop(room.turn.when)
	});

export const loopComplaints = (loop: SavedLoop): string[] =>
	complaints(loop, {
		'a loop that is none': !isLoop(loop),
		'a loop with a colour that is none': !(loop.colour >= 0 && loop.colour < LOOP_COLOURS),
		'a loop whose passes and speeds disagree': loop.passes > 0 !== (loop.speeds !== null),
		'a loop whose best speed is not its best': loop.speeds !== null && loop.speeds.best < loop.speeds.first
	});

export const markerComplaints = (marker: Marker): string[] =>
	complaints(marker, { 'a marker at no place': !isPlace(marker.at) });
