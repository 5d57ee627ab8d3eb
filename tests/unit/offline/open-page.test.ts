import { afterEach, expect, it, vi } from 'vitest';
import { openPage } from '../../../src/lib/offline/open-page';

const HOME = new URL('https://example.test/riffroom/');
const SHELL = [HOME.href, `${HOME.href}room/`];
const findPage = async (address: string) => (SHELL.includes(address) ? new Response('page') : undefined);
const open = (path: string) => openPage(new Request(new URL(path, HOME)), HOME, findPage);

afterEach(() => void vi.unstubAllGlobals());

const host = (answer: () => Response) => vi.stubGlobal('fetch', async () => answer());
const away = () =>
	host(() => {
		throw new TypeError('Failed to fetch');
	});

it('adds the slash that was left out, and keeps which song', async () => {
	away();
	expect((await open('room?song=1')).headers.get('Location')).toBe(`${HOME.href}room/?song=1`);
});

it('shows what the host has', async () => {
	host(() => new Response('notice'));
	expect(await (await open('LICENCE.txt')).text()).toBe('notice');
});

it('opens the library where the host has nothing', async () => {
	host(() => new Response('none', { status: 404 }));
	expect((await open('deep/below/')).headers.get('Location')).toBe(HOME.href);
});

it('opens the library without a network', async () => {
	away();
	expect((await open('elsewhere')).headers.get('Location')).toBe(HOME.href);
});
