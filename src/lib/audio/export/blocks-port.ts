import type { BlockReply, BlockRequest } from '../../music/block';
import type { ReadBlock } from '../render-sound';

/** Reads blocks over a port like a mixer's. Owns it; two reads of one block at a time get the same reply. */
export function blocksFrom(port: MessagePort): ReadBlock {
	const awaited = new Map<number, ((reply: BlockReply) => void)[]>();
	port.onmessage = ({ data }: MessageEvent<BlockReply>) => {
		const index = data.type === 'block' || data.type === 'original' ? data.block.index : data.index;
		const those = awaited.get(index) ?? [];
		awaited.delete(index);
		for (const resolve of those) resolve(data);
	};
	return (index) =>
		new Promise((resolve) => {
			const those = awaited.get(index);
			if (those !== undefined) return void those.push(resolve);
			awaited.set(index, [resolve]);
			port.postMessage({ type: 'need', index } satisfies BlockRequest);
		});
}
