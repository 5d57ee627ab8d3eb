import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { CommandId } from '../../../src/lib/music/commands';
import type { PlayerSettings } from '../../../src/lib/music/player-settings';
import type { MidiBrowser } from '../../../src/lib/state/midi.svelte';

// Runes are the compiler's words. Where nothing is drawn, a rune is its value.
vi.stubGlobal('$state', { raw: <Value>(value: Value) => value });
const { Midi } = await import('../../../src/lib/state/midi.svelte');

/** A MIDI input as a browser has it. */
class Input extends EventTarget {
	state: MIDIPortDeviceState = 'connected';
	connection: MIDIPortConnectionState = 'closed';
	/** Another program holds it. */
	taken = false;

	async open() {
		if (this.taken) throw new DOMException('in use', 'InvalidAccessError');
		this.connection = 'open';
	}
	async close() {
		this.connection = 'closed';
	}
	say(...message: number[]) {
		this.dispatchEvent(Object.assign(new Event('midimessage'), { data: Uint8Array.from(message) }));
	}
}

class Access extends EventTarget {
	readonly inputs = new Map<string, Input>();
	plug(input: Input) {
		input.state = 'connected';
		this.inputs.set(`${this.inputs.size}`, input);
		this.dispatchEvent(new Event('statechange'));
	}
	unplug(input: Input) {
		input.state = 'disconnected';
		this.dispatchEvent(new Event('statechange'));
	}
}

const settled = () => new Promise<void>((done) => setImmediate(done));

let access: Access, input: Input;
let ran: CommandId[], kept: PlayerSettings['midi'][], asked: MIDIOptions[];
beforeEach(() => {
	access = new Access();
	input = new Input();
	access.inputs.set('first', input);
	[ran, kept, asked] = [[], [], []];
});

function midiOf(initial: PlayerSettings['midi'] = {}, more: Partial<MidiBrowser> = {}) {
	const requestMIDIAccess = async (options: MIDIOptions) => {
		asked.push(options);
		return access as unknown as MIDIAccess;
	};
	const midi = new Midi(initial, (keys) => kept.push(keys), { requestMIDIAccess, ...more });
	midi.onCommand((command) => ran.push(command));
	return midi;
}

async function enabled(initial?: PlayerSettings['midi']) {
	const midi = midiOf(initial);
	await midi.enable();
	await settled();
	return midi;
}

const permissions = (state: PermissionState) => ({
	query: async () => ({ state }) as PermissionStatus
});

describe('turning MIDI on', () => {
	it('asks only when told to, without system exclusive messages, and once', async () => {
		const midi = midiOf();
		expect(midi.state).toEqual({ phase: 'off', devices: 0 });
		expect(asked).toEqual([]);
		const enabling = midi.enable();
		expect(midi.state.phase).toBe('asking');
		await midi.enable();
		await enabling;
		await settled();
		await midi.enable();
		expect(midi.state).toEqual({ phase: 'on', devices: 1 });
		expect(asked).toEqual([{ sysex: false }]);
	});

	it('is absent where the browser has none', async () => {
		const midi = new Midi({}, () => undefined, {});
		expect([midi.supported, midi.state.phase]).toEqual([false, 'absent']);
		await midi.enable();
		await midi.resume();
		expect(midi.state.phase).toBe('absent');
	});

	it('is refused where the player says no, and may be asked for again', async () => {
		let name = 'NotAllowedError';
		const requestMIDIAccess = async (): Promise<MIDIAccess> => {
			if (name !== '') throw new DOMException('', name);
			return access as unknown as MIDIAccess;
		};
		const midi = midiOf({}, { requestMIDIAccess });
		for (const [thrown, phase] of [
			['NotAllowedError', 'refused'],
			['SecurityError', 'refused'],
			['InvalidStateError', 'absent'],
			['', 'on']
		]) {
			name = thrown!;
			await midi.enable();
			expect(midi.state.phase, thrown).toBe(phase);
		}
	});

	it.each([
		['allowed before, and something is bound', 'granted', { '144:60': 'marker' }, 'on'],
		['it would have to ask', 'prompt', { '144:60': 'marker' }, 'off'],
		['nothing is bound', 'granted', {}, 'off']
	] as const)('resumes without a question: %s', async (_name, state, keys, phase) => {
		const midi = midiOf(keys, { permissions: permissions(state) });
		await midi.resume();
		expect(midi.state.phase).toBe(phase);
	});

	it('does not resume where the browser does not know the permission', async () => {
		const query = () => Promise.reject(new TypeError());
		const midi = midiOf({ '144:60': 'marker' }, { permissions: { query } });
		await midi.resume();
		expect(midi.state.phase).toBe('off');
	});
});

