import { blockAt, type BlockLayout } from '../music/block';
import type { Mix } from '../music/mix';
import { failure, success } from '../outcome/outcome';
import { frames } from '../units/units';
import { SteadyDesk } from './render-desk';
import { RenderFeeder } from './render-feeder';
import type { ReadBlock, Rendered, WriteSound } from './render-sound';
import { renderedFrames, spanOf, type MixSound } from './render-span';
import { Route } from './route';
import { blockFor } from './stretch-block';
import { Stretchers } from './stretchers';

/** 0.7 s: what is written at once. */
const PIECE_FRAMES = 32_768;

export interface MixToRender {
	readonly layout: BlockLayout;
	readonly mix: Mix;
	readonly sound: MixSound;
	readonly readBlock: ReadBlock;
}

/**
 * The mix as it is heard, rendered by the very desk that the worklet plays with, as fast as it goes: the whole song, or
 * where there is a loop one pass of it as it sounds in the midst of others, so that the file can be repeated without a
 * gap. There is neither a count-in nor anybody's turn in it.
 *
 * The first frame is that of the song or the loop, and there are exactly `renderedFrames`. Pieces are float, not longer
 * than 0.7 s, and not clipped. Rejects with the signal's reason when aborted, and as reader and writer do.
 */
export async function renderMix(signal: AbortSignal, job: MixToRender, write: WriteSound): Promise<Rendered> {
	const { layout, sound } = job;
	signal.throwIfAborted();
	const stretchers = new Stretchers();
	const block = blockFor(sound);
	if (block !== null) {
		const made = await stretchers.make(block);
		if (!made.ok) return made;
	}
	const { start, end } = spanOf(layout, sound);
	if (end <= start) return success(null);
	// A loop's end sounds together with what comes before its start.
	const seam = sound.loop === null ? 0 : Route.seamFrames(sound.loop);
	const first = blockAt(layout, frames(Math.max(0, start - seam)));
	const last = blockAt(layout, frames(end - 1));
	const feeder = new RenderFeeder(layout, job.readBlock, (index) => index >= first && index <= last);
	const source = new SteadyDesk(job, feeder, stretchers);
	try {
		const length = renderedFrames(layout, sound);
		let left = source.runIn + length;
		while (left > 0) {
			// A piece begins where the wanted part does.
			const count = Math.min(PIECE_FRAMES, left > length ? left - length : left);
			const piece = await source.next(signal, count);
			if (feeder.failure !== null) return feeder.failure;
			if (source.trouble !== null) return failure('damaged', source.trouble);
			if (left <= length) await write(piece);
			left -= count;
		}
	} finally {
		source.close();
	}
	signal.throwIfAborted();
	return success(null);
}
