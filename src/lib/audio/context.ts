import { AudioContext, type IAudioContext, type IOfflineAudioContext } from 'standardized-audio-context';
import { SAMPLE_RATE, seconds, type Seconds } from '../units/units';

/** What a mixer plays in; the offline one renders tests and mixdowns. */
export type MixerContext = IAudioContext | IOfflineAudioContext;

/**
 * At the songs' own rate, so that blocks are played as they are. `playback` asks for a larger buffer: while a
 * song is separated every core is busy, and the few tens of milliseconds it adds to a mute or a seek are less
 * than a drop-out would cost; what the screen shows takes them into account.
 */
export const playbackContext = (): IAudioContext =>
	new AudioContext({ sampleRate: SAMPLE_RATE, latencyHint: 'playback' });

/**
 * From a frame's entering the output until it is heard; 0 where the browser does not say. The wrapper hides
 * `outputLatency` (large with wireless headphones), so it is read from the context inside it.
 */
export function outputLatency(context: MixerContext): Seconds {
	const { _nativeAudioContext: native } = context as { _nativeAudioContext?: { outputLatency?: number } };
	return seconds(native?.outputLatency ?? 0);
}
