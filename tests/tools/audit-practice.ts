import type { Records } from '../../src/lib/library/sessions';
import { SHORTEST_LOOP, type Loop } from '../../src/lib/music/loop';
import type { Marker } from '../../src/lib/music/marker';
import type { RoomMemory } from '../../src/lib/music/room-memory';
import { LOOP_COLOURS, type SavedLoop } from '../../src/lib/music/saved-loop';
import type { Session } from '../../src/lib/music/session';
import type { SongId } from '../../src/lib/music/song';
import { STEMS, type StemName } from '../../src/lib/music/stems';
import { FASTEST, SLOWEST } from '../../src/lib/music/tuning';
import { reached, standingOf } from '../../src/lib/practice/achievements';
import { sumOf } from '../../src/lib/practice/sums';

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

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;
const isAscending = (values: readonly string[]): boolean =>
	values.every((value, i) => i === 0 || values[i - 1]! < value);
const areStems = (stems: readonly StemName[]): boolean =>
	STEMS.filter((stem) => stems.includes(stem)).join() === stems.join();

export const sessionComplaints = (session: Session): string[] =>
	complaints(session, {
		'a session that began at no time': !isCount(session.startedAt),
		'a session of a day that is none': !/^\d{4}-\d\d-\d\d$/.test(session.day),
		'a session with a sum that is none': !isCount(session.sounded) || !isCount(session.passes),
		'a session with stems that are none or out of order':
			!areStems(session.muted) || !areStems(session.soloed),
		'a session whose loops are out of order': !isAscending(session.loops.map(({ loop }) => loop)),
		'a session with a loop that was not practised': session.loops.some(
			({ passes, speed }) => !isCount(passes) || passes === 0 || !isSpeed(speed)
		)
	});

/** Whatever in the records does not follow from the sessions. */
export function recordComplaints({ sessions, days, songs, totals, achievements }: Records): string[] {
	const sums = sumOf(sessions);
	const deserved: readonly string[] = reached(standingOf(sums));
	const awarded: readonly string[] = achievements.map(({ name }) => name);
	return [
		...differences('days', days, sums.days),
		...differences('practised', songs, sums.songs),
		...differences('totals', [totals], [sums.totals]),
		...awarded.filter((name) => !deserved.includes(name)).map((name) => `${name} is not deserved`),
		...deserved.filter((name) => !awarded.includes(name)).map((name) => `${name} was not awarded`)
	];
}

/** In whatever order rows and their parts come. */
function differences(store: string, found: readonly object[], expected: readonly object[]): string[] {
	const text = (row: object) => JSON.stringify(Object.entries(row).sort());
	const [have, want] = [found.map(text), expected.map(text)];
	return [
		...have
			.filter((row) => !want.includes(row))
			.map((row) => `${store}: ${row} does not follow from sessions`),
		...want.filter((row) => !have.includes(row)).map((row) => `${store}: ${row} is missing`)
	];
}
