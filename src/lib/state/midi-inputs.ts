import { MidiPresses } from '../music/midi-key';
import type { MidiKey } from '../music/player-settings';

/** Listens to every input of a MIDI access, and to those that are plugged in later. */
export class MidiInputs {
	readonly #access: MIDIAccess;
	readonly #pressed: (key: MidiKey) => void;
	readonly #counted: (open: number) => void;
	readonly #inputs = new Set<MIDIInput>();
	readonly #ended = new AbortController();

	/** @param counted Is told how many inputs are listened to, at first and whenever one comes or goes. */
	constructor(access: MIDIAccess, pressed: (key: MidiKey) => void, counted: (open: number) => void) {
		this.#access = access;
		this.#pressed = pressed;
		this.#counted = counted;
		access.addEventListener('statechange', () => this.#look(), { signal: this.#ended.signal });
		this.#look();
	}

	dispose(): void {
		if (this.#ended.signal.aborted) return;
		this.#ended.abort();
		for (const input of this.#inputs) void input.close();
		this.#inputs.clear();
	}

	#look(): void {
		for (const input of this.#access.inputs.values()) {
			if (!this.#inputs.has(input)) this.#listen(input);
			// Only `onmidimessage` opens an input by itself. One that another program holds stays closed and uncounted.
			if (input.state === 'connected' && input.connection !== 'open')
				input.open().then(this.#count, this.#count);
		}
		this.#count();
	}

	#listen(input: MIDIInput): void {
		this.#inputs.add(input);
		const presses = new MidiPresses();
		input.addEventListener(
			'midimessage',
			({ data }) => {
				const key = data === null ? null : presses.pressOf(data);
				if (key !== null) this.#pressed(key);
			},
			{ signal: this.#ended.signal }
		);
	}

	readonly #count = (): void => {
		if (this.#ended.signal.aborted) return;
		const open = [...this.#inputs].filter((one) => one.state === 'connected' && one.connection === 'open');
		this.#counted(open.length);
	};
}
