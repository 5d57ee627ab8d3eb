import { afterEach, expect, test } from 'vitest';
import { blocksFrom } from '../../../src/lib/audio/export/blocks-port';
import type { BlockRequest } from '../../../src/lib/music/block';
import { layoutOf, makeBlock } from '../../tools/blocks';

const { port1, port2 } = new MessageChannel();
afterEach(() => {
	port1.close();
	port2.close();
});

test('each read gets the reply for its block, in whatever order they come', async () => {
	const layout = layoutOf(3000, 1000);
	const asked: number[] = [];
	port2.onmessage = ({ data: { index } }: MessageEvent<BlockRequest>) => {
		asked.push(index);
		if (asked.length < 3) return;
		port2.postMessage({ type: 'damaged', index: 2, detail: 'torn' });
		port2.postMessage({ type: 'missing', index: 1 });
		port2.postMessage({ type: 'block', block: makeBlock(layout, 0) });
	};
	const read = blocksFrom(port1);
	const replies = await Promise.all([0, 1, 2, 1].map(read));
	expect(replies.map(({ type }) => type)).toEqual(['block', 'missing', 'damaged', 'missing']);
	expect(asked).toEqual([0, 1, 2]);
});
