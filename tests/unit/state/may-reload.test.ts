import { afterEach, expect, it, vi } from 'vitest';
import { mayReload, mayReloadUnasked, type Doings } from '../../../src/lib/state/may-reload';

const phase = (name: string) => ({ state: { phase: name } });

/** As much of the page's state as is asked; nothing is going on, but for what is said. */
function doings({
	playing = false,
	song = null as object | null,
	jobs = [] as string[],
	saving = 'idle',
	backup = 'idle',
	restoring = 'idle'
}) {
	return {
		room: { sound: { playing }, song, exporting: phase(saving) },
		imports: { jobs: jobs.map(phase) },
		keeping: { backups: phase(backup), restoring: phase(restoring) }
	} as unknown as Doings;
}

afterEach(() => void vi.unstubAllGlobals());

it('lets nothing be cut off', () => {
	expect(mayReload(doings({}))).toBe(true);
	expect(mayReload(doings({ playing: true }))).toBe(false);
	for (const job of ['waiting', 'decoding', 'fetching-model', 'separating', 'paused'])
		expect(mayReload(doings({ jobs: ['failed', job] })), job).toBe(false);
	expect(mayReload(doings({ saving: 'running' }))).toBe(false);
	expect(mayReload(doings({ backup: 'running' }))).toBe(false);
	for (const state of ['checking', 'asking', 'restoring'])
		expect(mayReload(doings({ restoring: state })), state).toBe(false);
});

it('does not mind what is over', () => {
	expect(
		mayReload(
			doings({ song: {}, jobs: ['failed'], saving: 'done', backup: 'failed', restoring: 'cancelled' })
		)
	).toBe(true);
});

it('unasked: neither with a song on the stand nor while a file is being chosen', () => {
	let focused = true;
	let touched = false;
	vi.stubGlobal('document', { hasFocus: () => focused });
	vi.stubGlobal('navigator', {
		get userActivation() {
			return { hasBeenActive: touched };
		}
	});
	expect(mayReloadUnasked(doings({}))).toBe(true);
	expect(mayReloadUnasked(doings({ song: {} }))).toBe(false);
	expect(mayReloadUnasked(doings({ jobs: ['waiting'] }))).toBe(false);
	// A tab in the background that nobody has touched.
	focused = false;
	expect(mayReloadUnasked(doings({}))).toBe(true);
	touched = true;
	expect(mayReloadUnasked(doings({}))).toBe(false);
	focused = true;
	expect(mayReloadUnasked(doings({}))).toBe(true);
});
