/** What of the File Handling API is used here; TypeScript does not know it yet. */
interface LaunchParams {
	readonly files?: readonly FileSystemHandle[];
}
interface LaunchQueue {
	setConsumer(consumer: (params: LaunchParams) => void): void;
}

/**
 * Gives `onfiles` the files that the installed app is asked to open, each time; in its page, for as long as that
 * lives. What cannot be read any more (moved, deleted, permission taken back) is told by name to `onlost`.
 * Does nothing in browsers without file handlers.
 */
export function onLaunchedFiles(onfiles: (files: File[]) => void, onlost: (name: string) => void): void {
	const { launchQueue } = globalThis as { launchQueue?: LaunchQueue };
	launchQueue?.setConsumer(({ files = [] }) => {
		void readAll(files, onlost).then((read) => {
			if (read.length > 0) onfiles(read);
		});
	});
}

async function readAll(
	handles: readonly FileSystemHandle[],
	onlost: (name: string) => void
): Promise<File[]> {
	const files: File[] = [];
	for (const handle of handles) {
		if (handle.kind !== 'file') continue;
		try {
			files.push(await (handle as FileSystemFileHandle).getFile());
		} catch {
			onlost(handle.name);
		}
	}
	return files;
}
