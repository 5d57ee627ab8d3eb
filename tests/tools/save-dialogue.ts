import type { Page } from '@playwright/test';

/** Stands for the dialogue alone: the file it gives is a real one, on the site's own disk space. */
export const answerSaveDialogue = (page: Page, slowDisk = false): Promise<unknown> =>
	page.addInitScript((slow) => {
		const picker = async ({ suggestedName }: { suggestedName: string }) => {
			const folder = await navigator.storage.getDirectory();
			const handle = await folder.getFileHandle(suggestedName, { create: true });
			const create = handle.createWritable.bind(handle);
			if (slow)
				handle.createWritable = async () => {
					const file = (await create()).getWriter();
					return new WritableStream({
						write: async (chunk: Uint8Array<ArrayBuffer>) => {
							await new Promise((resolve) => setTimeout(resolve, 100));
							await file.write(chunk);
						},
						close: () => file.close(),
						abort: (reason) => file.abort(reason)
					}) as FileSystemWritableFileStream;
				};
			return handle;
		};
		Object.assign(globalThis, { showSaveFilePicker: picker });
	}, slowDisk);

/** The files on the site's own disk space, with their sizes. */
export const savedFiles = (page: Page): Promise<[name: string, size: number][]> =>
	page.evaluate(async () => {
		const found: [string, number][] = [];
		const folder = await navigator.storage.getDirectory();
		for await (const [name, handle] of folder as unknown as AsyncIterable<[string, FileSystemHandle]>)
			if (handle.kind === 'file') found.push([name, (await (handle as FileSystemFileHandle).getFile()).size]);
		return found;
	});
