import { expect, it } from 'vitest';
import { hintOf, usualChords } from '../../../src/lib/ui/hint';

it('names the keys to the eye and to a screen reader', () => {
	expect(hintOf('loop-start', usualChords)).toEqual({
		title: 'Loop start here ([)',
		'aria-keyshortcuts': '['
	});
	expect(hintOf('key-up', usualChords)).toEqual({
		title: 'A semitone up (+, =)',
		'aria-keyshortcuts': 'Plus ='
	});
	expect(hintOf('loop-clear', usualChords).title).toBe('Clear the loop (Shift + [)');
});

it('follows keys that were changed, and says nothing of keys where there are none', () => {
	expect(hintOf('tap', () => ['Shift+t'])['aria-keyshortcuts']).toBe('Shift+t');
	expect(hintOf('tap', () => [])).toEqual({ title: 'Tap the tempo', 'aria-keyshortcuts': undefined });
});
