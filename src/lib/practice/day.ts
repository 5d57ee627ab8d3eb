import type { PracticeDay } from '../music/session';
import { milliseconds, type Milliseconds } from '../units/units';

/** When a practice day ends unless the player says otherwise, in minutes after midnight: 04:00. */
export const DAY_ENDS_AT = 240;

/** What sounded for a shorter time makes neither a day nor a song count. */
export const COUNTS_FROM: Milliseconds = milliseconds(60_000);

export const counts = ({ sounded }: { readonly sounded: Milliseconds }): boolean => sounded >= COUNTS_FROM;

/**
 * The day that `at` belongs to for whoever lives in `zone`: day D lasts from D at the wall-clock time `dayEndsAt` until
 * the next one begins. Days are told apart by the instants at which they begin, never by what a clock shows: so a later
 * instant never has an earlier day, whatever the clocks are set to. A beginning that the clocks show twice is the
 * first of the two; one that they skip comes as long after the one before as ever (Temporal's `compatible`).
 *
 * @param at Whole milliseconds since 1970.
 * @param zone Name in the IANA database, `Asia/Kathmandu`; a RangeError where it is none.
 * @param dayEndsAt Minutes after midnight, less than a day.
 */
export function practiceDayOf(at: number, zone: string, dayEndsAt: number): PracticeDay {
	const instant = Temporal.Instant.fromEpochMilliseconds(at);
	const plainTime = new Temporal.PlainTime().add({ minutes: dayEndsAt });
	const isAhead = (date: Temporal.PlainDate) =>
		Temporal.Instant.compare(date.toZonedDateTime({ timeZone: zone, plainTime }).toInstant(), instant) > 0;
	// Clocks that go back over midnight show the day before although the next one has begun.
	let date = instant.toZonedDateTimeISO(zone).toPlainDate().add({ days: 1 });
	while (isAhead(date)) date = date.subtract({ days: 1 });
	return date.toString() as PracticeDay;
}

/** Backwards where `days` is negative. */
export const plusDays = (day: PracticeDay, days: number): PracticeDay =>
	Temporal.PlainDate.from(day).add({ days }).toString() as PracticeDay;

/** How many days later `other` is; negative where it is earlier. */
export const daysFrom = (one: PracticeDay, other: PracticeDay): number =>
	Temporal.PlainDate.from(one).until(other).days;
