import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { thirdPartyNotices } from '../../src/lib/licences/third-party';

const notices = thirdPartyNotices('.', 'src/lib/licences/texts');
const parts = notices.flatMap(({ parts }) => parts);

describe('the notices of the work of others', () => {
	it('name every package that the site is built of', () => {
		const { dependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
			dependencies: Record<string, string>;
		};
		const versions = new Map(parts.map(({ name, version }) => [name, version]));
		for (const [name, version] of Object.entries(dependencies))
			expect(versions.get(name), name).toBe(version);
	});

	it('each give a licence in full, once, and where the source is', () => {
		for (const { licence, text } of notices) {
			expect(licence).toMatch(/^(MIT|ISC|0BSD|BSD-3-Clause|Apache-2\.0|MPL-2\.0|LGPL-2\.0-or-later)$/);
			expect(text.length, licence).toBeGreaterThan(400);
		}
		for (const { name, source } of parts) expect(source, name).toMatch(/^https:\/\/[\w.-]+(\/[\w./-]*)?$/);
		expect(new Set(notices.map(({ text }) => text)).size).toBe(notices.length);
		expect(new Set(parts.map(({ name }) => name)).size).toBe(parts.length);
	});

	it('tell of whom the licences are', () => {
		const textOf = (name: string) =>
			notices.find(({ parts }) => parts.some((part) => part.name.startsWith(name)))?.text;
		expect(textOf('signalsmith-stretch')).toContain('Signalsmith Audio');
		expect(textOf('onnxruntime-web')).toContain('Microsoft Corporation');
		expect(textOf('LAME')).toContain('GNU LIBRARY GENERAL PUBLIC LICENSE');
		expect(textOf('libFLAC')).toContain('Xiph.Org');
		expect(textOf('mediabunny')).toContain('Mozilla Public License');
		expect(textOf('@echogarden/pffft-wasm')).toContain('Pommier');
	});

	it('stop where a package has none', () => {
		expect(() => thirdPartyNotices('.', 'there-is-no-such-folder')).toThrow();
	});
});
