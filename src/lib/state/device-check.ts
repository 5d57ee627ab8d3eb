import type { Room } from '../library/quota';
import type { ProviderChoice } from '../separation/protocol';
import { expectedTime, type TimeRange } from '../separation/estimate';
import { seconds } from '../units/units';

/** The song that the expectation is told for. */
export const EXAMPLE_SECONDS = seconds(240);
/** What its file may take: four minutes of mp3 at 320 kbit/s. */
export const EXAMPLE_BYTES = 9_600_000;

/** A page needs 1.1 GB at the peak (`npm run bench`), and gets about half of what a small device has. */
const LITTLE_MEMORY = 2 * 2 ** 30;

/** So many times as long as the song itself: more than one waits for with the instrument in hand. */
const SLOW = 3;

/** What is known of a device before anything is fetched for it. */
export interface DeviceFacts {
	readonly choice: ProviderChoice;
	/** Of `measureSpeed`; null where it was not measured. */
	readonly speed: number | null;
	/** Segments of the example song. */
	readonly segments: number;
	/** Bytes of the model that are not here yet. */
	readonly download: number;
	/** For the rest of the model and the example song. */
	readonly room: Room;
	/** In bytes; null where the browser does not say. */
	readonly memory: number | null;
	/** The model stays here once it is fetched. */
	readonly keeps: boolean;
	/** There is WebAssembly with SIMD. */
	readonly runs: boolean;
	/** There are audio worklets. */
	readonly plays: boolean;
	/** More than one thread would be used if the page were cross-origin isolated. */
	readonly heldBack: boolean;
}

export type DeviceWarning =
	/** Nothing can be separated, nothing can be played: the browser lacks what it takes. */
	| 'cannot-separate'
	| 'cannot-play'
	/** The separator and one song do not fit. */
	| 'no-room'
	/** The browser may end the page in the middle. */
	| 'little-memory'
	/** The separator is fetched each time. */
	| 'not-kept'
	/** One thread only, though there are more. */
	| 'one-thread'
	| 'slow';

/** What a player is told of a device. */
export interface DeviceVerdict {
	readonly choice: ProviderChoice;
	/** For the example song; null where nobody can say. */
	readonly time: TimeRange | null;
	/** In bytes; 0 where the model is here. */
	readonly download: number;
	readonly room: Room;
	/** Gravest first. */
	readonly warnings: readonly DeviceWarning[];
}

const GRAVE: readonly DeviceWarning[] = ['cannot-separate', 'cannot-play', 'no-room'];

/** Whether it will not work as things are, so that a download would be for nothing. */
export const isInVain = ({ warnings }: Pick<DeviceVerdict, 'warnings'>): boolean =>
	warnings.some((warning) => GRAVE.includes(warning));

export function judge(facts: DeviceFacts): DeviceVerdict {
	const { choice, download, room, memory } = facts;
	const time = expectedTime(choice, facts.speed, facts.segments);
	const found: Readonly<Record<DeviceWarning, boolean>> = {
		'cannot-separate': !facts.runs,
		'cannot-play': !facts.plays,
		'no-room': room.missing > 0,
		'little-memory': memory !== null && memory <= LITTLE_MEMORY,
		'not-kept': !facts.keeps,
		'one-thread': facts.heldBack && choice.provider === 'wasm',
		slow: time !== null && time.least > SLOW * EXAMPLE_SECONDS
	};
	const warnings = (Object.keys(found) as DeviceWarning[]).filter((warning) => found[warning]);
	return { choice, time, download, room, warnings };
}
