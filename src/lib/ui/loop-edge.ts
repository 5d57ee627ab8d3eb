import { loopBetween, SHORTEST_LOOP, type Loop } from '../music/loop';
import { frames, seconds, toFrames, type Frames } from '../units/units';

export type LoopEdge = keyof Loop;
export const LOOP_EDGES: readonly LoopEdge[] = ['start', 'end'];

/** A loop with one edge moved; past the other one it is turned around. */
export const withEdge = (loop: Loop, edge: LoopEdge, at: Frames, length: Frames): Loop =>
	loopBetween(loop[edge === 'start' ? 'end' : 'start'], at, length);

/**
 * A loop with one edge moved by a key: arrows by 10 ms, with Shift by 100 ms, Page by a second, Home and End as far
 * as it goes. The edge stops at the other one. Null where the key means nothing here.
 */
export function edgeByKey(
	loop: Loop,
	edge: LoopEdge,
	{ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
	length: Frames
): Loop | null {
	const arrow = shiftKey ? 0.1 : 0.01;
	const steps: Record<string, number> = {
		ArrowLeft: -arrow,
		ArrowDown: -arrow,
		ArrowRight: arrow,
		ArrowUp: arrow,
		PageDown: -1,
		PageUp: 1,
		Home: -Infinity,
		End: Infinity
	};
	const step = steps[key];
	if (step === undefined) return null;
	const target = loop[edge] + toFrames(seconds(step));
	const [least, most] =
		edge === 'start' ? [0, loop.end - SHORTEST_LOOP] : [loop.start + SHORTEST_LOOP, length];
	const at = frames(Math.max(0, Math.min(most, Math.max(least, target))));
	return edge === 'start' ? { start: at, end: loop.end } : { start: loop.start, end: at };
}
