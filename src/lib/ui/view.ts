import type { Loop } from '../music/loop';
import { frames, seconds, toFrames, type Frames, type Seconds } from '../units/units';

/** The visible part of a song, shared by all lanes: `end` is the first frame that is not seen. */
export interface View {
	readonly start: Frames;
	readonly end: Frames;
}

/** How a view was moved: who pans looks elsewhere, who zooms does not. */
export type ViewChange = 'zoom' | 'pan';

export const SHORTEST_VIEW = toFrames(seconds(1));

/** Where the playhead is held while the song scrolls past it: more is seen of what comes than of what was. */
const HOLD = 1 / 3;
/** How soon a playhead that lies further on drifts back to {@link HOLD}: slowly enough not to be noticed. */
const DRIFT = seconds(0.6);
/** A turned page begins this share of it before the playhead. */
const MARGIN = 1 / 12;
/** No song plays faster: what moves further than that in its time has jumped. */
const FASTEST_RATE = 2;
/** A late frame of the screen is no jump. */
const LATENESS = seconds(0.1);

export const wholeSong = (length: Frames): View => ({ start: frames(0), end: length });

export const viewFrames = ({ start, end }: View): Frames => frames(end - start);

/** Where a frame lies, as a share of the view: 0 … 1 inside it, beyond that outside. */
export const shareIn = (view: View, frame: number): number =>
	view.end === view.start ? 0 : (frame - view.start) / (view.end - view.start);

/** The frame under a share of the view; never outside the view. */
export const frameIn = (view: View, share: number): Frames =>
	frames(Math.round(view.start + Math.min(1, Math.max(0, share)) * (view.end - view.start)));

/** Makes `by` times as much of the song visible: the frame `about` stays where it is, as far as the song reaches. */
export function zoomed(view: View, by: number, about: Frames, length: Frames): View {
	const span = withinSpan((view.end - view.start) * by, length);
	return placed(view, about - shareIn(view, about) * span, span, length);
}

/** Moves the view by so many frames (to the left: negative), as far as the song reaches. */
export const panned = (view: View, by: number, length: Frames): View =>
	placed(view, view.start + by, view.end - view.start, length);

/** What the playhead did between two frames of the screen. */
export interface Step {
	readonly from: Frames;
	readonly to: Frames;
	readonly elapsed: Seconds;
}

/**
 * The view of a song that plays. The playhead walks to a third of the view and is held there while the song
 * scrolls past; where it starts further on it is held and drifts there. After a jump out of sight it is there at
 * once. A loop that fits into the view is shown whole and stands still. The view itself where nothing moves.
 */
export function follow(view: View, { from, to, elapsed }: Step, length: Frames, loop: Loop | null): View {
	if (isPlaying(loop, to) && fits(view, loop)) return drifted(view, startFor(view, loop), elapsed, length);
	const span = view.end - view.start;
	const share = shareIn(view, to);
	const moved = to - from;
	const plays = moved >= 0 && moved <= toFrames(seconds((elapsed + LATENESS) * FASTEST_RATE));
	const wasSeen = plays && from >= view.start && from <= view.end;
	if (share < 0 || (share > 1 && !wasSeen)) return placed(view, to - HOLD * span, span, length);
	if (share <= HOLD) return view;
	const along = plays ? panned(view, Math.min(moved, (share - HOLD) * span), length) : view;
	return drifted(along, to - HOLD * span, elapsed, length);
}

/**
 * The view of a song that stands still, or plays before someone who wants no motion: turned like a page once the
 * playhead has left it. The view itself where the playhead is seen.
 */
export function turnPage(view: View, position: Frames, length: Frames, loop: Loop | null): View {
	const share = shareIn(view, position);
	if (share >= 0 && (share < 1 || position === view.end)) return view;
	const span = view.end - view.start;
	const inLoop = isPlaying(loop, position) && fits(view, loop);
	return placed(view, inLoop ? startFor(view, loop) : position - MARGIN * span, span, length);
}

const isPlaying = (loop: Loop | null, position: Frames): loop is Loop =>
	loop !== null && position >= loop.start && position < loop.end;

const fits = (view: View, loop: Loop): boolean =>
	loop.end - loop.start <= (1 - 2 * MARGIN) * (view.end - view.start);

/** Where a view begins that shows a whole loop and moves least for it. */
function startFor({ start, end }: View, loop: Loop): number {
	const margin = MARGIN * (end - start);
	return Math.min(loop.start - margin, Math.max(start, loop.end + margin - (end - start)));
}

/** Nearer to where it should begin; at once where that is further than a view away. */
function drifted(view: View, start: number, elapsed: Seconds, length: Frames): View {
	const span = view.end - view.start;
	const distance = start - view.start;
	const part = Math.abs(distance) > span ? 1 : 1 - Math.exp((-1 * elapsed) / DRIFT);
	return panned(view, Math.abs(distance * part) < 1 ? 0 : distance * part, length);
}

const withinSpan = (span: number, length: Frames): number =>
	Math.min(length, Math.max(Math.min(SHORTEST_VIEW, length), Math.round(span)));

/** A view of whole frames inside the song; `old` where it is the same. */
function placed(old: View, start: number, span: number, length: Frames): View {
	const whole = withinSpan(span, length);
	const first = Math.min(length - whole, Math.max(0, Math.round(start)));
	if (first === old.start && first + whole === old.end) return old;
	return { start: frames(first), end: frames(first + whole) };
}
