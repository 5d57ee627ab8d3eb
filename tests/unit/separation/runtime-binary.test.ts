import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { wasmFilesIn } from '../../../src/lib/separation/packed-runtime-plugin';
import { runtimeBinary } from '../../../src/lib/separation/runtime-binary';
import { memoryCaches, type MemoryCache } from '../../tools/memory-caches';

/** What the host has by address; null: it cannot be reached. */
let host: ReadonlyMap<string, Buffer> | null;
let fetched: string[];
let kept: () => MemoryCache;

const address = (name: string) => `https://example.test/${name}.wasm.packed`;
const text = (binary: ArrayBuffer) => new TextDecoder().decode(binary);

function install(full = false) {
	const { all, caches } = memoryCaches(full);
	vi.stubGlobal('caches', caches);
	kept = () => all.get('riffroom-runtime')!;
}

beforeEach(() => {
	install();
	fetched = [];
	host = new Map(['a', 'b', 'c'].map((name) => [address(name), gzipSync(`runtime ${name}`)]));
	vi.stubGlobal('fetch', async (from: string) => {
		fetched.push(from);
		if (host === null) throw new TypeError('Failed to fetch');
		const file = host.get(from);
		return new Response(file && new Uint8Array(file), { status: file === undefined ? 404 : 200 });
	});
});
afterEach(() => void vi.unstubAllGlobals());

it('unpacks what the host has, once, and from then on needs no network', async () => {
	expect(text(await runtimeBinary(address('a')))).toBe('runtime a');
	host = null;
	expect(text(await runtimeBinary(address('a')))).toBe('runtime a');
	expect(fetched).toEqual([address('a')]);
});

it('fetches again what was damaged on the device', async () => {
	await runtimeBinary(address('a'));
	await kept().put(address('a'), new Response('no gzip'));
	expect(text(await runtimeBinary(address('a')))).toBe('runtime a');
	host = null;
	expect(text(await runtimeBinary(address('a')))).toBe('runtime a');
});

it('keeps nothing that does not unpack', async () => {
	host = new Map([[address('a'), gzipSync('runtime a').subarray(0, 12)]]);
	await expect(runtimeBinary(address('a'))).rejects.toThrow();
	expect(await kept().keys()).toEqual([]);
});

it('does without a cache, and without room in it', async () => {
	vi.stubGlobal('caches', undefined);
	expect(text(await runtimeBinary(address('a')))).toBe('runtime a');
	install(true);
	expect(text(await runtimeBinary(address('a')))).toBe('runtime a');
	expect(fetched).toHaveLength(2);
});

it('says that the host does not have it', async () => {
	await expect(runtimeBinary(address('none'))).rejects.toThrow('404');
});

it('lets go of what older versions of the app used', async () => {
	for (const name of ['a', 'b', 'c']) await runtimeBinary(address(name));
	expect(await kept().keys()).toEqual([address('b'), address('c')]);
});

it.each(['wasm', 'webgpu'])('finds the one WASM file in the %s bundle', (build) => {
	const bundle = readFileSync(`node_modules/onnxruntime-web/dist/ort.${build}.bundle.min.mjs`, 'utf8');
	expect(wasmFilesIn(bundle)).toHaveLength(1);
});
