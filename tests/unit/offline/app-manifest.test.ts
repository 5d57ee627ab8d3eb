import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { appManifest, SCREENSHOTS, SONG_FILES } from '../../../src/lib/offline/app-manifest';
import { mayBeSong } from '../../../src/lib/state/incoming';

const BASE = '/riffroom/';
const manifest = appManifest(BASE, SCREENSHOTS);

/** Width and height stand in the first chunk of every PNG file. */
function sizeOf(path: string): string {
	const bytes = readFileSync(path);
	return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

it('stays below its base', () => {
	const { id, start_url, scope, share_target, file_handlers = [], icons = [], shortcuts = [] } = manifest;
	const all = [id, start_url, scope, share_target?.action, ...file_handlers.map(({ action }) => action)];
	for (const path of [...all, ...icons.map(({ src }) => src), ...shortcuts.map(({ url }) => url)])
		expect(path).toMatch(/^\/riffroom\//);
});

it('names icons that are there, in the sizes it says', () => {
	const pictures = manifest.icons!.filter(({ type }) => type === 'image/png');
	expect(pictures.map(({ purpose }) => purpose).filter((purpose) => purpose === 'maskable')).toHaveLength(2);
	for (const { src, sizes } of pictures) expect(sizeOf(`static/${src.slice(BASE.length)}`)).toBe(sizes);
	expect(sizeOf('static/icons/apple-touch-180.png')).toBe('180x180');
});

it('opens only what the library takes', () => {
	for (const [type, endings] of Object.entries(SONG_FILES))
		for (const ending of endings) expect(mayBeSong({ name: `song${ending}`, type: '' }), type).toBe(true);
});
