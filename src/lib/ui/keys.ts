import type { KeyPress } from '../music/chord';
import { commandFor, COMMANDS, DEFAULT_KEYS, type CommandId, type KeyMap } from '../music/commands';

/** Inputs that hold no text: they need few keys, or none, for themselves. */
const PUSHED = ['button', 'submit', 'reset', 'checkbox', 'radio', 'file', 'color', 'image'];

/**
 * Where a click has left the focus. A musician who has just clicked Mute and presses Space means to play, not to
 * click again; who came by the Tab key means the button. (`:focus-visible` alone tells this only at the moment of
 * focusing: Chromium shows the ring with the next key.)
 */
const clicked = new WeakSet<EventTarget>();

/** A `focusin` listener for the whole window. */
export function noteFocus({ target }: FocusEvent): void {
	if (!(target instanceof Element)) return;
	if (target.matches(':focus-visible')) clicked.delete(target);
	else clicked.add(target);
}

/** A `keyup` listener for the whole window: Firefox clicks a button then, whatever became of the `keydown`. */
export function keepSpaceFromClicked(event: KeyboardEvent): void {
	if (event.key === ' ' && event.target !== null && clicked.has(event.target)) event.preventDefault();
}

/**
 * Whether the focused element needs this key itself: any key where someone types or chooses, Space and Enter on
 * what they press, arrows and the like on what they move.
 */
export function keepsKey(target: EventTarget | null, key: string): boolean {
	if (!(target instanceof Element)) return false;
	if (target.closest('dialog[open], [popover]:popover-open') !== null) return true;
	if (target instanceof HTMLElement && target.isContentEditable) return true;
	if (target.matches('textarea, select')) return true;
	const moves = /^(Arrow|Home|End|Page)/.test(key);
	const pushes = key === ' ' || key === 'Enter';
	if (target instanceof HTMLInputElement) {
		if (target.type === 'range') return moves;
		if (!PUSHED.includes(target.type)) return true;
		return pushes || (target.type === 'radio' && moves);
	}
	return (
		pushes && !clicked.has(target) && target.closest('button, summary, a[href], [role="button"]') !== null
	);
}

/** Where Option types third characters, as AltGr does elsewhere. */
const OPTION_TYPES = /Mac OS X/.test(navigator.userAgent);

/** What a key event says of the key. */
export const readPress = (event: KeyboardEvent): KeyPress => ({
	key: event.key,
	code: event.code,
	shiftKey: event.shiftKey,
	ctrlKey: event.ctrlKey,
	metaKey: event.metaKey,
	altKey: event.altKey,
	altGraph: event.getModifierState('AltGraph') || (OPTION_TYPES && event.altKey && !event.ctrlKey)
});

/**
 * A `keydown` listener for the whole window that runs commands. A key that was used, held down, typed, or
 * belongs to the focused control is left alone; `run` says whether it did anything, and only then the browser's
 * own answer (scrolling, for one) is prevented.
 *
 * @param keys What the keys mean at the moment.
 */
export function keyListener(run: (command: CommandId) => boolean, keys: () => KeyMap = () => DEFAULT_KEYS) {
	const repeating = new Set(COMMANDS.filter(({ repeats }) => repeats).map(({ id }) => id));
	return (event: KeyboardEvent): void => {
		if (event.defaultPrevented || event.isComposing || keepsKey(event.target, event.key)) return;
		const command = commandFor(readPress(event), keys());
		if (command === null || (event.repeat && !repeating.has(command))) return;
		if (run(command)) event.preventDefault();
	};
}
