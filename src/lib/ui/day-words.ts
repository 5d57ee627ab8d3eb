import type { PracticeDay } from '../music/session';
import { daysFrom } from '../practice/day';
import { ago } from './format';

/** Practice days in a player's words. A day is a date and no instant: it is read and written in UTC alone. */

const written = (options: Intl.DateTimeFormatOptions) => {
	const format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
	return (day: PracticeDay): string => format.format(new Date(day));
};

/** `Sun 3 May`. */
export const weekdayDate = written({ weekday: 'short', day: 'numeric', month: 'long' });
/** `3 May`. */
export const shortDate = written({ day: 'numeric', month: 'short' });
/** `Sun`. */
export const weekday = written({ weekday: 'short' });
/** `May`. */
export const shortMonth = written({ month: 'short' });
/** `May`, `September`. */
export const month = written({ month: 'long' });

const thisYear = written({ day: 'numeric', month: 'long' });
const anyYear = written({ day: 'numeric', month: 'long', year: 'numeric' });

export const yearOf = (day: PracticeDay): number => Number(day.slice(0, 4));

/** `3 May`, or `3 May 2025` where that is not this year. */
export const date = (day: PracticeDay, today: PracticeDay): string =>
	yearOf(day) === yearOf(today) ? thisYear(day) : anyYear(day);

/** `today`, `yesterday`, `5 days ago`, `3 May`. */
export const since = (day: PracticeDay, today: PracticeDay): string =>
	ago(daysFrom(day, today)) ?? date(day, today);
