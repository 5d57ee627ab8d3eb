import { expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SCREENSHOTS } from '../../../src/lib/offline/app-manifest';

/** Browsers leave out an install picture that is not of the size that the manifest tells. */
it.each(SCREENSHOTS)('$file is there, a PNG of $width × $height', ({ file, width, height }) => {
	const png = readFileSync(resolve('static/screenshots', file));
	expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
	// The first chunk is the header: length, name, width, height.
	expect(png.subarray(12, 16).toString('latin1')).toBe('IHDR');
	expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([width, height]);
});
