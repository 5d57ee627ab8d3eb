import type { Room } from '../library/quota';
import type { ProviderChoice } from '../separation/protocol';
import type { TimeRange } from '../separation/estimate';
import type { DeviceVerdict, DeviceWarning } from '../state/device-check';
import { bytes, plural } from './format';

const MINUTE = 60;

/** `under a minute`, `about 5 minutes`, `4 to 8 minutes`, `1 to 2 hours`: rounded up, for a promise that is kept early. */
export function rangeWords({ least, most }: TimeRange): string {
	if (most <= MINUTE) return 'under a minute';
	const inHours = least >= 60 * MINUTE;
	const unit = inHours ? 'hour' : 'minute';
	const [from, to] = [least, most].map((time) => Math.ceil(time / MINUTE / (inHours ? 60 : 1)));
	if (from === to) return `about ${plural(to!, unit)}`;
	return least < MINUTE ? `up to ${plural(to!, unit)}` : `${from} to ${plural(to!, unit)}`;
}

/** What computes. */
export function placeWords({ provider, threads }: Pick<ProviderChoice, 'provider' | 'threads'>): string {
	if (provider === 'webgpu') return 'The graphics device';
	return threads === 1 ? 'The processor' : `The processor, ${threads} threads`;
}

/** Null where the browser does not say. */
export const freeWords = ({ free }: Room): string | null => (Number.isFinite(free) ? bytes(free) : null);

const WARNINGS: Readonly<
	Record<DeviceWarning, (verdict: Pick<DeviceVerdict, 'room' | 'download'>) => string>
> = {
	'cannot-separate': () =>
		'This browser cannot separate songs: it lacks WebAssembly with SIMD, or refuses it. Use a current Chrome, Edge, Firefox or Safari.',
	'cannot-play': () =>
		'This browser cannot play songs: it has no audio worklet. Use a current Chrome, Edge, Firefox or Safari.',
	'no-room': ({ room }) =>
		`The separator and one song need ${bytes(room.needed)}, and ${bytes(room.free)} are free. Make room for ${bytes(room.missing)} first.`,
	'little-memory': () =>
		'This device has little memory. Close other tabs and apps while it separates. Should the browser end the page, what is separated is kept.',
	'not-kept': ({ download }) =>
		`This browser does not let RiffRoom keep the separator, as in some private windows: ${bytes(download)} are fetched at each visit.`,
	'one-thread': () =>
		'Only one of the processor’s threads can be used here. Reloading the page once may help, or another browser.',
	slow: () => 'That is slow. You can play what is separated so far, and the rest follows behind it.'
};

export const warningWords = (warning: DeviceWarning, verdict: Pick<DeviceVerdict, 'room' | 'download'>) =>
	WARNINGS[warning](verdict);
