import { cdp } from 'vitest/browser';
import { beforeEach, expect, test } from 'vitest';
import type { ModelManifest, ModelShard } from '../../../src/lib/model/manifest';
import { fetchManifest, forgetOtherShards, missingBytes, modelShards } from '../../../src/lib/model/shards';

const folder = new URL('/models/tiny/', location.href);
/** A port that browsers refuse to speak to: a network failure without a network. */
const unreachable = new URL('http://localhost:1/models/tiny/');
const never = new AbortController().signal;

let tiny: ModelManifest;

beforeEach(async () => {
	await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
	const manifest = await fetchManifest(never, new URL('manifest.json', folder));
	if (!manifest.ok) throw new Error(manifest.detail);
	tiny = manifest.value;
	performance.clearResourceTimings();
});

/** Takes shards until they end: the bytes, the failure if there was one, and each progress report. */
async function take(manifest: ModelManifest, from: URL, signal = never, onReceived = (_: number) => {}) {
	const progress: number[] = [];
	const buffers: ArrayBuffer[] = [];
	let failed: string | null = null;
	let detail = '';
	const report = (received: number) => {
		progress.push(received);
		onReceived(received);
	};
	for await (const shard of modelShards(signal, manifest, from, report)) {
		if (shard.ok) buffers.push(shard.value);
		else ({ reason: failed, detail } = shard);
	}
	return {
		file: new Uint8Array(await new Blob(buffers).arrayBuffer()),
		shards: buffers.length,
		failed,
		detail,
		progress
	};
}

const bytesOf = (shards: readonly ModelShard[]): number => shards.reduce((sum, { bytes }) => sum + bytes, 0);

const withShard = (index: number, change: Partial<ModelShard>): ModelManifest => ({
	...tiny,
	shards: tiny.shards.map((shard, at) => (at === index ? { ...shard, ...change } : shard))
});

/** Shards that went over the network since the last call. */
function downloads(): (string | undefined)[] {
	const names = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
	performance.clearResourceTimings();
	return names.filter((name) => name.endsWith('.bin')).map((name) => name.split('/').pop());
}

async function hex(data: Uint8Array<ArrayBuffer>): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

test('the model arrives in order, byte by byte reported, and stays on the device', async () => {
	expect(tiny.shards.length).toBeGreaterThan(2);
	expect(await missingBytes(tiny)).toBe(tiny.bytes);

	const first = await take(tiny, folder);
	expect(first).toMatchObject({ failed: null, shards: tiny.shards.length });
	expect(first.file.length).toBe(tiny.bytes);
	expect(first.progress).toEqual([...first.progress].sort((a, b) => a - b));
	expect(first.progress.at(-1)).toBe(tiny.bytes);
	expect(downloads()).toEqual(tiny.shards.map(({ file }) => file));
	expect(await missingBytes(tiny)).toBe(0);

	// From now on it needs no network, not even for the manifest.
	const again = await take(tiny, unreachable);
	expect(again.file).toEqual(first.file);
	expect(again.progress).toEqual(tiny.shards.map((_, index) => bytesOf(tiny.shards.slice(0, index + 1))));
	expect(downloads()).toEqual([]);
	expect(await fetchManifest(never, new URL('manifest.json', unreachable))).toEqual({
		ok: true,
		value: tiny
	});
});

test('a shard that is not what the manifest says is refused and not kept; the next try takes it alone', async () => {
	const wrong = withShard(2, { sha256: '0'.repeat(64) });
	expect(await take(wrong, folder)).toMatchObject({ failed: 'damaged', shards: 2 });
	expect(downloads()).toEqual(tiny.shards.slice(0, 3).map(({ file }) => file));
	expect(await missingBytes(tiny)).toBe(bytesOf(tiny.shards.slice(2)));

	expect(await take(tiny, folder)).toMatchObject({ failed: null, shards: tiny.shards.length });
	expect(downloads()).toEqual(tiny.shards.slice(2).map(({ file }) => file));
});

test.each([-1, 1])('a shard whose length is off by %i is refused', async (difference) => {
	const bytes = tiny.shards[1]!.bytes - difference;
	const taken = await take(withShard(1, { bytes }), folder);
	expect(taken).toMatchObject({ failed: 'damaged', shards: 1 });
	expect(taken.detail).toMatch(new RegExp(`(longer than|instead of) ${bytes}`));
	expect(await missingBytes(tiny)).toBe(tiny.bytes - tiny.shards[0]!.bytes);
});

