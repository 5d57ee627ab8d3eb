import { describe, expect, it } from 'vitest';
import { SONG_FILES } from '../../../src/lib/offline/app-manifest';
import { ACCEPTED, admit, mayBeSong } from '../../../src/lib/state/incoming';

const file = (name: string, type = '') => new File(['x'], name, { type });

describe('what comes in', () => {
	it('may be a song by its extension or its type', () => {
		for (const name of ['a.mp3', 'A.FLAC', 'two.dots.m4a', 'film.mov', 'b.opus'])
			expect(mayBeSong(file(name))).toBe(true);
		expect(mayBeSong(file('without', 'audio/mpeg'))).toBe(true);
		expect(mayBeSong(file('clip', 'video/mp4'))).toBe(true);
		for (const name of ['cover.jpg', 'notes.txt', 'mp3', 'list.m3u', 'song.mp3.part', ''])
			expect(mayBeSong(file(name))).toBe(false);
		// Whatever the system hands over as a song is one inside a folder too.
		for (const [type, endings] of Object.entries(SONG_FILES))
			for (const ending of endings) {
				expect(mayBeSong(file('a', type))).toBe(true);
				expect(mayBeSong(file(`a${ending}`))).toBe(true);
				expect(ACCEPTED.split(',')).toContain(ending);
			}
		expect(mayBeSong(file('list.m3u', 'audio/x-mpegurl'))).toBe(false);
		expect(mayBeSong(file('tune.mid', 'audio/midi'))).toBe(false);
	});

	it('is sifted only where nobody chose it by itself', () => {
		const [chosen, song, cover] = [file('words.txt'), file('song.mp3'), file('cover.jpg')];
		const inFolders = new Set([song, cover]);
		expect(admit({ files: [chosen, song, cover], inFolders, folders: ['Album'] })).toEqual({
			files: [chosen, song],
			refusal: null
		});
	});

	it('is listed once', () => {
		const song = file('song.mp3');
		expect(admit({ files: [song, song] }).files).toEqual([song]);
	});

	it('says so where a folder holds no song, and where there was too much', () => {
		const cover = file('cover.jpg');
		const none = admit({ files: [cover], inFolders: new Set([cover]), folders: ['Pictures'] });
		expect(none.files).toEqual([]);
		expect(none.refusal?.happened).toBe('There is no song in “Pictures”.');
		expect(admit({ files: [], folders: ['a', 'b'] }).refusal?.happened).toContain('these 2 folders');
		const cut = admit({ files: [file('a.mp3')], folders: ['Music'], isCut: true });
		expect(cut.refusal?.happened).toContain('more in “Music”');
		expect(admit({ files: [] })).toEqual({ files: [], refusal: null });
	});

	it('has a picker that offers the same', () => {
		expect(ACCEPTED.split(',')).toEqual(expect.arrayContaining(['audio/*', 'video/mp4', '.mp3', '.opus']));
	});
});
