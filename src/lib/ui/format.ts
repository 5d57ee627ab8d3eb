import { LOUDEST, SILENT } from '../music/mix';
import { seconds, type Decibels, type Milliseconds, type Seconds } from '../units/units';

/** Numbers as a player reads or hears them. */

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR * 1000;

export const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

/** A position or a length: `0:05`, `1:05`, `1:01:05`. Whole seconds, cut off as on any clock. */
export function clock(time: Seconds): string {
	const whole = Math.floor(Math.max(0, time));
	const tail = String(whole % MINUTE).padStart(2, '0');
	const minutes = Math.floor((whole % HOUR) / MINUTE);
	if (whole < HOUR) return `${minutes}:${tail}`;
	return `${Math.floor(whole / HOUR)}:${String(minutes).padStart(2, '0')}:${tail}`;
}

/** A time as a screen reader should say it: `1 minute 12`, `8 seconds`, `2 hours 1 minute 5`. */
export function spokenClock(time: Seconds): string {
	const whole = Math.floor(Math.max(0, time));
	if (whole < MINUTE) return plural(whole, 'second');
	const hours = Math.floor(whole / HOUR);
	const minutes = Math.floor((whole % HOUR) / MINUTE);
	const rest = whole % MINUTE;
	return [
		...(hours > 0 ? [plural(hours, 'hour')] : []),
		...(minutes > 0 ? [plural(minutes, 'minute')] : []),
		...(rest > 0 ? [String(rest)] : [])
	].join(' ');
}

/**
 * A time as someone types it: `83.5`, `1:23`, `1:23.456`, `1:02:03`, with a point or a comma before the fraction.
 * Null where it is none: only the first part may be 60 or more.
 */
export function parseClock(text: string): Seconds | null {
	const found = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:[.,]\d*)?)$/.exec(text.trim());
	if (found === null) return null;
	const [, hours, minutes] = found;
	const rest = Number(found[3]!.replace(',', '.'));
	if (minutes !== undefined && rest >= MINUTE) return null;
	if (hours !== undefined && Number(minutes) >= MINUTE) return null;
	return seconds(Number(hours ?? 0) * HOUR + Number(minutes ?? 0) * MINUTE + rest);
}

/** How long was practised: `25 min`, `1 h 20 min`, `176 h`. Cut off as on any clock, but a little is not nothing. */
export function practiceTime(time: Milliseconds): string {
	const whole = Math.floor(time / 1000 / MINUTE);
	if (whole === 0) return time > 0 ? 'under 1 min' : '0 min';
	const hours = Math.floor(whole / 60);
	const minutes = hours < 100 ? whole % 60 : 0;
	return [...(hours > 0 ? [`${hours} h`] : []), ...(minutes > 0 ? [`${minutes} min`] : [])].join(' ');
}

/** `3 min left`; rounded up, for a promise that is kept early pleases more than one kept late. */
export function timeLeft(time: Seconds): string {
	if (time < MINUTE) return 'less than a minute left';
	const minutes = Math.ceil(time / MINUTE);
	if (minutes < MINUTE) return `${minutes} min left`;
	const rest = minutes % MINUTE;
	return `${Math.floor(minutes / MINUTE)} h${rest === 0 ? '' : ` ${rest} min`} left`;
}

/** `85 MB`, `1.2 GB`, in powers of ten as shops and systems count them. */
export function bytes(count: number): string {
	if (count >= 999.5e6) return `${(count / 1e9).toFixed(1)} GB`;
	return count >= 0.5e6 ? `${Math.round(count / 1e6)} MB` : `${Math.ceil(count / 1e3)} kB`;
}

/** `85 of 174 MB`. */
export const megabytesOf = (received: number, total: number): string =>
	`${Math.floor(received / 1e6)} of ${Math.round(total / 1e6)} MB`;

/** A fader's level: `0 dB`, `-6 dB`, `+3 dB`; its lowest position is `silent`. */
export function level(value: Decibels): string {
	if (value <= SILENT) return 'silent';
	const rounded = Math.round(Math.min(value, LOUDEST));
	return `${rounded > 0 ? '+' : ''}${rounded === 0 ? 0 : rounded} dB`;
}

/** Where a stem sits: -1 is `left`, 0 is `centre`, 0.3 is `30 % right`. */
export function place(pan: number): string {
	const percent = Math.round(Math.abs(pan) * 100);
	if (percent === 0) return 'centre';
	const side = pan < 0 ? 'left' : 'right';
	return percent === 100 ? side : `${percent} % ${side}`;
}

/** When a song was practised, in the player's calendar days: `today`, `yesterday`, `5 days ago`, `3 May 2025`. */
export function dayWords(at: number, now: number): string {
	const [then, today] = [new Date(at), new Date(now)];
	// Noon to noon: a day of 23 or 25 hours at a change to or from daylight saving still rounds to one.
	const noon = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate(), 12).getTime();
	const days = Math.round((noon(today) - noon(then)) / DAY);
	const near = ago(days);
	if (near !== null) return near;
	const year = then.getFullYear() === today.getFullYear() ? {} : ({ year: 'numeric' } as const);
	return then.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', ...year });
}

/** `today`, `yesterday`, `5 days ago`; null for what is better told by its date. */
export function ago(days: number): string | null {
	if (days <= 0) return 'today';
	if (days === 1) return 'yesterday';
	return days < 14 ? `${days} days ago` : null;
}
