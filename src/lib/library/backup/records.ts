import { MARKS, type Achievement, type AchievementName } from '../../music/achievement';
import { MOST_BEATS, type CountIn } from '../../music/count-in';
import type { Loop } from '../../music/loop';
import type { Marker } from '../../music/marker';
import type { Mix, Strip } from '../../music/mix';
import type { KeptSetting, PlayerSettings } from '../../music/player-settings';
import type { RoomMemory } from '../../music/room-memory';
import { LOOP_COLOURS, type SavedLoop } from '../../music/saved-loop';
import type { LoopPractice, PracticeDay, Session } from '../../music/session';
import type { SongId } from '../../music/song';
import { STEMS, type PerStem } from '../../music/stems';
import type { TrainerPlan } from '../../music/trainer-plan';
import { FASTEST, MOST_FINE, MOST_SEMITONES, SLOWEST, type Pitch, type Speed } from '../../music/tuning';
import type { Turn } from '../../music/turn';
import type { Cents } from '../../units/units';
import {
	flag,
	listOf,
	mapOf,
	number,
	objectOf,
	oneOf,
	optional,
	orNull,
	text,
	where,
	wholeNumber,
	type Fields,
	type Shape
} from './shape';

/** What of a player's rows can be in a backup. A field or a value that an older RiffRoom does not know: raise VERSION. */

export const isSongId = text<SongId>(/^[0-9a-f]{64}$/);
/** Milliseconds since 1970. */
export const instant = number();
const isStem = oneOf(STEMS);
const speed = wholeNumber<Speed>(SLOWEST, FASTEST);
const isLoop = where(
	objectOf<Loop>({ start: wholeNumber(), end: wholeNumber() }),
	({ start, end }) => start < end
);

const isDay = where(text<PracticeDay>(/^\d{4}-\d\d-\d\d$/), (day) => {
	const noon = new Date(`${day}T12:00Z`);
	// The thirtieth of February is none to some browsers, and the second of March to others.
	return !Number.isNaN(noon.getTime()) && noon.toISOString().startsWith(day);
});

export const isSession = objectOf<Session>({
	id: text(/./),
	song: isSongId,
	title: text(),
	artist: orNull(text()),
	startedAt: instant,
	day: isDay,
	sounded: wholeNumber(),
	passes: wholeNumber(),
	loops: listOf(objectOf<LoopPractice>({ loop: text(/./), name: text(), passes: wholeNumber(), speed })),
	muted: listOf(isStem),
	soloed: listOf(isStem)
});

const ACHIEVEMENTS = Object.entries(MARKS).flatMap(([kind, marks]) =>
	marks.map((mark) => `${kind}-${mark}` as AchievementName)
);
export const isAchievement = objectOf<Achievement>({ name: oneOf(ACHIEVEMENTS), awardedAt: instant });

export const isSavedLoop = where(
	objectOf<SavedLoop>({
		song: isSongId,
		id: text(/./),
		name: text(),
		start: wholeNumber(),
		end: wholeNumber(),
		colour: wholeNumber(0, LOOP_COLOURS - 1),
		trainer: orNull(
			objectOf<TrainerPlan>({ from: speed, to: speed, step: wholeNumber(1), passes: wholeNumber(1) })
		),
		passes: wholeNumber(),
		speeds: orNull(objectOf({ first: speed, best: speed })),
		changedAt: instant
	}),
	isLoop
);

export const isMarker = objectOf<Marker>({
	song: isSongId,
	id: text(/./),
	name: text(),
	at: wholeNumber(),
	changedAt: instant
});

const isStrip = objectOf<Strip>({
	muted: flag,
	soloed: flag,
	volume: number(),
	pan: number(-1, 1)
});
const isMix = objectOf<Mix>({
	master: number(),
	stems: objectOf<PerStem<Strip>>({ drums: isStrip, bass: isStrip, other: isStrip, vocals: isStrip })
});
const isTurnTime: Shape<Turn['when']> = (value) => value === 'alternate' || isLoop(value);
const isTurn = objectOf<{ readonly stem: Turn['stem']; readonly when: Turn['when'] }>({
	stem: isStem,
	when: isTurnTime
}) as Shape<Turn>;

/** A room is as it was kept, perhaps by an older RiffRoom that kept less: see `fitting`. */
type KeptRoom = Partial<RoomMemory> & Pick<RoomMemory, 'song' | 'changedAt'>;
export const isRoom = objectOf<KeptRoom>({
	song: isSongId,
	position: optional(number(0)),
	mix: optional(isMix),
	speed: optional(speed),
	pitch: optional(
		objectOf<Pitch>({
			semitones: wholeNumber(-MOST_SEMITONES, MOST_SEMITONES),
			fine: number<Cents>(-1 * MOST_FINE, MOST_FINE)
		})
	),
	loop: optional(orNull(isLoop)),
	loopId: optional(orNull(text())),
	loopOn: optional(flag),
	countIn: optional(
		objectOf<CountIn>({ beats: wholeNumber(0, MOST_BEATS), everyPass: flag, tempo: number(1) })
	),
	turn: optional(orNull(isTurn)),
	changedAt: instant
}) as Shape<RoomMemory>;

/** A setting with its name, under which the library keeps it. */
export interface NamedSetting extends KeptSetting {
	readonly name: keyof PlayerSettings;
}
const SETTINGS: Fields<PlayerSettings> = {
	minusMe: objectOf<PlayerSettings['minusMe']>({ stem: isStem, quieter: orNull(number()), on: flag }),
	keys: mapOf(listOf(text())),
	midi: mapOf(text()),
	dayEndsAt: wholeNumber(0, 24 * 60 - 1),
	backedUpAt: instant,
	reminderPutOffAt: instant
};
const isAnything: Shape<never> = (value): value is never => value !== undefined;
export const isSetting = where(
	objectOf<NamedSetting>({
		name: oneOf(Object.keys(SETTINGS) as (keyof PlayerSettings)[]),
		value: isAnything,
		changedAt: instant
	}),
	({ name, value }) => SETTINGS[name](value)
);

/** The rows of a backup, as they are kept: sums are left out, as they follow from the sessions. */
export interface BackupRecords {
	readonly sessions: readonly Session[];
	readonly achievements: readonly Achievement[];
	readonly settings: readonly NamedSetting[];
	readonly loops: readonly SavedLoop[];
	readonly markers: readonly Marker[];
	readonly rooms: readonly RoomMemory[];
}
export const isBackupRecords = objectOf<BackupRecords>({
	sessions: listOf(isSession),
	achievements: listOf(isAchievement),
	settings: listOf(isSetting),
	loops: listOf(isSavedLoop),
	markers: listOf(isMarker),
	rooms: listOf(isRoom)
});
