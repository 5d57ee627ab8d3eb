import type { Block, OriginalBlock } from '../music/block';

/** What can sound of a block: its stems, or, until they are there, the song as it was. */
export type PlayableBlock = Block | OriginalBlock;

export const isOriginal = (block: PlayableBlock): block is OriginalBlock => 'samples' in block;
