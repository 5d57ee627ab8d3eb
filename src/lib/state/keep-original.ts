import type { Pcm } from '../audio/decode';
import type { LibraryDatabase } from '../library/database';
import { storeOriginals } from '../library/originals';
import { changeSong } from '../library/songs';
import { blockCount, blockFrames, blockStart, type BlockLayout, type OriginalBlock } from '../music/block';
import type { Song } from '../music/song';
import { success } from '../outcome/outcome';
import type { TrackLevel } from '../signal/normalise';
import { release } from '../signal/release';
import { TrackMeter } from '../signal/track-meter';
import { breathe } from './breathe';
import { keyed } from './failures';
import type { Result, Watcher } from './workplace';

/** Blocks in one transaction: few enough to be heard soon, enough that the disk is not asked too often. */
const BLOCKS_AT_ONCE = 4;
/** Blocks that are measured without a break: some 20 ms. */
const BLOCKS_MEASURED = 8;

/** A song's original sound, that is stored or on its way there: what is separated need not wait for all of it. */
export interface KeptOriginal {
	/** Of the whole song. */
	readonly level: TrackLevel;
	/** Settles once this block can be read, or anything was refused; rejects with the signal's reason when aborted. */
	readonly upTo: (block: number) => Promise<Result<null>>;
	/** Settles, likewise, when nothing is being stored any more and the song's row says so. */
	readonly whole: Promise<Result<null>>;
}

const STORED = Promise.resolve(success(null));
export const storedOriginal = (level: TrackLevel): KeptOriginal => ({
	level,
	upTo: () => STORED,
	whole: STORED
});

/**
 * Stores a decoded song block by block, and gives what is known of it as soon as it can be separated. `sound`
 * belongs to it from now on, and is let go with the last block.
 *
 * @throws the signal's reason when aborted.
 */
export async function keepOriginal(
	signal: AbortSignal,
	database: LibraryDatabase,
	song: Song,
	sound: Pcm,
	watcher: Watcher
): Promise<Result<KeptOriginal>> {
	const { layout } = song;
	const store = async (first: number): Promise<Result<null>> => {
		signal.throwIfAborted();
		const count = Math.min(BLOCKS_AT_ONCE, blockCount(layout) - first);
		const blocks = Array.from({ length: count }, (_, i) => originalBlock(layout, first + i, sound));
		const stored = await storeOriginals(database, song, blocks);
		if (!stored.ok) return keyed('library', stored);
		signal.throwIfAborted();
		watcher.originals(
			song.id,
			blocks.map(({ index }) => index)
		);
		return success(null);
	};

	const groups = [store(0)];
	for (let first = BLOCKS_AT_ONCE; first < blockCount(layout); first += BLOCKS_AT_ONCE)
		groups.push(groups.at(-1)!.then((before) => (before.ok ? store(first) : before)));

	const measured = groups[0]!.then((heard) => (heard.ok ? levelOf(signal, layout, sound) : null));
	const whole = Promise.all([groups.at(-1)!, measured])
		.then(async ([stored, level]): Promise<Result<null>> => {
			if (!stored.ok) return stored;
			const said = await changeSong(database, song.id, { level });
			if (!said.ok) return keyed('library', said);
			watcher.stored(said.value, []);
			return success(null);
		})
		.finally(() => [sound.left, sound.right].forEach(({ buffer }) => release(buffer)));
	let soFar: Result<null> = success(null);
	whole.then(
		(end) => (soFar = end),
		// An abort: who waits for it is told, but it may come before anybody does.
		() => undefined
	);

	const level = await measured;
	if (level === null) return (await whole) as Result<never>;
	const upTo = async (block: number) => {
		const there = await groups[Math.floor(block / BLOCKS_AT_ONCE)]!;
		return soFar.ok ? there : soFar;
	};
	return success({ level, whole, upTo });
}

function originalBlock(layout: BlockLayout, index: number, sound: Pcm): OriginalBlock {
	const [left, right] = channelsOf(layout, index, sound);
	const samples = new Float32Array(2 * left.length);
	samples.set(left);
	samples.set(right, left.length);
	return { index, frames: blockFrames(layout, index), samples };
}

async function levelOf(signal: AbortSignal, layout: BlockLayout, sound: Pcm): Promise<TrackLevel> {
	const meter = new TrackMeter();
	for (let index = 0; index < blockCount(layout); index++) {
		if (index % BLOCKS_MEASURED === BLOCKS_MEASURED - 1) await breathe();
		signal.throwIfAborted();
		meter.add(...channelsOf(layout, index, sound));
	}
	return meter.level;
}

function channelsOf(
	layout: BlockLayout,
	index: number,
	sound: Pcm
): [left: Float32Array, right: Float32Array] {
	const start = blockStart(layout, index);
	const end = start + blockFrames(layout, index);
	return [sound.left.subarray(start, end), sound.right.subarray(start, end)];
}
