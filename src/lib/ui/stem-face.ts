import Drum from '@lucide/svelte/icons/drum';
import Guitar from '@lucide/svelte/icons/guitar';
import MicVocal from '@lucide/svelte/icons/mic-vocal';
import Music from '@lucide/svelte/icons/music';
import type { PerStem } from '../music/stems';

/** How a stem is told apart without its colour; the colour itself is the token `--<stem>`. */
export interface StemFace {
	readonly label: string;
	readonly letter: string;
	readonly icon: typeof Drum;
}

export const STEM_FACES: PerStem<StemFace> = {
	drums: { label: 'Drums', letter: 'D', icon: Drum },
	bass: { label: 'Bass', letter: 'B', icon: Guitar },
	other: { label: 'Other', letter: 'O', icon: Music },
	vocals: { label: 'Vocals', letter: 'V', icon: MicVocal }
};
