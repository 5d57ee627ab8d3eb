import type { ModelManifest } from '../model/manifest';
import { forgetOtherShards, missingBytes, modelShards, type ModelFailure } from '../model/shards';
import { success, type Outcome } from '../outcome/outcome';
import type { JobState } from '../separation/job';
import type { ProviderWish } from '../separation/protocol';
import { keyed } from './failures';
import { mark } from './marks';
import type { Result, Workplace } from './workplace';

/** Fetches what is missing of the model and opens its session; at once where the session is open. */
export async function openModel(
	signal: AbortSignal,
	{ separator, settings }: Workplace,
	manifest: ModelManifest,
	address: URL,
	wish: ProviderWish,
	phase: (state: JobState) => void
): Promise<Result<null>> {
	const began = performance.now();
	const total = manifest.bytes;
	const isHere = (await missingBytes(manifest)) === 0;
	const shards = () =>
		modelShards(signal, manifest, address, (received) =>
			phase({ phase: 'fetching-model', received: isHere ? total : received, total })
		);
	let choice;
	try {
		choice = await separator.load(signal, manifest, () => wholeOnes(shards()), wish);
	} catch (thrown) {
		if (thrown instanceof ShardRefusal) return keyed('model', thrown.failure);
		throw thrown;
	}
	if (!choice.ok) return keyed('separation', choice);
	settings.choice = choice.value;
	mark('model-ready', { ...choice.value, seconds: (performance.now() - began) / 1000 });
	await forgetOtherShards(manifest);
	return success(null);
}

/** Ends an iteration over shards in the middle: what expects them knows nothing of the ways to fail at it. */
class ShardRefusal extends Error {
	constructor(readonly failure: Extract<Outcome<never, ModelFailure>, { ok: false }>) {
		super(failure.detail);
	}
}

async function* wholeOnes(
	shards: AsyncIterable<Outcome<ArrayBuffer, ModelFailure>>
): AsyncGenerator<ArrayBuffer, void> {
	for await (const shard of shards) {
		if (!shard.ok) throw new ShardRefusal(shard);
		yield shard.value;
	}
}
