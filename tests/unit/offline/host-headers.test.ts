import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { headersFor, parseHeaders } from '../../../src/lib/offline/host-headers';
import { ISOLATION_HEADERS } from '../../../src/lib/offline/isolated-response';

const rules = parseHeaders(readFileSync('static/_headers', 'utf8'));

it('isolates every file, as the service worker does', () => {
	for (const path of ['/', '/room/', '/_app/immutable/workers/a.js', '/models/htdemucs/manifest.json'])
		for (const [name, value] of Object.entries(ISOLATION_HEADERS))
			expect(headersFor(rules, path).get(name), path).toBe(value);
});

it('lets workers talk to this site alone', () =>
	expect(headersFor(rules, '/_app/immutable/workers/separator.js').get('Content-Security-Policy')).toContain(
		"connect-src 'self'"
	));

it('lets only files with a hash in their names grow old', () => {
	expect(headersFor(rules, '/_app/immutable/chunks/a.js').get('Cache-Control')).toContain('immutable');
	expect(headersFor(rules, '/service-worker.js').has('Cache-Control')).toBe(false);
});

it('joins what several rules say', () =>
	expect(headersFor(parseHeaders('# two\n/*\n  X-A: 1\n/b/*\n  X-A: 2\n'), '/b/c').get('X-A')).toBe('1, 2'));

it('takes a dot for a dot', () =>
	expect(headersFor(parseHeaders('/a.js\n  X-A: 1'), '/abjs').has('X-A')).toBe(false));

it.each(['  X-A: 1', '/a\n  nonsense'])('refuses %j', (text) =>
	expect(() => parseHeaders(text)).toThrow('_headers')
);
