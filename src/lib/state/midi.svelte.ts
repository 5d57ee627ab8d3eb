import { isCommand, type CommandId } from '../music/commands';
import type { MidiKey, PlayerSettings } from '../music/player-settings';
import { MidiInputs } from './midi-inputs';

export interface MidiState {
	/** `absent`: this browser has no MIDI, or it cannot be had on this device. */
	readonly phase: 'off' | 'asking' | 'on' | 'refused' | 'absent';
	/** Inputs that are listened to. */
	readonly devices: number;
}

/** What of the browser is needed; `navigator` has it, Safari's has no MIDI. */
export interface MidiBrowser {
	readonly requestMIDIAccess?: (options: MIDIOptions) => Promise<MIDIAccess>;
	readonly permissions?: Pick<Permissions, 'query'>;
}

type MidiKeys = PlayerSettings['midi'];
type Learned = (key: MidiKey, from: CommandId | null) => void;

/** Commands by MIDI: one key means one command, a command may have several keys. */
export class Midi {
	#state = $state.raw<MidiState>({ phase: 'off', devices: 0 });
	#keys = $state.raw<MidiKeys>({});
	#learning = $state.raw<{ readonly command: CommandId; readonly learned: Learned } | null>(null);
	readonly #keep: (keys: MidiKeys) => void;
	readonly #browser: MidiBrowser;
	#run: ((command: CommandId) => void) | null = null;
	#inputs: MidiInputs | null = null;
	#disposed = false;

	/** @param keep Is given all keys after each change. */
	constructor(initial: MidiKeys, keep: (keys: MidiKeys) => void, browser: MidiBrowser = navigator) {
		this.#keys = initial;
		this.#keep = keep;
		this.#browser = browser;
		if (!this.supported) this.#state = { phase: 'absent', devices: 0 };
	}

	get state(): MidiState {
		return this.#state;
	}

	get supported(): boolean {
		return this.#browser.requestMIDIAccess !== undefined;
	}

	/** The command that gets the next key. */
	get learning(): CommandId | null {
		return this.#learning?.command ?? null;
	}

	keysOf(command: CommandId): readonly MidiKey[] {
		return Object.keys(this.#keys).filter((key) => this.#keys[key] === command);
	}

	/** From now on commands go to `run`, until the function that is returned is called. */
	onCommand(run: (command: CommandId) => void): () => void {
		this.#run = run;
		return () => {
			if (this.#run === run) this.#run = null;
		};
	}

	/** Turns it on. The browser asks the player, so call it when the player has asked for it. */
	async enable(): Promise<void> {
		const { phase } = this.#state;
		if (phase === 'asking' || phase === 'on' || this.#browser.requestMIDIAccess === undefined) return;
		this.#state = { phase: 'asking', devices: 0 };
		try {
			const access = await this.#browser.requestMIDIAccess({ sysex: false });
			if (this.#disposed) return;
			this.#inputs = new MidiInputs(
				access,
				(key) => this.#pressed(key),
				(devices) => (this.#state = { phase: 'on', devices })
			);
		} catch (thrown) {
			const names = ['NotAllowedError', 'SecurityError'];
			const refused = thrown instanceof Error && names.includes(thrown.name);
			this.#state = { phase: refused ? 'refused' : 'absent', devices: 0 };
		}
	}

	/** Turns it on again without a question: where keys are bound and the player has allowed it before. */
	async resume(): Promise<void> {
		if (!this.supported || Object.keys(this.#keys).length === 0) return;
		// A browser that does not know this permission's name says so by a TypeError.
		const answer = this.#browser.permissions?.query({ name: 'midi' }).catch(() => null);
		if ((await answer)?.state === 'granted' && !this.#disposed) await this.enable();
	}

	/** The next key pressed is bound to this command instead of doing anything; the latest call counts. */
	learn(command: CommandId, learned: Learned): void {
		this.#learning = { command, learned };
	}

	stopLearning(): void {
		this.#learning = null;
	}

	unbind(key: MidiKey): void {
		this.#change(Object.fromEntries(Object.entries(this.#keys).filter(([one]) => one !== key)));
	}

	/** Forgets all keys. */
	reset(): void {
		this.#change({});
	}

	/** Takes what is kept by now, as after a restored backup. */
	reread(keys: MidiKeys): void {
		this.#keys = keys;
	}

	dispose(): void {
		this.#disposed = true;
		this.#run = null;
		this.#learning = null;
		this.#inputs?.dispose();
		this.#inputs = null;
	}

	#pressed(key: MidiKey): void {
		const command = this.#keys[key];
		const known = command !== undefined && isCommand(command) ? command : null;
		const learning = this.#learning;
		if (learning === null) {
			if (known !== null) this.#run?.(known);
			return;
		}
		this.#learning = null;
		this.#change({ ...this.#keys, [key]: learning.command });
		learning.learned(key, known === learning.command ? null : known);
	}

	#change(keys: MidiKeys): void {
		this.#keys = keys;
		this.#keep(keys);
	}
}
