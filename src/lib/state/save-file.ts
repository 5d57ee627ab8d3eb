/** A file that is to be written. */
export interface FileToSave {
	/** As it is suggested to the player, with its extension. */
	readonly name: string;
	/** Its MIME type. */
	readonly type: string;
	/** What such files are called where the player chooses a place. */
	readonly what: string;
}

/** Where a file is written to. */
export interface SavePlace {
	/** Closed or aborted by who writes. */
	readonly stream: WritableStream<Uint8Array<ArrayBuffer>>;
	/** Once it is closed: the file to hand to the browser; null where it lies already where the player wants it. */
	finish(): Promise<File | null>;
	/** Leaves nothing of a file that was not finished. */
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

/**
 * Asks where a file is to go, if this browser can; to be called at the player's press. Null: the player has changed
 * his mind. Rejects with the browser's exception where the file cannot be written.
 */
export async function askForPlace(file: FileToSave): Promise<SavePlace | null> {
	if (globalThis.showSaveFilePicker === undefined) return downloaded(file);
	const extension = file.name.slice(file.name.lastIndexOf('.'));
	try {
		const handle = await globalThis.showSaveFilePicker({
			suggestedName: file.name,
			startIn: 'downloads',
			types: [{ description: file.what, accept: { [file.type]: [extension] } }]
		});
		return await chosen(handle);
	} catch (thrown) {
		if (thrown instanceof DOMException && thrown.name === 'AbortError') return null;
		throw thrown;
	}
}

async function chosen(handle: FileSystemFileHandle): Promise<SavePlace> {
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
function downloaded({ name, type }: FileToSave): SavePlace {
	const { readable, writable } = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>();
	const blob = new Response(readable).blob();
	// Where it is aborted nobody asks for it.
	blob.catch(nothing);
	return {
		stream: writable,
		finish: async () => new File([await blob], name, { type }),
		discard: () => writable.abort().catch(nothing)
	};
}

const nothing = () => undefined;
