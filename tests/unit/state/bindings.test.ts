import fc from 'fast-check';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { COMMANDS, DEFAULT_KEYS, type CommandId } from '../../../src/lib/music/commands';
import type { KeyChanges } from '../../../src/lib/music/key-map';

// Runes are the compiler's words. Where nothing is drawn, a rune is its value.
vi.stubGlobal('$state', { raw: <Value>(value: Value) => value });
const { Bindings } = await import('../../../src/lib/state/bindings.svelte');

let kept: KeyChanges[];
const bindingsOf = (initial: KeyChanges = {}) => new Bindings(initial, (changes) => kept.push(changes));
const sorted = (keys: Iterable<readonly [string, string]>) => [...keys].map(String).sort();

beforeEach(() => (kept = []));

describe('keys of the player', () => {
	it('are the defaults at first', () => {
		expect(sorted(bindingsOf().keys)).toEqual(sorted(DEFAULT_KEYS));
	});

	it('a free key is given to a command besides its own', () => {
		const bindings = bindingsOf();
		expect(bindings.bind('play-pause', 'PageDown')).toEqual({ ok: true, from: null });
		expect(bindings.chordsOf('play-pause')).toEqual(['Space', 'PageDown']);
		expect(bindings.keys.get('PageDown')).toBe('play-pause');
		expect(kept).toEqual([{ 'play-pause': ['Space', 'PageDown'] }]);
	});

	it('a key that another command had is taken from it, and it is named', () => {
		const bindings = bindingsOf();
		expect(bindings.bind('loop-start', 'm')).toEqual({ ok: true, from: 'marker' });
		expect(bindings.keys.get('m')).toBe('loop-start');
		expect(bindings.chordsOf('marker')).toEqual([]);
		expect(kept.at(-1)).toEqual({ 'loop-start': ['[', 'm'], marker: [] });
	});

	it('a key that the command has already stays', () => {
		const bindings = bindingsOf();
		expect(bindings.bind('marker', 'm')).toEqual({ ok: true, from: null });
		expect(bindings.chordsOf('marker')).toEqual(['m']);
	});

	it('a key taken from a command means nothing', () => {
		const bindings = bindingsOf();
		bindings.unbind('key-up', '+');
		expect(bindings.chordsOf('key-up')).toEqual(['=']);
		expect(bindings.keys.has('+')).toBe(false);
	});

	it('what is given back is not kept as a change', () => {
		const bindings = bindingsOf();
		bindings.unbind('key-up', '+');
		bindings.bind('key-up', '+');
		expect(kept.at(-1)).toEqual({});
	});

	it('come back as they were kept, and all go with a reset', () => {
		bindingsOf().bind('loop-start', 'm');
		const again = bindingsOf(kept.at(-1));
		expect(again.keys.get('m')).toBe('loop-start');
		again.reset();
		expect(sorted(again.keys)).toEqual(sorted(DEFAULT_KEYS));
		expect(kept.at(-1)).toEqual({});
	});

	it('are the player’s where a later RiffRoom gives them to another command, and unknown commands mean nothing', () => {
		const stored = { louder: ['t'], 'of-another-time': ['z'] } as KeyChanges;
		const bindings = bindingsOf(stored);
		expect(bindings.keys.get('t')).toBe('louder');
		expect(bindings.chordsOf('trainer')).toEqual([]);
		expect(bindings.keys.get('z')).toBe('zoom-in');
		bindings.bind('louder', 'v');
		expect(bindings.chordsOf('louder')).toEqual(['t', 'v']);
		expect(kept).toEqual([{ ...stored, louder: ['t', 'v'] }]);
	});
});

describe('what cannot be taken', () => {
	it.each(['Tab', 'Shift+Tab', 'Escape', 'F5', 'Shift+F10', 'F12', 'MediaPlayPause', 'ContextMenu'])(
		'%s is refused in words, and nothing changes',
		(chord) => {
			const bindings = bindingsOf();
			const bound = bindings.bind('play-pause', chord);
			expect(bound).toEqual({ ok: false, words: expect.stringMatching(/\w+ .*\.$/) as string });
			expect(kept).toEqual([]);
			expect(sorted(bindings.keys)).toEqual(sorted(DEFAULT_KEYS));
		}
	);

	it.each(['Enter', 'F13', 'PageUp', 'f', 'Shift+l', 'Backspace'])('%s is not', (chord) => {
		expect(bindingsOf().bind('play-pause', chord).ok).toBe(true);
	});

	it('Escape always closes, whatever is stored', () => {
		const bindings = bindingsOf({ close: [], louder: ['Escape'] });
		expect(bindings.keys.get('Escape')).toBe('close');
		bindings.unbind('close', 'Escape');
		expect(bindings.keys.get('Escape')).toBe('close');
	});
});

it('after any changes each key means one command, the map agrees with itself, and comes back as it was', () => {
	const command = fc.constantFrom(...COMMANDS.map(({ id }) => id));
	const chord = fc.constantFrom(...DEFAULT_KEYS.keys(), 'v', 'PageDown', 'Tab', 'Shift+l');
	const step = fc.tuple(fc.constantFrom('bind', 'unbind'), command, chord);
	fc.assert(
		fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
			const bindings = bindingsOf();
			for (const [what, id, key] of steps) {
				const before = bindings.keys.get(key) ?? null;
				if (what === 'bind') {
					const bound = bindings.bind(id, key);
					if (!bound.ok) continue;
					expect(bindings.keys.get(key)).toBe(id);
					expect(bound.from).toBe(before === id ? null : before);
				} else if (before === id && key !== 'Escape') {
					bindings.unbind(id, key);
					expect(bindings.keys.has(key)).toBe(false);
				}
			}
			const all = COMMANDS.flatMap(({ id }) =>
				bindings.chordsOf(id).map((key): [string, CommandId] => [key, id])
			);
			expect(sorted(all)).toEqual(sorted(bindings.keys));
			expect(sorted(bindingsOf(kept.at(-1) ?? {}).keys)).toEqual(sorted(bindings.keys));
			kept = [];
		})
	);
});
