import { describe, expect, it } from 'vitest';
import { filesIn } from '../../../src/lib/ui/dropped';

type Tree = { readonly [name: string]: Tree | null };

/** Chromium tells of at most a hundred entries at once. */
const PORTION = 100;

function entry(name: string, tree: Tree | null): FileSystemEntry {
	if (tree === null)
		return {
			name,
			isFile: true,
			isDirectory: false,
			file: (done: (file: File) => void) => done(new File(['x'], name))
		} as unknown as FileSystemEntry;
	return {
		name,
		isFile: false,
		isDirectory: true,
		createReader: () => {
			const left = Object.entries(tree).map(([inner, content]) => entry(inner, content));
			return { readEntries: (done: (portion: FileSystemEntry[]) => void) => done(left.splice(0, PORTION)) };
		}
	} as unknown as FileSystemEntry;
}

/** As a browser gives it: nothing is left of it after the event. */
function dropped(tree: Tree): Promise<Awaited<ReturnType<typeof filesIn>>> {
	let over = false;
	const items = Object.entries(tree).map(([name, content]) => ({
		kind: 'file',
		webkitGetAsEntry: () => (over ? null : entry(name, content)),
		getAsFile: () => (over || content !== null ? null : new File(['x'], name))
	}));
	const files = filesIn({ items, files: [] } as unknown as DataTransfer);
	over = true;
	return files;
}
const names = (files: readonly File[]) => files.map(({ name }) => name);

describe('what is dropped', () => {
	it('comes in the order in which it was held', async () => {
		const { files, inFolders, folders, isCut } = await dropped({ 'b.mp3': null, 'a.mp3': null });
		expect(names(files)).toEqual(['b.mp3', 'a.mp3']);
		expect([inFolders.size, folders.length, isCut]).toEqual([0, 0, false]);
	});

	it('comes out of folders by name, numbers as numbers, the deeper ones last, nothing that is hidden', async () => {
		const { files, inFolders, folders } = await dropped({
			'first.mp3': null,
			Album: {
				'disc 2': { '1.mp3': null },
				'10 end.mp3': null,
				'2 middle.mp3': null,
				'.DS_Store': null,
				'.cache': { 'no.mp3': null },
				__MACOSX: { 'no.mp3': null },
				'disc 1': { '1.flac': null, bonus: { 'live.wav': null } }
			},
			'last.mp3': null
		});
		expect(names(files)).toEqual([
			'first.mp3',
			'2 middle.mp3',
			'10 end.mp3',
			'1.flac',
			'live.wav',
			'1.mp3',
			'last.mp3'
		]);
		expect(names([...inFolders])).toEqual(['2 middle.mp3', '10 end.mp3', '1.flac', 'live.wav', '1.mp3']);
		expect(folders).toEqual(['Album']);
	});

	it('is read in portions to its end', async () => {
		const tree = Object.fromEntries(Array.from({ length: 150 }, (_, i) => [`${i}.mp3`, null]));
		const { files, isCut } = await dropped({ tree });
		expect(files).toHaveLength(150);
		expect(files.at(-1)?.name).toBe('149.mp3');
		expect(isCut).toBe(false);
	});

	it('is bounded in number and in depth, and says so', async () => {
		const many = Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`${i}.mp3`, null]));
		expect(await dropped({ many })).toMatchObject({ isCut: true, files: { length: 200 } });
		let deep: Tree = { 'down.mp3': null };
		for (let i = 0; i < 20; i++) deep = { deeper: deep };
		expect(await dropped({ deep })).toMatchObject({ isCut: true, files: [] });
	});

	it('is taken from the list of files in a browser without entries, and a folder that cannot be read is empty', async () => {
		const file = new File(['x'], 'a.mp3');
		const plain = { items: [{ kind: 'string' }], files: [file] } as unknown as DataTransfer;
		expect((await filesIn(plain)).files).toEqual([file]);
		const old = { items: [{ kind: 'file', getAsFile: () => file }], files: [] } as unknown as DataTransfer;
		expect((await filesIn(old)).files).toEqual([file]);
		const refused = {
			isDirectory: true,
			name: 'secret',
			createReader: () => ({ readEntries: (_: unknown, fail: () => void) => fail() })
		};
		const items = [{ kind: 'file', webkitGetAsEntry: () => refused, getAsFile: () => null }];
		const none = await filesIn({ items, files: [] } as unknown as DataTransfer);
		expect(none).toMatchObject({ files: [], folders: ['secret'] });
	});
});
