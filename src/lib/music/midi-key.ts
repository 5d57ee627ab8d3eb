import type { MidiKey } from './player-settings';

const NOTE_ON = 0x90;
const CONTROL_CHANGE = 0xb0;
/** A switch is on from the middle up: MIDI 1.0 Detailed Specification, "Control Change", table 3. */
const PRESSED = 64;
/** From here on a control change is a channel mode message ("all notes off"), which nobody presses. */
const FIRST_MODE = 120;

/** Finds the presses among the messages of one MIDI input. */
export class MidiPresses {
	/** The last value of each controller, by channel and number. */
	readonly #values = new Map<number, number>();

	/**
	 * The key that this message presses: a note that begins, or a controller that passes the middle upward; null
	 * for all else. Its channel does not matter.
	 *
	 * @param data One whole message, as a MIDIMessageEvent carries it.
	 */
	pressOf(data: ArrayLike<number>): MidiKey | null {
		const [status = 0, number = 0, value = 0] = Array.from(data);
		switch (status & 0xf0) {
			case NOTE_ON:
				// A note on without velocity is a note off.
				return value > 0 ? `${NOTE_ON}:${number}` : null;
			case CONTROL_CHANGE: {
				if (number >= FIRST_MODE) return null;
				const which = (status << 8) | number;
				const before = this.#values.get(which) ?? 0;
				this.#values.set(which, value);
				return before < PRESSED && value >= PRESSED ? `${CONTROL_CHANGE}:${number}` : null;
			}
			default:
				return null;
		}
	}
}

const NOTES = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];
const PEDALS: Readonly<Record<number, string>> = {
	64: 'Sustain pedal',
	66: 'Sostenuto pedal',
	67: 'Soft pedal'
};

/** A MIDI key for the player: `144:60` is `Note C4`, `176:64` is `Sustain pedal`, `176:20` is `Control 20`. */
export function midiName(key: MidiKey): string {
	const [status, number = 0] = key.split(':').map(Number);
	if (status === CONTROL_CHANGE) return PEDALS[number] ?? `Control ${number}`;
	return `Note ${NOTES[number % 12] ?? ''}${Math.floor(number / 12) - 1}`;
}