test('a kept shard that went bad is fetched anew, and is good again', async () => {
	const { file } = await take(tiny, folder);
	const cache = await caches.open((await caches.keys())[0]!);
	const key = (await cache.keys()).find(({ url }) => url.endsWith(tiny.shards[1]!.sha256))!;
	await cache.put(key, new Response(new Uint8Array(tiny.shards[1]!.bytes)));
	downloads();

	expect((await take(tiny, folder)).file).toEqual(file);
	expect(downloads()).toEqual([tiny.shards[1]!.file]);
	expect((await take(tiny, folder)).file).toEqual(file);
	expect(downloads()).toEqual([]);
});

test('without a network the failure says so, and what was there before stays', async () => {
	await take(withShard(1, { sha256: '0'.repeat(64) }), folder);
	expect(await take(tiny, unreachable)).toMatchObject({ failed: 'network', shards: 1 });
	expect(await missingBytes(tiny)).toBe(tiny.bytes - tiny.shards[0]!.bytes);
	expect(await fetchManifest(never, new URL('manifest.json', unreachable))).toMatchObject({
		reason: 'network'
	});
});

test('an address with something else behind it has no manifest', async () => {
	const page = new URL(`data:text/html,<!doctype html><p>Sign in to this network`);
	expect(await fetchManifest(never, page)).toMatchObject({ ok: false, reason: 'manifest' });
	const json = new URL(`data:application/json,{"format":3}`);
	expect(await fetchManifest(never, json)).toMatchObject({ ok: false, reason: 'manifest' });
});

test('an abort in the middle of a transfer ends it with the reason given; a later call goes on', async () => {
	const stop = new AbortController();
	const half = tiny.shards[0]!.bytes + 1;
	const taken = take(tiny, folder, stop.signal, (received) => {
		if (received >= half) stop.abort('the player pressed cancel');
	});
	await expect(taken).rejects.toBe('the player pressed cancel');
	downloads();

	expect(await take(tiny, folder)).toMatchObject({ failed: null, shards: tiny.shards.length });
	expect(downloads()).not.toContain(tiny.shards[0]!.file);
});

test('an abort stops a large shard where it is', async () => {
	const address = new URL('/models/htdemucs/', location.href);
	const fetched = await fetchManifest(never, new URL('manifest.json', address));
	if (!fetched.ok) throw new Error(fetched.detail);
	const largest = fetched.value.shards.reduce((a, b) => (a.bytes > b.bytes ? a : b));
	const model = { ...fetched.value, shards: [largest] };
	const stop = new AbortController();
	const progress: number[] = [];
	const taken = take(model, address, stop.signal, (received) => {
		progress.push(received);
		stop.abort('enough');
	});
	await expect(taken).rejects.toBe('enough');
	expect(progress).toHaveLength(1);
	expect(progress[0]).toBeLessThan(largest.bytes);
	expect(await missingBytes(model)).toBe(largest.bytes);
});

test('an aborted signal ends both calls before anything is fetched', async () => {
	const aborted = AbortSignal.abort('no');
	await expect(take(tiny, folder, aborted)).rejects.toBe('no');
	await expect(fetchManifest(aborted, new URL('manifest.json', folder))).rejects.toBe('no');
	expect(downloads()).toEqual([]);
});

test('a new version takes the shards it shares from the old one, and the old rest is forgotten when told', async () => {
	await take(tiny, folder);
	const next: ModelManifest = {
		...tiny,
		version: '1'.repeat(64),
		shards: tiny.shards.slice(0, 2),
		bytes: bytesOf(tiny.shards.slice(0, 2))
	};
	const other: ModelManifest = { ...tiny, name: 'other' };
	await take(other, folder);
	downloads();

	expect(await take(next, folder)).toMatchObject({ failed: null, shards: 2 });
	expect(downloads()).toEqual([]);
	expect(await missingBytes(tiny)).toBe(0);
	await forgetOtherShards(next);
	expect(await missingBytes(next)).toBe(0);
	expect(await missingBytes(tiny)).toBe(bytesOf(tiny.shards.slice(2)));
	expect(await missingBytes(other)).toBe(0);
});

test('on a full disk nothing is kept and the model still arrives', async () => {
	const session = cdp() as unknown as { send(method: string, parameters: object): Promise<unknown> };
	const { origin } = location;
	await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
	try {
		const { file, failed } = await take(tiny, folder);
		expect(failed).toBeNull();
		const version = await Promise.all(
			tiny.shards.map((shard, index) => {
				const start = bytesOf(tiny.shards.slice(0, index));
				return hex(file.slice(start, start + shard.bytes));
			})
		);
		expect(version).toEqual(tiny.shards.map(({ sha256 }) => sha256));
		expect(await missingBytes(tiny)).toBe(tiny.bytes);
	} finally {
		await session.send('Storage.overrideQuotaForOrigin', { origin });
	}
});
