import { frames, type Frames } from '../units/units';
import { NO_COUNT_IN, type CountIn } from './count-in';
import { loopBetween, type Loop } from './loop';
import { freshMix, type Mix } from './mix';
import type { LoopId } from './saved-loop';
import type { SongId } from './song';
import { OWN_PITCH, OWN_SPEED, type Pitch, type Speed } from './tuning';
import type { Turn } from './turn';

/** How the room was when a song was last in it: what comes back with the song, and with no other. */
export interface RoomMemory {
	readonly song: SongId;
	readonly position: Frames;
	readonly mix: Mix;
	readonly speed: Speed;
	readonly pitch: Pitch;
	/** What `[` and `]` have set, kept under a name or not. */
	readonly loop: Loop | null;
	/** The kept loop that `loop` is; null: none. */
	readonly loopId: LoopId | null;
	/** Whether the loop is in force. */
	readonly loopOn: boolean;
	readonly countIn: CountIn;
	readonly turn: Turn | null;
	/** Milliseconds since 1970. */
	readonly changedAt: number;
}

export const freshMemory = (song: SongId): RoomMemory => ({
	song,
	position: frames(0),
	mix: freshMix(),
	speed: OWN_SPEED,
	pitch: OWN_PITCH,
	loop: null,
	loopId: null,
	loopOn: false,
	countIn: NO_COUNT_IN,
	turn: null,
	changedAt: 0
});

/**
 * A memory as a song of `length` frames can have it: every place is a whole frame in the song. What its row does not
 * know, because it is older than this program, is as in a fresh room.
 */
export function fitting(memory: RoomMemory, length: Frames): RoomMemory {
	const inSong = (frame: number) => frames(Math.min(Math.max(0, Math.round(frame) || 0), length));
	const cut = ({ start, end }: Loop) => loopBetween(inSong(start), inSong(end), length);
	const whole = { ...freshMemory(memory.song), ...memory };
	const { position, loop, turn } = whole;
	return {
		...whole,
		position: inSong(position),
		loop: loop && cut(loop),
		turn: turn === null || turn.when === 'alternate' ? turn : { ...turn, when: cut(turn.when) }
	};
}
