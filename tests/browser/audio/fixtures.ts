/** The files of tests/fixtures/formats by name, and what can be made of them. */
const urls = import.meta.glob<string>('../../fixtures/formats/*.*', {
	query: '?url',
	import: 'default',
	eager: true
});

export async function fixture(name: string, as = name): Promise<File> {
	const url = urls[`../../fixtures/formats/${name}`];
	if (url === undefined) throw new Error(`There is no fixture ${name}`);
	return new File([await (await fetch(url)).arrayBuffer()], as);
}

/** The first part of a file, as a broken download leaves it. */
export const truncated = (file: File, part: number): File =>
	new File([file.slice(0, Math.round(file.size * part))], file.name);
