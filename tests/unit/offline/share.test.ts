import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { takeFromInbox } from '../../../src/lib/offline/inbox';
import { receiveShare, SHARED_FILES } from '../../../src/lib/offline/share';
import { memoryCaches } from '../../tools/memory-caches';

const HOME = new URL('https://example.test/riffroom/');

function install(full = false) {
	const { all, caches } = memoryCaches(full);
	vi.stubGlobal('caches', caches);
	return all;
}

function share(...files: File[]): Request {
	const body = new FormData();
	for (const file of files) body.append(SHARED_FILES, file);
	body.append('title', 'no file');
	return new Request(new URL('share/', HOME), { method: 'POST', body });
}

beforeEach(() => void install());
afterEach(() => void vi.unstubAllGlobals());

it('keeps what is shared until a page takes it, once', async () => {
	const song = new File(['one'], 'Größer & “schöner”.mp3', { type: 'audio/mpeg' });
	const answer = await receiveShare(share(song, new File(['two'], 'b.flac', { type: 'audio/flac' })), HOME);
	expect([answer.status, answer.headers.get('Location')]).toEqual([303, `${HOME.href}?shared=kept`]);

	const taken = await takeFromInbox();
	expect(taken.map(({ name, type }) => [name, type])).toEqual([
		['Größer & “schöner”.mp3', 'audio/mpeg'],
		['b.flac', 'audio/flac']
	]);
	expect(await taken[0]!.text()).toBe('one');
	expect(await takeFromInbox()).toEqual([]);
});

it('tells the page when there was no room', async () => {
	install(true);
	const answer = await receiveShare(share(new File(['one'], 'a.mp3')), HOME);
	expect(answer.headers.get('Location')).toBe(`${HOME.href}?shared=failed`);
	expect(await takeFromInbox()).toEqual([]);
});

it('makes no inbox where nothing was shared', async () => {
	const all = install();
	expect(await takeFromInbox()).toEqual([]);
	expect(all.size).toBe(0);
});
