/** Where a backup is written to. */
export interface BackupPlace {
	/** Closed or aborted by who writes. */
	readonly stream: WritableStream<Uint8Array<ArrayBuffer>>;
	/** Once it is closed: the file to hand to the browser; null where it lies already where the player wants it. */
	finish(): Promise<File | null>;
	/** Leaves nothing of a backup that was not finished. */
	discard(): Promise<void>;
}

/** What only Chromium has. */
declare global {
	var showSaveFilePicker:
		| ((options: {
				suggestedName: string;
				startIn: 'downloads';
				types: { description: string; accept: Record<string, string[]> }[];
		  }) => Promise<FileSystemFileHandle>)
		| undefined;
}

/** `RiffRoom backup 2026-11-23.zip`: the day as the player's calendar has it. */
export const backupName = (day = Temporal.Now.plainDateISO()): string =>
	`RiffRoom backup ${day.toString()}.zip`;

/**
 * Asks where a backup is to go, if this browser can; to be called at the player's press. Null: the player has changed
 * his mind. Rejects with the browser's exception where the file cannot be written.
 */
export async function askForPlace(name: string): Promise<BackupPlace | null> {
	if (globalThis.showSaveFilePicker === undefined) return downloaded(name);
	try {
		const handle = await globalThis.showSaveFilePicker({
			suggestedName: name,
			startIn: 'downloads',
			types: [{ description: 'RiffRoom backup', accept: { 'application/zip': ['.zip'] } }]
		});
		return await chosen(handle);
	} catch (thrown) {
		if (thrown instanceof DOMException && thrown.name === 'AbortError') return null;
		throw thrown;
	}
}

async function chosen(handle: FileSystemFileHandle): Promise<BackupPlace> {
	const file = (await handle.createWritable()).getWriter();
	return {
		stream: new WritableStream<Uint8Array<ArrayBuffer>>({
			write: (chunk) => file.write(chunk),
			close: () => file.close(),
			abort: (reason) => file.abort(reason)
		}),
		finish: () => Promise.resolve(null),
		discard: async () => {
			// Who wrote into it may have done so already. The file cannot be removed before.
			await file.abort().catch(nothing);
			// The dialogue has made an empty one. What was there before is still whole: nothing changes until it is closed.
			const isEmpty = await handle.getFile().then(({ size }) => size === 0, nothing);
			if (isEmpty === true) await (handle as { remove?(): Promise<void> }).remove?.().catch(nothing);
		}
	};
}

/**
 * A file that the browser downloads once it is whole. What is streamed into a response goes to the disk as it comes:
 * measured in Chromium, 3 GB take no more memory than 1 GB. A Blob made of parts takes what they take.
 */
function downloaded(name: string): BackupPlace {
	const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
	const blob = new Response(readable).blob();
	// Where it is aborted nobody asks for it.
	blob.catch(nothing);
	return {
		stream: writable,
		finish: async () => new File([await blob], name, { type: 'application/zip' }),
		discard: () => writable.abort().catch(nothing)
	};
}

const nothing = () => undefined;
