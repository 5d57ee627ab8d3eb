import { blockCount, type BlockLayout } from '../music/block';
import type { StemName } from '../music/stems';
import { failure, success } from '../outcome/outcome';
import { troubleOf } from './render-feeder';
import type { ReadBlock, Rendered, WriteSound } from './render-sound';

/** One stem of the whole song as it is stored, block after block. Rejects with the signal's reason when aborted. */
export async function renderStem(
	signal: AbortSignal,
	{ layout, stem, readBlock }: { layout: BlockLayout; stem: StemName; readBlock: ReadBlock },
	write: WriteSound
): Promise<Rendered> {
	for (let index = 0; index < blockCount(layout); index++) {
		signal.throwIfAborted();
		const reply = await readBlock(index);
		const trouble = troubleOf(reply, layout, index);
		if (trouble !== null) return trouble;
		if (reply.type !== 'block') return failure('missing', `Block ${index} is not separated`);
		const { pcm, scale } = reply.block.stems[stem];
		signal.throwIfAborted();
		await write({ planar: pcm, scale });
	}
	signal.throwIfAborted();
	return success(null);
}
