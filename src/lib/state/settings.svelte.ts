import type { ModelManifest } from '../model/manifest';
import type { ProviderChoice, ProviderWish } from '../separation/protocol';

const OVERLAPS = { least: 0.05, best: 0.25, most: 0.5 };

/**
 * How separation runs. The address can ask for something else (`?provider=wasm&threads=2&overlap=0.1&model=tiny&open=no`):
 * that is how a benchmark compares, and how tests use a model that takes seconds.
 */
export class Settings {
	/** Name of the model's folder under `models/`. */
	readonly model: string;
	readonly wish: ProviderWish;
	/** Share of a segment that is computed twice and cross-faded; 0.25 is the official program's. */
	readonly overlap: number;

	/** Whether a song that is dropped alone opens as soon as it can be heard. */
	readonly opensRoom: boolean;

	/** What the present session runs on and why; null before the first one. */
	choice = $state.raw<ProviderChoice | null>(null);

	/** What the model is and on what terms it may be used; null before it was asked for (site-model.ts). */
	manifest = $state.raw<ModelManifest | null>(null);

	constructor(address: URLSearchParams) {
		this.model = /^[a-z0-9-]+$/.exec(address.get('model') ?? '')?.[0] ?? 'htdemucs';
		const provider = address.get('provider');
		this.wish = {
			provider: provider === 'wasm' || provider === 'webgpu' ? provider : 'auto',
			threads: Math.max(0, Math.trunc(Number(address.get('threads') ?? 0)) || 0)
		};
		const overlap = Number(address.get('overlap') ?? OVERLAPS.best) || OVERLAPS.best;
		this.opensRoom = address.get('open') !== 'no';
		this.overlap = Math.min(OVERLAPS.most, Math.max(OVERLAPS.least, overlap));
	}
}
