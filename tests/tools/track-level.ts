import type { TrackLevel } from '../../src/lib/signal/normalise';
import { TrackMeter } from '../../src/lib/signal/track-meter';

/** The level of a track that is there as a whole. */
export function trackLevel(left: Float32Array, right: Float32Array): TrackLevel {
	const meter = new TrackMeter();
	meter.add(left, right);
	return meter.level;
}
