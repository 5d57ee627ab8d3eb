import { renderMix } from '../../src/lib/audio/render';
import { blockReply } from '../../src/lib/library/block-reply';
import { openLibrary } from '../../src/lib/library/database';
import { listSongs } from '../../src/lib/library/songs';
import { freshMix, withStrip } from '../../src/lib/music/mix';
import type { StemName } from '../../src/lib/music/stems';
import { cents } from '../../src/lib/units/units';
import { noWatch, valueOf } from './library';

/** How the only song of the library is to be played. */
export interface OfflineMix {
	readonly muted: readonly StemName[];
	/** 1 is the song's own speed. */
	readonly rate: number;
}

/** What the mixer plays of it from its start to its end: left and right, full scale = 1, as Base64 of 32-bit floats. */
async function play({ muted, rate }: OfflineMix): Promise<string[]> {
	const db = valueOf(await openLibrary(noWatch));
	try {
		const [song] = await listSongs(db);
		if (song === undefined) throw new Error('There is no song');
		const mix = muted.reduce((rest, stem) => withStrip(rest, stem, { muted: true }), freshMix());
		const sides: number[][] = [[], []];
		const rendered = await renderMix(
			new AbortController().signal,
			{
				layout: song.layout,
				mix,
				sound: { rate, transposed: cents(0), loop: null },
				readBlock: (index) => blockReply(db, song, index)
			},
			async ({ planar, scale }) => {
				const count = planar.length / 2;
				planar.forEach((sample, i) => sides[i < count ? 0 : 1]!.push(sample * scale));
			}
		);
		valueOf(rendered);
		return sides.map((samples) => base64(new Uint8Array(Float32Array.from(samples).buffer)));
	} finally {
		db.close();
	}
}

function base64(bytes: Uint8Array): string {
	let text = '';
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text);
}

declare global {
	var riffroomPlayOffline: typeof play;
}
globalThis.riffroomPlayOffline = play;
