import type { LoopPractice, Session } from '../music/session';
import { STEMS, type StemName } from '../music/stems';
import type { Speed } from '../music/tuning';
import { milliseconds } from '../units/units';

/**
 * What two versions of one session come to. Whichever comes first and however often: the result is the same
 * (commutative, associative, idempotent). What a session is of (song, day, ...) never differs between its versions;
 * were it to, that of the earlier start would be taken.
 */
export function unitedSession(one: Session, other: Session): Session {
	const { id, song, title, artist, startedAt, day } = isSameOrBefore(one, other) ? one : other;
	return {
		id,
		song,
		title,
		artist,
		startedAt,
		day,
		sounded: milliseconds(Math.max(one.sounded, other.sounded)),
		passes: Math.max(one.passes, other.passes),
		loops: unitedLoops(one.loops, other.loops),
		muted: inEither(one.muted, other.muted),
		soloed: inEither(one.soloed, other.soloed)
	};
}

/** Whether both are of the same song, day and so on: then they differ in nothing but how far the session went. */
export const isSameSession = (one: Session, other: Session): boolean =>
	one.id === other.id && one.startedAt === other.startedAt && factsOf(one) === factsOf(other);

const isSameOrBefore = (one: Session, other: Session): boolean =>
	one.startedAt === other.startedAt ? factsOf(one) <= factsOf(other) : one.startedAt < other.startedAt;

const factsOf = ({ day, song, title, artist }: Session): string => JSON.stringify([day, song, title, artist]);

function unitedLoops(one: readonly LoopPractice[], other: readonly LoopPractice[]): readonly LoopPractice[] {
	const united = new Map(one.map((practice) => [practice.loop, practice]));
	for (const practice of other) {
		const known = united.get(practice.loop);
		united.set(practice.loop, known === undefined ? practice : unitedPractice(known, practice));
	}
	return [...united.values()].sort((a, b) => (a.loop < b.loop ? -1 : 1));
}

function unitedPractice(one: LoopPractice, other: LoopPractice): LoopPractice {
	const speed = Math.max(one.speed, other.speed) as Speed;
	// A loop may be given another name in the middle of a session: the version with more passes is the later one.
	const isLater = one.passes === other.passes ? one.name >= other.name : one.passes > other.passes;
	return { ...(isLater ? one : other), speed };
}

const inEither = (one: readonly StemName[], other: readonly StemName[]): readonly StemName[] =>
	STEMS.filter((stem) => one.includes(stem) || other.includes(stem));
