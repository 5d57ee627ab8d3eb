/** A file's name without its extension, underscores and runs of blanks as single blanks. Never empty. */
export function titleFrom(fileName: string): string {
	const bare = fileName.replace(/\.[^.\s]{1,5}$/, '') || fileName;
	return bare.replace(/[_\s]+/g, ' ').trim() || fileName;
}

/** What a file says it is, for a refusal: its extension and its media type, as far as it has them. */
export function kindOfFile({ name, type }: Pick<File, 'name' | 'type'>): string {
	const extension = /\.([^.\s]{1,5})$/.exec(name)?.[1]?.toLowerCase();
	const named = extension === undefined ? 'a file without an extension' : `a .${extension} file`;
	return type === '' ? named : `${named} (${type})`;
}
