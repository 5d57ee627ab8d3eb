/** A path of `_headers`, whose `*` stands for anything, and what is sent with the files there. */
export interface HeaderRule {
	readonly path: RegExp;
	readonly headers: readonly (readonly [name: string, value: string])[];
}

/**
 * Reads the format of `_headers` as Cloudflare Pages and Netlify do, so that our own servers send what a host
 * sends. Throws on a line that is neither a path, nor a header below one, nor a comment.
 */
export function parseHeaders(text: string): HeaderRule[] {
	const rules: { path: RegExp; headers: [string, string][] }[] = [];
	for (const line of text.split('\n')) {
		if (line.trim() === '' || line.trimStart().startsWith('#')) continue;
		if (line.startsWith('/')) {
			rules.push({ path: pattern(line.trim()), headers: [] });
			continue;
		}
		const [, name, value] = /^\s+([\w-]+):\s*(.+?)\s*$/.exec(line) ?? [];
		const rule = rules.at(-1);
		if (name === undefined || value === undefined || rule === undefined)
			throw new Error(`_headers: “${line}” is no path and no header`);
		rule.headers.push([name, value]);
	}
	return rules;
}

/** What is sent with the file at `path`. Where several rules give the same header, its values are joined, as hosts do. */
export function headersFor(rules: readonly HeaderRule[], path: string): Headers {
	const headers = new Headers();
	for (const rule of rules)
		if (rule.path.test(path)) for (const [name, value] of rule.headers) headers.append(name, value);
	return headers;
}

const pattern = (path: string): RegExp =>
	new RegExp(
		`^${path
			.split('*')
			.map((part) => escaped(part))
			.join('.*')}$`
	);

const escaped = (text: string): string => text.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
