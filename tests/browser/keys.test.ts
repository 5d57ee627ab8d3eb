import { afterEach, beforeEach, expect, it } from 'vitest';
import { DEFAULT_KEYS, type CommandId, type KeyMap } from '../../src/lib/music/commands';
import { keyListener } from '../../src/lib/ui/keys';

let ran: CommandId[] = [];
let keys: KeyMap;
const listener = keyListener(
	(command) => {
		ran.push(command);
		return command !== 'close';
	},
	() => keys
);

beforeEach(() => {
	ran = [];
	keys = DEFAULT_KEYS;
	window.addEventListener('keydown', listener);
});
afterEach(() => {
	window.removeEventListener('keydown', listener);
	document.body.replaceChildren();
});

/** Presses a key on an element made from this markup; tells whether the browser's own answer was prevented. */
function press(markup: string, key: string, more: KeyboardEventInit = {}): boolean {
	document.body.innerHTML = markup;
	const target = document.querySelector('#here') ?? document.body;
	const code = { ' ': 'Space', '1': 'Digit1' }[key] ?? key;
	return !target.dispatchEvent(
		new KeyboardEvent('keydown', { key, code, bubbles: true, cancelable: true, ...more })
	);
}

it('runs commands where nothing is focused, and only then keeps the page from scrolling', () => {
	expect(press('', ' ')).toBe(true);
	expect(press('', 'ArrowDown')).toBe(true);
	expect(press('', 'Escape')).toBe(false);
	expect(press('', 'v')).toBe(false);
	expect(ran).toEqual(['play-pause', 'quieter', 'close']);
});

it.each([
	'<input id="here">',
	'<input id="here" type="search">',
	'<input id="here" type="number">',
	'<textarea id="here"></textarea>',
	'<select id="here"></select>',
	'<div contenteditable="true"><b id="here">words</b></div>',
	'<dialog open><button id="here"></button></dialog>'
])('does nothing inside %s', (markup) => {
	for (const key of [' ', 'ArrowLeft', '1', '?', 'l', '[', ',']) press(markup, key);
	press(markup, '[', { code: 'Digit8', modifierAltGraph: true });
	expect(ran).toEqual([]);
});

it.each([
	'<button id="here"></button>',
	'<button><i id="here"></i></button>',
	'<a href="#" id="here">there</a>',
	'<details><summary id="here">more</summary></details>',
	'<input id="here" type="checkbox">'
])('leaves Space to %s, and takes all else', (markup) => {
	expect(press(markup, ' ')).toBe(false);
	press(markup, 'ArrowLeft');
	press(markup, '1');
	expect(ran).toEqual(['back-5', 'solo-drums']);
});

it('leaves the arrows to a slider, and takes all else', () => {
	for (const key of ['ArrowLeft', 'ArrowUp', ' ', '1']) press('<input id="here" type="range">', key);
	expect(ran).toEqual(['play-pause', 'solo-drums']);
});

it('goes on stepping while a key is held, but switches once', () => {
	press('', 'ArrowRight', { repeat: true });
	press('', ' ', { repeat: true });
	press('', '1', { repeat: true });
	expect(ran).toEqual(['on-5']);
});

it('goes by the keys as they are at the moment', () => {
	press('', 'l');
	keys = new Map([['l', 'play-pause']]);
	press('', 'l');
	press('', ' ');
	expect(ran).toEqual(['loop-toggle', 'play-pause']);
});

it('takes what AltGr types for what it is, and leaves Ctrl, Alt and Meta to the browser', () => {
	expect(press('', '[', { code: 'Digit8', modifierAltGraph: true })).toBe(true);
	expect(press('', ']', { code: 'Digit9', ctrlKey: true, altKey: true })).toBe(true);
	expect(press('', '[', { code: 'Digit5', altKey: true, modifierAltGraph: true })).toBe(true);
	expect(press('', '²', { code: 'Digit2', modifierAltGraph: true })).toBe(false);
	expect(press('', '[', { code: 'BracketLeft', metaKey: true })).toBe(false);
	expect(press('', '-', { code: 'Minus', ctrlKey: true })).toBe(false);
	expect(press('', 'l', { code: 'KeyL', altKey: true })).toBe(false);
	expect(ran).toEqual(['loop-start', 'loop-end', 'loop-start']);
});

it('leaves alone what someone else has used or is still composing', () => {
	const used = (event: Event) => event.preventDefault();
	window.addEventListener('keydown', used, { capture: true });
	press('', ' ');
	window.removeEventListener('keydown', used, { capture: true });
	press('', '1', { isComposing: true });
	expect(ran).toEqual([]);
});
