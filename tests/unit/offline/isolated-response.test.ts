import { expect, it } from 'vitest';
import { ISOLATION_HEADERS, isolatedResponse } from '../../../src/lib/offline/isolated-response';

it('adds the headers and keeps everything else', async () => {
	const given = new Response('shell', {
		status: 203,
		statusText: 'As kept',
		headers: { 'Content-Type': 'text/html', 'Cross-Origin-Opener-Policy': 'unsafe-none' }
	});
	const isolated = isolatedResponse(given);
	expect([isolated.status, isolated.statusText]).toEqual([203, 'As kept']);
	for (const [name, value] of Object.entries(ISOLATION_HEADERS))
		expect(isolated.headers.get(name)).toBe(value);
	expect(isolated.headers.get('Content-Type')).toBe('text/html');
	expect(await isolated.text()).toBe('shell');
});

it.each([204, 205, 304])('makes no body for status %i', (status) =>
	expect(isolatedResponse(new Response(null, { status })).body).toBeNull()
);

it('keeps where a redirect leads', () => {
	const isolated = isolatedResponse(Response.redirect('https://example.test/room/', 302));
	expect(isolated.headers.get('Location')).toBe('https://example.test/room/');
});

it('gives back what it may not see into', () => {
	const error = Response.error();
	expect(isolatedResponse(error)).toBe(error);
});
