import type { BrowserContext, Page } from '@playwright/test';

/** One thing that a page of the context did. */
export interface Entry {
	readonly page: Page;
	/** A mark of the app (see src/lib/state/marks.ts); or `begin`: a segment was asked for; or `decode`: a file was. */
	readonly event: string;
	/** The segment's or the block's index; null where there is none. */
	readonly index: number | null;
}

declare global {
	var riffroomTell: (event: string, index: number | null) => Promise<void>;
}

/**
 * Everything that the pages of a context do from their next load on, written down here as it happens, so that it
 * outlives pages that are killed. The list grows.
 */
export async function keepDiary(context: BrowserContext): Promise<readonly Entry[]> {
	const entries: Entry[] = [];
	await context.exposeBinding('riffroomTell', ({ page }, event: string, index: number | null) => {
		entries.push({ page, event, index });
	});
	await context.addInitScript(tellEverything);
	return entries;
}

/** The indices of one kind of entry, oldest first; of one page where it is given. */
export const told = (diary: readonly Entry[], event: string, page?: Page): number[] =>
	diary
		.filter((entry) => entry.event === event && (page === undefined || entry.page === page))
		.map(({ index }) => index ?? NaN);

/** Runs in the page, before any script of the app. */
function tellEverything(): void {
	const tell = (event: string, index: unknown) =>
		void globalThis.riffroomTell(event, typeof index === 'number' ? index : null);

	const mark = performance.mark.bind(performance);
	performance.mark = (name, options) => {
		const { index } = (options?.detail ?? {}) as { index?: unknown };
		if (name.startsWith('riffroom:')) tell(name.slice('riffroom:'.length), index);
		return mark(name, options);
	};

	const contexts = BaseAudioContext.prototype as {
		decodeAudioData: (this: BaseAudioContext, bytes: ArrayBuffer) => Promise<AudioBuffer>;
	};
	const { decodeAudioData } = contexts;
	contexts.decodeAudioData = function (bytes) {
		tell('decode', null);
		return decodeAudioData.call(this, bytes);
	};

	/** A call to a worker as comlink sends it. */
	interface Call {
		readonly path?: readonly string[];
		readonly argumentList?: readonly { readonly value?: { readonly segment?: number } }[];
	}
	const prototype = Worker.prototype as { postMessage: (...parts: unknown[]) => void };
	const { postMessage } = prototype;
	prototype.postMessage = function (...parts) {
		const { path, argumentList } = (parts[0] ?? {}) as Call;
		if (path?.[0] === 'separate') tell('begin', argumentList?.[0]?.value?.segment);
		postMessage.apply(this, parts);
	};
}
