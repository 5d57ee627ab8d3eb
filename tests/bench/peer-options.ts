import { parseArgs } from 'node:util';
import { practiceSong } from '../tools/files';
import { number } from './options';

/** What `npm run bench:peer -- …` was asked for. */
export interface PeerOptions {
	/** Path of the audio file of which a clip is separated. */
	readonly file: string;
	readonly seconds: number;
	readonly threads: number;
}

export const PEER_USAGE = 'npm run bench:peer -- [audio file] [--seconds 24] [--threads 2]';

/** The practice song where no file is named. @throws Error that says what is wrong with the arguments. */
export function parsePeerOptions(args: readonly string[]): PeerOptions {
	const { values, positionals } = parseArgs({
		args: [...args],
		allowPositionals: true,
		options: { seconds: { type: 'string' }, threads: { type: 'string' } }
	});
	const [file = practiceSong(), ...others] = positionals;
	if (others.length > 0) throw new Error(`One audio file, please: ${PEER_USAGE}`);
	return {
		file,
		seconds: number('--seconds', values.seconds, (value) => value > 0 && value < 600) ?? 24,
		threads: number('--threads', values.threads, (value) => Number.isInteger(value) && value >= 1) ?? 2
	};
}
