import type { Song } from '../music/song';

/** The one message to the feeder worker: whose blocks to answer with on `port` (transferred). */
export interface FeederConnection {
	readonly port: MessagePort;
	readonly song: Pick<Song, 'id' | 'layout'>;
}

/**
 * Owns the worker that reads blocks from the library for the mixer. It lives here and not in audio/ because
 * what it knows is how the library keeps blocks; what is said on its ports is in music/block.ts, which both
 * rooms know.
 */
export class Feeder {
	readonly #worker = new Worker(new URL('./feeder.worker.ts', import.meta.url), {
		type: 'module',
		name: 'riffroom feeder'
	});

	/** @param onBroken told when the worker cannot be loaded or died: its ports answer nothing then. */
	constructor(onBroken: (detail: string) => void) {
		this.#worker.addEventListener('error', ({ message }) => onBroken(message || 'the feeder did not load'));
	}

	/** A port that answers `BlockRequest` with `BlockReply` for one song. Who has it closes it. */
	connect({ id, layout }: Pick<Song, 'id' | 'layout'>): MessagePort {
		const { port1, port2 } = new MessageChannel();
		const connection: FeederConnection = { port: port1, song: { id, layout } };
		this.#worker.postMessage(connection, [port1]);
		return port2;
	}

	dispose(): void {
		this.#worker.terminate();
	}
}
