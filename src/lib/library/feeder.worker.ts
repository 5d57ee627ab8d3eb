import type { BlockReply, BlockRequest } from '../music/block';
import { STEMS } from '../music/stems';
import { describe } from '../outcome/outcome';
import { blockReply } from './block-reply';
import { openLibrary } from './database';
import type { FeederConnection } from './feeder';

/**
 * Reads blocks from the library off the main thread. Every request on every port gets exactly one reply; the
 * block's buffers are transferred with it.
 */
let library: ReturnType<typeof openLibrary> | null = null;

/** Opened at the first request, and again after the browser or a newer tab has closed the connection. */
function openedLibrary(): ReturnType<typeof openLibrary> {
	const forget = () => (library = null);
	library ??= openLibrary({ onOutdated: forget, onTerminated: forget });
	return library;
}

async function replyTo(song: FeederConnection['song'], index: number): Promise<BlockReply> {
	try {
		const opened = await openedLibrary();
		if (!opened.ok) return { type: 'damaged', index, detail: `The library is ${opened.reason}.` };
		return await blockReply(opened.value, song, index);
	} catch (thrown) {
		return { type: 'damaged', index, detail: describe(thrown) };
	}
}

function buffersOf(reply: BlockReply): Transferable[] {
	if (reply.type === 'original') return [reply.block.samples.buffer];
	// A set, because stems that were stored as views of one buffer come back as such.
	return reply.type === 'block' ? [...new Set(STEMS.map((stem) => reply.block.stems[stem].pcm.buffer))] : [];
}

addEventListener('message', ({ data }: MessageEvent<FeederConnection>) => {
	const { port, song } = data;
	port.onmessage = async ({ data: { index } }: MessageEvent<BlockRequest>) => {
		const reply = await replyTo(song, index);
		port.postMessage(reply, buffersOf(reply));
	};
});
