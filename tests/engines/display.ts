import { spawn } from 'node:child_process';
import { findProgram } from '../tools/programs';

/** Where windows open. */
export interface Display {
	/** What a program's environment needs so that it finds it. */
	readonly environment: Readonly<Record<string, string>>;
	close(): void;
}

/** How this machine can show windows; undefined where it cannot. */
export const findDisplay = (): string | undefined =>
	process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? findProgram(['Xvfb']);

/** The display that is there, else a virtual one. */
export async function startDisplay(): Promise<Display> {
	if (process.env.DISPLAY !== undefined || process.env.WAYLAND_DISPLAY !== undefined)
		return { environment: {}, close: () => undefined };
	const server = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24', '-nolisten', 'tcp'], {
		stdio: ['ignore', 'pipe', 'ignore']
	});
	// It chooses a number that is free, and says which when it is ready.
	const number = await new Promise<string>((resolve, reject) => {
		server.once('error', reject);
		server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
		server.stdout.once('data', (said: Buffer) => resolve(said.toString().trim()));
	});
	return { environment: { DISPLAY: `:${number}` }, close: () => void server.kill() };
}
