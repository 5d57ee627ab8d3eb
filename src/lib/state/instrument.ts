import type { Frames } from '../units/units';
import type { FailureKey } from './failures';

/** What practising acts upon: the song on the stand, as it is heard. */
export interface Instrument {
	/** Where the song is heard. */
	position(): Frames;
	playing(): boolean;
	seek(position: Frames): void;
	/** Something about the sound has changed, or about what comes back with the song. */
	changed(): void;
	/** Something could not be stored. */
	refused(reason: FailureKey): void;
}
