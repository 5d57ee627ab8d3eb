import { bytesOfSong, roomFor } from '../library/quota';
import { deviceMemory, keepsModels, runsModels } from '../model/device';
import { missingBytes } from '../model/shards';
import { blockCount } from '../music/block';
import { success } from '../outcome/outcome';
import { measureSpeed } from '../separation/estimate-speed';
import { strideFor } from '../separation/plan';
import { chooseProvider, sharesMemory } from '../separation/provider';
import { toFrames } from '../units/units';
import { EXAMPLE_BYTES, EXAMPLE_SECONDS, type DeviceFacts } from './device-check';
import type { Settings } from './settings.svelte';
import { readSiteModel } from './site-model';
import type { Result } from './workplace';

/**
 * Looks at this device: null where the model is here already, and nothing has to be expected. Fetches no more than
 * the model's manifest; fails where that cannot be had. Where a processor separates, measuring it takes a third of a
 * second on as many threads as will be used, beside the page's own.
 *
 * @throws The signal's reason, as soon as it is aborted.
 */
export async function factsOfDevice(
	signal: AbortSignal,
	settings: Settings
): Promise<Result<DeviceFacts | null>> {
	const { wish, overlap } = settings;
	const manifest = await readSiteModel(signal, settings);
	if (!manifest.ok) return manifest;
	const download = await missingBytes(manifest.value);
	if (download === 0) return success(null);
	const choice = await chooseProvider(wish, null);
	const runs = runsModels();
	const layout = {
		frames: toFrames(EXAMPLE_SECONDS),
		stride: strideFor(overlap, manifest.value.segmentFrames)
	};
	return success({
		choice,
		speed: choice.provider === 'wasm' && runs ? await measureSpeed(signal, choice.threads) : null,
		segments: blockCount(layout),
		download,
		room: await roomFor(download + bytesOfSong(layout, EXAMPLE_BYTES)),
		memory: deviceMemory(),
		keeps: await keepsModels(),
		runs,
		plays: 'AudioWorkletNode' in globalThis,
		heldBack: !sharesMemory() && wish.threads !== 1 && navigator.hardwareConcurrency > 1
	});
}
