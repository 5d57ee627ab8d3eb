import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ModelManifest } from '../../src/lib/model/manifest';
import { newSong } from '../../src/lib/library/songs';
import type { Song, SongId } from '../../src/lib/music/song';
import { STEMS } from '../../src/lib/music/stems';
import { strideFor } from '../../src/lib/separation/plan';
import { seconds, toFrames } from '../../src/lib/units/units';
import { HOUR, NOW } from './when';

/** Songs that were separated before: of them the pictures show no more than their rows. */
export const ON_THE_SHELF = [
	{ title: 'Corner Shop Blues', artist: 'Ada & the Tills', length: 168, pinned: true, hoursAgo: 24 },
	{ title: 'Copper Wire', artist: 'Otto Field', length: 252, pinned: false, hoursAgo: 70 }
] as const;

/** The rows, as the app would have written them with the model that the site serves. */
export function shelf(): Song[] {
	const path = resolve('build/models/htdemucs/manifest.json');
	const { name, version, segmentFrames } = JSON.parse(readFileSync(path, 'utf8')) as ModelManifest;
	return ON_THE_SHELF.map(({ title, artist, length, pinned, hoursAgo }, index) => {
		const frames = toFrames(seconds(length));
		const at = Date.parse(NOW) - hoursAgo * HOUR;
		const row = newSong({
			id: String(index + 1).repeat(64) as SongId,
			title,
			artist,
			album: null,
			cover: null,
			fileName: `${title}.mp3`,
			layout: { frames, stride: strideFor(0.25, segmentFrames) },
			segmentFrames,
			model: { name, version },
			addedAt: at
		});
		const fileBytes = length * 40_000;
		return {
			...row,
			finished: row.finished.fill(1),
			state: 'complete',
			level: { mean: 0, std: 0.1 },
			pinned,
			practisedAt: at,
			bytes: fileBytes + 2 * 2 * STEMS.length * frames
		};
	});
}
