/**
 * A key, or a key with Shift, written as what it means, whatever the keyboard's layout. Digits stand for the
 * digit keys (`1`, `Shift+1`), other characters for what they type (`?`, `{`), letters are small (`l`,
 * `Shift+l`), named keys stand for themselves (`ArrowLeft`, `Shift+ArrowLeft`, `Space`).
 */
export type Chord = string;

/** What is read of a KeyboardEvent. */
export interface KeyPress {
	readonly key: string;
	readonly code: string;
	readonly shiftKey: boolean;
	readonly ctrlKey: boolean;
	readonly metaKey: boolean;
	readonly altKey: boolean;
	/** A third character of the key is typed: with AltGr, or with Option on a Mac. */
	readonly altGraph?: boolean;
}

/** Keys that say nothing by themselves, or nothing yet. */
const MUTE =
	/^(Shift|Control|Alt|AltGraph|Meta|OS|Fn|FnLock|CapsLock|NumLock|ScrollLock|Compose|Dead|Process|Unidentified)$/;

/** Where an American keyboard has the characters that a Russian or Greek one has no key for. */
const AMERICAN: Readonly<Record<string, string>> = {
	BracketLeft: '[{',
	BracketRight: ']}',
	Comma: ',<',
	Period: '.>'
};

/**
 * What a key press may stand for, the likeliest first: nothing where Ctrl, Meta or Alt is held, for those belong
 * to the browser and the system, unless AltGr types a symbol with it (Windows reports AltGr as Ctrl and Alt).
 *
 * A digit key goes by its place (`code`), for Shift+1 types `!`, `"` or `1`, and 1 may type `&`; then by what it
 * types. All other characters go by what they type, so Shift is part of a chord only with digits, letters and
 * named keys. Letters of another script go by what the key types on an American keyboard, after themselves.
 */
export function chordsOf(press: KeyPress): readonly Chord[] {
	const { key, code, shiftKey, ctrlKey, metaKey, altKey } = press;
	if (MUTE.test(key) || metaKey) return [];
	const shifted = (name: string) => (shiftKey ? `Shift+${name}` : name);
	if (press.altGraph === true || (ctrlKey && altKey)) return /^[^a-z\d\s]$/iu.test(key) ? [key] : [];
	if (ctrlKey || altKey) return [];
	if (key === ' ') return [shifted('Space')];
	if ([...key].length > 1) return [shifted(key)];

	// With the number lock off, Numpad4 is an arrow: then its key says so, and is no character.
	const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
	if (digit !== undefined) return /\d/.test(key) ? [shifted(digit)] : [shifted(digit), key];
	const isLetter = key.toLowerCase() !== key.toUpperCase();
	// Some pedals say Shift and what the key types without it.
	if (key === '[' && code === 'BracketLeft' && shiftKey) return ['{'];
	const typed = isLetter ? shifted(key.toLowerCase()) : key;
	return /^(?!\p{Script=Latin})\p{L}$/u.test(key) ? [typed, ...american(code, shiftKey)] : [typed];
}

function american(code: string, shiftKey: boolean): Chord[] {
	const letter = /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase();
	if (letter !== undefined) return [shiftKey ? `Shift+${letter}` : letter];
	const symbol = AMERICAN[code]?.[shiftKey ? 1 : 0];
	return symbol === undefined ? [] : [symbol];
}

/** The chord by which a key press is remembered; null where it is no chord. */
export const chordOf = (press: KeyPress): Chord | null => chordsOf(press)[0] ?? null;

const CAPS: Readonly<Record<string, string>> = {
	ArrowLeft: '←',
	ArrowRight: '→',
	ArrowUp: '↑',
	ArrowDown: '↓',
	Escape: 'Esc',
	PageUp: 'PgUp',
	PageDown: 'PgDn',
	Delete: 'Del',
	Insert: 'Ins'
};

/** What a screen reader would pass over or call by another name. */
const SPOKEN: Readonly<Record<string, string>> = {
	'←': 'left arrow',
	'→': 'right arrow',
	'↑': 'up arrow',
	'↓': 'down arrow',
	'[': 'left bracket',
	']': 'right bracket',
	'<': 'less than',
	'>': 'greater than',
	',': 'comma',
	'.': 'full stop',
	'-': 'minus',
	'+': 'plus',
	'=': 'equals',
	'?': 'question mark',
	Esc: 'escape',
	Del: 'delete',
	PgUp: 'page up',
	PgDn: 'page down'
};

/** A chord as the caps to press, in order: `Shift+ArrowLeft` is `['Shift', '←']`, `{` is `['Shift', '[']`. */
export function keyCaps(chord: Chord): string[] {
	if (chord === '{') return ['Shift', '['];
	const [, shift, name = chord] = /^(Shift)\+(.+)$/.exec(chord) ?? [];
	const cap = CAPS[name] ?? (name.length === 1 ? name.toUpperCase() : name);
	return shift === undefined ? [cap] : [shift, cap];
}

/** A chord in words, for those who hear it: `Shift + left bracket`. */
export const chordWords = (chord: Chord): string =>
	keyCaps(chord)
		.map((cap) => SPOKEN[cap] ?? cap)
		.join(' + ');
