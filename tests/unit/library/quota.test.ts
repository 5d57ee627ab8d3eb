import { describe, expect, it } from 'vitest';
import { bytesOfSong, roomFor } from '../../../src/lib/library/quota';
import { frames } from '../../../src/lib/units/units';

const estimate = (quota?: number, usage?: number) => () =>
	Promise.resolve({ ...(quota === undefined ? {} : { quota }), ...(usage === undefined ? {} : { usage }) });

describe('room for a song', () => {
	it('is there when it just fits', async () => {
		expect(await roomFor(60, estimate(100, 40))).toEqual({ ok: true, value: { needed: 60, free: 60 } });
		expect(await roomFor(61, estimate(100, 40))).toMatchObject({ ok: false, reason: 'no-space' });
	});

	it('says what is needed and what is free', async () => {
		expect(await roomFor(180e6, estimate(500e6, 400e6))).toMatchObject({
			detail: '180.0 MB are needed, 100.0 MB are free.'
		});
	});

	it('is none when more is used than granted', async () => {
		expect(await roomFor(1, estimate(100, 140))).toMatchObject({ ok: false });
	});

	it('is taken to be there where the browser does not say', async () => {
		expect(await roomFor(1e12, estimate())).toMatchObject({ ok: true });
	});

	it('is about 169 MB for four minutes at the usual stride', () => {
		const layout = { frames: frames(240 * 44_100), stride: frames(257_985) };
		expect(bytesOfSong(layout, 0) / 1e6).toBeGreaterThan(169);
		expect(bytesOfSong(layout, 0) / 1e6).toBeLessThan(180);
	});
});
