import { describe, expect, it } from 'vitest';
import { bytesOfSong, persist, roomFor } from '../../../src/lib/library/quota';
import { blockCount } from '../../../src/lib/music/block';
import { frames } from '../../../src/lib/units/units';
import { addedSong, emptyLibrary, songId, storedOriginals, storedParts } from '../../tools/library';

describe('room on the device', () => {
	it('is what the browser says', async () => {
		const { quota, usage } = await navigator.storage.estimate();
		expect((await roomFor(1_000_000)).free).toBeCloseTo(quota! - usage!, -8);
		expect((await roomFor(quota! + 1)).missing).toBeGreaterThan(0);
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
			const added = await addedSong(db, songId(digit), layout);
			const original = (await storedOriginals(db, added)).bytes - added.bytes;
			const blocks = Array.from(added.finished.keys());
			const song = await storedParts(db, added, ...blocks);
			expect(song.state).toBe('complete');
			const ends = 2 * 4 * 2 * 4 * layout.stride;
			const most = song.bytes + original + ends;
			expect(bytesOfSong(layout, 500)).toBeGreaterThanOrEqual(most);
			expect(bytesOfSong(layout, 500)).toBeLessThanOrEqual(most + 16 * (blockCount(layout) + 1));
		}
		db.close();
	});

	it('can be asked to last', async () => {
		expect(await persist()).toBe(await navigator.storage.persisted());
	});
});
