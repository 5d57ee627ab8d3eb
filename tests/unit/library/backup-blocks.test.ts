import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOfBlock, decodeBlock, encodeBlock } from '../../../src/lib/library/backup/block-bytes';
import type { BlockLayout } from '../../../src/lib/music/block';
import { STEMS } from '../../../src/lib/music/stems';
import { frames } from '../../../src/lib/units/units';
import { LAYOUT, part, sameBlock } from '../../tools/library';

describe('a block as bytes', () => {
	it('comes back to the last bit, in buffers of its own, for every length', () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 1200 }), fc.integer({ min: 1, max: 600 }), (length, stride) => {
				const layout: BlockLayout = { frames: frames(length), stride: frames(stride) };
				const index = Math.ceil(length / stride) - 1;
				const { block, peaks } = part(layout, index);
				const bytes = encodeBlock({ block, peaks }, layout);
				expect(bytes.length).toBe(bytesOfBlock(layout, index));
				const decoded = decodeBlock(bytes, layout, index)!;
				expect(sameBlock(decoded.block, block)).toBe(true);
				expect(decoded.peaks).toEqual(peaks);
				for (const stem of STEMS)
					for (const array of [decoded.block.stems[stem].pcm, decoded.peaks.stems[stem]])
						expect(array.buffer.byteLength).toBe(array.byteLength);
			})
		);
	});

	it('is little-endian: scales, samples, peaks', () => {
		const { block, peaks } = part(LAYOUT, 1);
		const bytes = encodeBlock({ block, peaks }, LAYOUT);
		const view = new DataView(bytes.buffer);
		expect(view.getFloat64(8, true)).toBe(block.stems.bass.scale);
		// A stem of this block has 2000 samples, and the waveform of 8 values.
		expect(view.getInt16(32 + 2 * (2000 + 1), true)).toBe(block.stems.bass.pcm[1]);
		expect(view.getInt16(32 + 2 * (4 * 2000 + 2 * 8), true)).toBe(peaks.stems.other[0]);
	});

	it('is none where a byte is missing, or a scale is no number', () => {
		const { block, peaks } = part(LAYOUT, 3);
		const bytes = encodeBlock({ block, peaks }, LAYOUT);
		expect(decodeBlock(bytes.slice(1), LAYOUT, 3)).toBeNull();
		expect(decodeBlock(bytes, LAYOUT, 0)).toBeNull();
		new DataView(bytes.buffer).setFloat64(16, NaN, true);
		expect(decodeBlock(bytes, LAYOUT, 3)).toBeNull();
	});
});
