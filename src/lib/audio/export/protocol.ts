import type { Outcome } from '../../outcome/outcome';
import type { Bytes } from './encoder';
import type { ExportFailure } from './export-sound';
import type { ExportJob } from './job';

/** The whole conversation between the page (`exporter.ts`) and its worker (`export.worker.ts`): one export each. */
export type ToExporter =
	/** First. Blocks are asked for on `blocks` (transferred; `BlockRequest`, `BlockReply` in music/block.ts). */
	| { readonly type: 'export'; readonly job: ExportJob; readonly blocks: MessagePort }
	/** The last bytes are written: the next may come. */
	| { readonly type: 'taken' };

export type FromExporter =
	/** Transferred. The next come after `taken`. */
	| { readonly type: 'bytes'; readonly bytes: Bytes }
	/** Frames so far, of `jobFrames`. */
	| { readonly type: 'progress'; readonly frames: number }
	/** Last. */
	| { readonly type: 'end'; readonly outcome: Outcome<null, ExportFailure> };
