const HOUR = 60;

const two = (value: number): string => String(value).padStart(2, '0');

/** A time of day as a time field has it: `04:00`. @param minutes after midnight, whole, less than a day */
export const dayTime = (minutes: number): string =>
	`${two(Math.floor(minutes / HOUR))}:${two(minutes % HOUR)}`;

/** Minutes after midnight; null where a time field is empty. */
export function minutesOf(time: string): number | null {
	const found = /^(\d\d):(\d\d)/.exec(time);
	return found === null ? null : HOUR * Number(found[1]) + Number(found[2]);
}
