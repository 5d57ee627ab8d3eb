import { SHORTEST_LOOP, type Loop, type LoopSide } from '../music/loop';
import { frames, toFrames, toSeconds, type Frames } from '../units/units';
import { clock, parseClock } from './format';

/** What became of something typed: taken, or refused in words. */
export type Typed<Value> =
	{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly words: string };

const refused = (words: string): Typed<never> => ({ ok: false, words });

/** A place in a song of `length` frames. */
export function typedPlace(text: string, length: Frames): Typed<Frames> {
	const time = parseClock(text);
	if (time === null) return refused('Type a time like 1:23.456.');
	const at = toFrames(time);
	// The song's end as it is shown is rounded, and may lie a little behind the last frame.
	if (toSeconds(at) > toSeconds(length) + 0.001)
		return refused(`The song ends at ${clock(toSeconds(length))}.`);
	return { ok: true, value: frames(Math.min(at, length)) };
}

/** A loop with one end typed anew; where there was none, from the song's start or to its end. */
export function typedLoop(loop: Loop | null, side: LoopSide, text: string, length: Frames): Typed<Loop> {
	const place = typedPlace(text, length);
	if (!place.ok) return place;
	const next = { ...(loop ?? { start: frames(0), end: length }), [side]: place.value };
	if (next.start > next.end) {
		return refused(
			side === 'start' ? 'The start must come before the end.' : 'The end must come after the start.'
		);
	}
	if (next.end - next.start < SHORTEST_LOOP) return refused('A loop is at least 50 ms long.');
	return { ok: true, value: next };
}
