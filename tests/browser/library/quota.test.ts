import { describe, expect, it } from 'vitest';
import { bytesOfSong, persist, roomFor } from '../../../src/lib/library/quota';
import { storeBlocks } from '../../../src/lib/library/blocks';
import { blockCount } from '../../../src/lib/music/block';
import { frames } from '../../../src/lib/units/units';
import { addedSong, emptyLibrary, part, songId, valueOf } from '../../tools/library';

describe('room on the device', () => {
	it('is what the browser says', async () => {
		const { quota, usage } = await navigator.storage.estimate();
		expect(valueOf(await roomFor(1_000_000)).free).toBeCloseTo(quota! - usage!, -8);
		expect(await roomFor(quota! + 1)).toMatchObject({ ok: false, reason: 'no-space' });
	});

	it('is asked for more than a song takes, but not by much', async () => {
		const db = await emptyLibrary();
		for (const [digit, length] of [
			['a', 1],
			['b', 999],
			['c', 57_985],
			['d', 60_001]
		] as const) {
			const layout = { frames: frames(length), stride: frames(5_000) };
			let song = await addedSong(db, songId(digit), layout);
			for (let index = 0; index < blockCount(layout); index++)
				song = valueOf(await storeBlocks(db, song, [part(layout, index)], null));
			const seam = 4 * 2 * 4 * layout.stride;
			expect(bytesOfSong(layout, 500)).toBeGreaterThanOrEqual(song.bytes + seam);
			expect(bytesOfSong(layout, 500)).toBeLessThanOrEqual(song.bytes + seam + 16 * (blockCount(layout) + 1));
		}
		db.close();
	});

	it('can be asked to last', async () => {
		expect(await persist()).toBe(await navigator.storage.persisted());
	});
});