describe('devices', () => {
	it('that come later are heard too, once each; those that go are not counted', async () => {
		const midi = await enabled({ '144:60': 'marker' });
		const later = new Input();
		access.plug(later);
		await settled();
		expect(midi.state.devices).toBe(2);
		access.unplug(input);
		expect(midi.state.devices).toBe(1);
		access.plug(input);
		await settled();
		later.say(0x95, 60, 90);
		input.say(0x90, 60, 90);
		expect(ran).toEqual(['marker', 'marker']);
	});

	it('that another program holds are not counted, and heard once it lets go', async () => {
		input.taken = true;
		const midi = await enabled({ '144:60': 'marker' });
		expect(midi.state).toEqual({ phase: 'on', devices: 0 });
		input.taken = false;
		access.plug(new Input());
		await settled();
		expect(midi.state.devices).toBe(2);
		input.say(0x90, 60, 90);
		expect(ran).toEqual(['marker']);
	});

	it('do not take one another’s pedals for their own', async () => {
		await enabled({ '176:64': 'play-pause' });
		const other = new Input();
		access.plug(other);
		await settled();
		input.say(0xb0, 64, 127);
		other.say(0xb0, 64, 127);
		expect(ran).toEqual(['play-pause', 'play-pause']);
	});
});

describe('keys', () => {
	it('run their command; others, and commands of another time, do nothing', async () => {
		await enabled({ '144:60': 'marker', '144:61': 'of-another-time' as CommandId });
		for (const note of [60, 61, 62]) input.say(0x90, note, 90);
		expect(ran).toEqual(['marker']);
	});

	it('are learned by pressing, which does nothing else, and only the next one is', async () => {
		const midi = await enabled();
		const learned = vi.fn();
		midi.learn('loop-start', learned);
		expect(midi.learning).toBe('loop-start');
		input.say(0x80, 60, 0);
		expect(learned).not.toHaveBeenCalled();
		input.say(0x90, 60, 90);
		expect(learned.mock.calls).toEqual([['144:60', null]]);
		expect([ran, midi.learning]).toEqual([[], null]);
		expect(kept).toEqual([{ '144:60': 'loop-start' }]);
		input.say(0x90, 60, 90);
		input.say(0x90, 61, 90);
		expect(ran).toEqual(['loop-start']);
	});

	it('mean one command, which may have several; who had it before is named', async () => {
		const midi = await enabled({ '144:60': 'marker', '144:61': 'loop-start' });
		const learned = vi.fn();
		midi.learn('loop-start', learned);
		input.say(0x90, 60, 90);
		expect(learned.mock.calls).toEqual([['144:60', 'marker']]);
		expect(midi.keysOf('loop-start')).toEqual(['144:60', '144:61']);
		expect(midi.keysOf('marker')).toEqual([]);
		midi.unbind('144:61');
		expect(kept.at(-1)).toEqual({ '144:60': 'loop-start' });
		midi.reset();
		expect(kept.at(-1)).toEqual({});
		expect(midi.keysOf('loop-start')).toEqual([]);
	});

	it('are not learned any more once learning has stopped', async () => {
		const midi = await enabled({ '144:60': 'marker' });
		midi.learn('loop-start', () => expect.unreachable());
		midi.stopLearning();
		input.say(0x90, 60, 90);
		expect(ran).toEqual(['marker']);
	});

	it('run for the latest listener only, and for nobody once it has let go', async () => {
		const midi = await enabled({ '144:60': 'marker' });
		const other: CommandId[] = [];
		const letGo = midi.onCommand((command) => other.push(command));
		input.say(0x90, 60, 90);
		letGo();
		input.say(0x90, 60, 90);
		expect([ran, other]).toEqual([[], ['marker']]);
	});
});

describe('disposed of', () => {
	it('it closes its inputs and hears nothing, as often as it is said', async () => {
		const midi = await enabled({ '144:60': 'marker' });
		midi.dispose();
		midi.dispose();
		expect(input.connection).toBe('closed');
		const later = new Input();
		access.plug(later);
		await settled();
		later.say(0x90, 60, 90);
		input.say(0x90, 60, 90);
		expect([ran, later.connection]).toEqual([[], 'closed']);
	});

	it('while the browser still asks, it never listens', async () => {
		const midi = midiOf({ '144:60': 'marker' });
		const enabling = midi.enable();
		midi.dispose();
		await enabling;
		await settled();
		expect(input.connection).toBe('closed');
	});
});
