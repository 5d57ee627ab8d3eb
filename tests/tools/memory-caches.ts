/** As much of the Cache API as the app uses; a full one may hold nothing. */
export class MemoryCache {
	readonly #entries = new Map<string, { blob: Blob; headers: Headers }>();
	constructor(readonly full: boolean) {}
	async put(key: string, response: Response) {
		if (this.full) throw new DOMException('No room', 'QuotaExceededError');
		this.#entries.set(key, { blob: await response.blob(), headers: response.headers });
	}
	async match(key: string) {
		const entry = this.#entries.get(key);
		return entry && new Response(entry.blob, { headers: entry.headers });
	}
	async keys() {
		return [...this.#entries.keys()];
	}
	async delete(key: string) {
		return this.#entries.delete(key);
	}
}

/** Stands for `caches`; `all` are those that were opened. */
export function memoryCaches(full = false) {
	const all = new Map<string, MemoryCache>();
	const caches = {
		has: async (name: string) => all.has(name),
		open: async (name: string) => {
			const cache = all.get(name) ?? new MemoryCache(full);
			all.set(name, cache);
			return cache;
		}
	};
	return { all, caches };
}
