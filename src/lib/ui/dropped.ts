/** How much of what was let go is looked at: enough for every folder of songs, and an end to a whole disk. */
const LIMITS = { files: 200, entries: 5000, depth: 8 } as const;

/** What was let go over the page, or pasted into it. */
export interface Dropped {
	/** In the order in which they were held; a folder's in the order of their names, folders within it after its files. */
	readonly files: readonly File[];
	/** Those of them that lay in a folder: nobody chose them one by one. */
	readonly inFolders: ReadonlySet<File>;
	/** Names of the folders that were let go themselves. */
	readonly folders: readonly string[];
	/** There was more than is looked at. */
	readonly isCut: boolean;
}

/**
 * All files of a drop or a paste, with those in its folders, however deep; hidden ones are left out. To be called in
 * the event itself, for `data` is empty afterwards.
 */
export function filesIn(data: Pick<DataTransfer, 'items' | 'files'>): Promise<Dropped> {
	const items = Array.from(data.items, (item) => item).filter(({ kind }) => kind === 'file');
	// All before the first await. A file that was pasted has no entry, nor has any in a browser without them.
	const held = items.map((item) => ({ entry: entryOf(item), file: item.getAsFile() }));
	return walk(held.length > 0 ? held : Array.from(data.files, (file) => ({ entry: null, file })));
}

type Held = readonly { readonly entry: FileSystemEntry | null; readonly file: File | null }[];

const entryOf = (item: DataTransferItem): FileSystemEntry | null =>
	'webkitGetAsEntry' in item ? item.webkitGetAsEntry() : null;

async function walk(held: Held): Promise<Dropped> {
	const files: File[] = [];
	const inFolders = new Set<File>();
	const folders: string[] = [];
	let seen = 0;
	let isCut = false;

	const visit = async (folder: FileSystemDirectoryEntry, depth: number): Promise<void> => {
		const entries = (await entriesOf(folder, LIMITS.entries - seen)).filter(({ name }) => !isHidden(name));
		seen += entries.length;
		entries.sort(byName);
		for (const entry of entries) {
			if (!isFile(entry)) continue;
			if (files.length >= LIMITS.files) return void (isCut = true);
			const file = await fileOf(entry);
			if (file === null) continue;
			inFolders.add(file);
			files.push(file);
		}
		for (const entry of entries) {
			if (!isFolder(entry)) continue;
			if (isCut || depth >= LIMITS.depth || seen >= LIMITS.entries) return void (isCut = true);
			await visit(entry, depth + 1);
		}
	};

	for (const { entry, file } of held) {
		if (entry !== null && isFolder(entry)) {
			folders.push(entry.name);
			await visit(entry, 1);
		} else if (file !== null) files.push(file);
	}
	return { files, inFolders, folders, isCut };
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;

/** By a system's custom, and what a Mac packs beside each file of an archive. */
const isHidden = (name: string): boolean => name.startsWith('.') || name === '__MACOSX';

const { compare } = new Intl.Collator('en', { numeric: true });
const byName = (one: FileSystemEntry, other: FileSystemEntry): number => compare(one.name, other.name);

/** A folder tells of its entries in portions, and of none when that was all. One that cannot be read has none. */
async function entriesOf(folder: FileSystemDirectoryEntry, most: number): Promise<FileSystemEntry[]> {
	const reader = folder.createReader();
	const entries: FileSystemEntry[] = [];
	while (entries.length < most) {
		const portion = await new Promise<FileSystemEntry[]>((resolve) =>
			reader.readEntries(resolve, () => resolve([]))
		);
		if (portion.length === 0) break;
		entries.push(...portion);
	}
	return entries;
}

/** Null where it has gone, or may not be read. */
const fileOf = (entry: FileSystemFileEntry): Promise<File | null> =>
	new Promise((resolve) => entry.file(resolve, () => resolve(null)));
