import type { Loop } from '../../../src/lib/music/loop';
import type { Marker } from '../../../src/lib/music/marker';
import type { SavedLoop } from '../../../src/lib/music/saved-loop';
import type { View } from '../../../src/lib/ui/view';
import type { Frames } from '../../../src/lib/units/units';

/** What the benchmark does to the page. Times are seconds. */
export interface StageHandle {
	readonly play: () => void;
	readonly pause: () => void;
	readonly seek: (time: number) => void;
	/** Shows so much of the song, about the playhead. */
	readonly show: (time: number) => void;
	readonly put: (things: {
		loop?: Loop | null;
		markers?: readonly Marker[];
		loops?: readonly SavedLoop[];
	}) => void;
	readonly state: () => { position: Frames; view: View; loop: Loop | null };
}

declare global {
	var riffroomStage: StageHandle;
	/** Calls that painted on any canvas so far. */
	var riffroomPaints: number;
}
