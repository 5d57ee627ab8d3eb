import { expect, test } from 'vitest';
import { kindOfFile, titleFrom } from '../../../src/lib/audio/file-name';

test.each([
	['Song.mp3', 'Song'],
	['01_My  favourite_song.v2.flac', '01 My favourite song.v2'],
	['Mr. Tambourine Man', 'Mr. Tambourine Man'],
	['.mp3', '.mp3'],
	['__.wav', '__.wav'],
	['Ágætis byrjun.opus', 'Ágætis byrjun']
])('%s is called %s', (fileName, title) => {
	expect(titleFrom(fileName)).toBe(title);
});

test('a file is named by its extension and its type, as far as it has them', () => {
	expect(kindOfFile({ name: 'Score.PDF', type: 'application/pdf' })).toBe('a .pdf file (application/pdf)');
	expect(kindOfFile({ name: 'README', type: '' })).toBe('a file without an extension');
});
