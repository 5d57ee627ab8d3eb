import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
	'.css': 'text/css',
	'.html': 'text/html',
	'.js': 'text/javascript',
	'.json': 'application/json',
	'.png': 'image/png',
	'.svg': 'image/svg+xml',
	'.wasm': 'application/wasm',
	'.webmanifest': 'application/manifest+json'
};

interface Answer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | Buffer;
}
const NOT_FOUND: Answer = { status: 404, headers: {}, body: '' };

/** A host of static files that can do nothing else: no headers of its own, nothing compressed. */
export interface PlainServer {
	/** Where the app is, with a slash at the end. */
	readonly home: string;
	/** Serves this from now on instead of the file, as after a new version was published. */
	replace(path: string, text: string): void;
	/** Answers to this file wait until what comes back is called. */
	hold(path: string): () => void;
	/** Nothing answers any more: to the browser it is as if there were no network. */
	close(): Promise<void>;
}

/** @param base the folder of the host that the app is in, such as `/riffroom`; a built site is in `folder` */
export async function servePlainly(folder = 'build', base = ''): Promise<PlainServer> {
	const replaced = new Map<string, string>();
	const held = new Map<string, Promise<void>>();

	async function answerTo(address: string): Promise<Answer> {
		const { pathname } = new URL(address, 'http://localhost');
		if (!pathname.startsWith(`${base}/`)) return NOT_FOUND;
		const path = decodeURIComponent(pathname.slice(base.length + 1));
		await held.get(path);
		const file = fileAt(folder, path);
		if (file === null) return NOT_FOUND;
		if (file.isFolder && !pathname.endsWith('/'))
			return { status: 301, headers: { Location: `${pathname}/` }, body: '' };
		const type = TYPES[extname(file.path)];
		return {
			status: 200,
			headers: type === undefined ? {} : { 'Content-Type': type },
			body: replaced.get(path) ?? readFileSync(file.path)
		};
	}

	const server = createServer((request, response) => {
		void answerTo(request.url ?? '/').then(({ status, headers, body }) =>
			response.writeHead(status, headers).end(body)
		);
	});
	await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		home: `http://localhost:${port}${base}/`,
		replace: (path, text) => void replaced.set(path, text),
		hold: (path) => {
			let release = (): void => undefined;
			held.set(path, new Promise((resolve) => (release = resolve)));
			return () => {
				held.delete(path);
				release();
			};
		},
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			})
	};
}

/** What is served at a path: a file, or the page of a folder. Null where there is nothing, also outside of `folder`. */
function fileAt(folder: string, path: string): { path: string; isFolder: boolean } | null {
	if (path.split('/').includes('..')) return null;
	const at = join(folder, path);
	const found = statSync(at, { throwIfNoEntry: false });
	if (found?.isDirectory() !== true) return found === undefined ? null : { path: at, isFolder: false };
	const page = join(at, 'index.html');
	return statSync(page, { throwIfNoEntry: false }) === undefined ? null : { path: page, isFolder: true };
}
