import { parseArgs } from 'node:util';

/** What `npm run bench -- …` was asked for. */
export interface BenchOptions {
	/** Path of the audio file to separate. */
	readonly file: string;
	/** Folder for the four stems; without it none are written. */
	readonly out: string | undefined;
	/** Without it the app chooses. */
	readonly provider: 'wasm' | 'webgpu' | undefined;
	readonly threads: number | undefined;
	readonly overlap: number | undefined;
	readonly model: 'htdemucs' | 'tiny';
	/** Whether the room opens and plays the song from its start while it is separated. */
	readonly play: boolean;
}

export const USAGE =
	'npm run bench -- <audio file> [--out DIR] [--provider wasm|webgpu] [--threads N] [--overlap 0.25] [--model htdemucs|tiny] [--play]';

/** @throws Error that says what is wrong with the arguments. */
export function parseOptions(args: readonly string[]): BenchOptions {
	const { values, positionals } = parseArgs({
		args: [...args],
		allowPositionals: true,
		options: {
			out: { type: 'string' },
			provider: { type: 'string' },
			threads: { type: 'string' },
			overlap: { type: 'string' },
			model: { type: 'string', default: 'htdemucs' },
			play: { type: 'boolean', default: false }
		}
	});
	const [file, ...others] = positionals;
	if (file === undefined || others.length > 0) throw new Error(`One audio file, please: ${USAGE}`);
	return {
		file,
		out: values.out,
		provider: oneOf('--provider', values.provider, ['wasm', 'webgpu']),
		threads: number('--threads', values.threads, (value) => Number.isInteger(value) && value >= 1),
		overlap: number('--overlap', values.overlap, (value) => value > 0 && value < 1),
		model: oneOf('--model', values.model, ['htdemucs', 'tiny']) ?? 'htdemucs',
		play: values.play
	};
}

function oneOf<Value extends string>(name: string, value: string | undefined, allowed: readonly Value[]) {
	const found = allowed.find((one) => one === value);
	if (value !== undefined && found === undefined) throw new Error(`${name} is one of ${allowed.join(', ')}`);
	return found;
}

/** @throws Error where `text` is there but is no number or not an allowed one. */
export function number(name: string, text: string | undefined, allowed: (value: number) => boolean) {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (text.trim() === '' || !allowed(value)) throw new Error(`${name} cannot be ${text}`);
	return value;
}
