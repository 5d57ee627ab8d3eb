import type { BlockLayout } from '../../music/block';
import type { Mix } from '../../music/mix';
import type { StemName } from '../../music/stems';
import type { Frames } from '../../units/units';
import { renderedFrames, type MixSound } from '../render-span';
import type { Tags } from './encoder';
import type { ExportFormat } from './format';

/** What is heard in one exported file. */
export type ExportContent =
	| { readonly type: 'stem'; readonly stem: StemName }
	| { readonly type: 'mix'; readonly mix: Mix; readonly sound: MixSound };

export interface ExportFile {
	readonly name: string;
	readonly content: ExportContent;
	/** What the file says of itself; each has its own title. */
	readonly tags: Tags;
}

/** What is to be exported; it can be sent to a worker. */
export interface ExportJob {
	readonly layout: BlockLayout;
	readonly format: ExportFormat;
	/** One: the output is that file. Several: it is a zip of them. Never none. */
	readonly files: readonly [ExportFile, ...ExportFile[]];
}

/** How long a file's sound is. */
export const contentFrames = (layout: BlockLayout, content: ExportContent): Frames =>
	content.type === 'stem' ? layout.frames : renderedFrames(layout, content.sound);

/** How long all of them are, one after the other: what progress is counted in. */
export const jobFrames = ({ layout, files }: ExportJob): number =>
	files.reduce((sum, { content }) => sum + contentFrames(layout, content), 0);
