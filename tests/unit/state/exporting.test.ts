import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { runExport } from '../../../src/lib/audio/export/exporter';
import { freshMix } from '../../../src/lib/music/mix';
import { OWN_PITCH, OWN_SPEED } from '../../../src/lib/music/tuning';
import { failure, success } from '../../../src/lib/outcome/outcome';
import type { ExportState } from '../../../src/lib/state/exporting.svelte';
import { layoutOf } from '../../tools/blocks';
import { songFacts, songId } from '../../tools/library';

// Without Svelte's compiler a rune is what it is given.
vi.stubGlobal('$state', { raw: <Value>(value: Value) => value });
const run = vi.fn<typeof runExport>();
vi.mock('../../../src/lib/audio/export/exporter', () => ({ runExport: run }));
const { Exporting } = await import('../../../src/lib/state/exporting.svelte');
const { newSong } = await import('../../../src/lib/library/songs');

const song = {
	...newSong(songFacts(songId('a'))),
	title: 'Title',
	artist: null,
	layout: layoutOf(44_100, 44_100)
};
const heard = { song, mix: freshMix(), speed: OWN_SPEED, pitch: OWN_PITCH, loop: null };

/** Writes a file to its end, or until it is stopped. */
async function write(...[, , { to, onProgress }]: Parameters<typeof runExport>) {
	const writer = to.getWriter();
	onProgress(0.5);
	await writer.write(new Uint8Array([1, 2, 3]));
	await writer.close();
	return success(null);
}

/** Goes on until it is cancelled. */
const endless: typeof runExport = (signal, _job, { to }) =>
	new Promise((_resolve, reject) =>
		signal.addEventListener('abort', () => {
			void to.abort(signal.reason);
			reject(signal.reason as Error);
		})
	);

describe('exporting', () => {
	const connect = vi.fn(() => new MessageChannel().port1);
	const made = () => new Exporting({ connect }, () => heard);
	const phase = (exporting: { state: ExportState }) => exporting.state.phase;
	beforeEach(() => {
		vi.clearAllMocks();
		vi.stubGlobal('reportError', vi.fn());
	});

	it('gives the file where the page has to hand it over', async () => {
		run.mockImplementation(write);
		const exporting = made();
		const file = await exporting.start('mix', 'flac16');
		expect([file?.name, file?.type, file?.size]).toEqual(['Title (mix).flac', 'audio/flac', 3]);
		expect(exporting.state).toEqual({ phase: 'done', name: 'Title (mix).flac' });
		expect(connect).toHaveBeenCalledExactlyOnceWith(song);
	});

	it('makes one at a time, and the next after a cancel', async () => {
		run.mockImplementation(endless);
		const exporting = made();
		const first = exporting.start('stems', 'pcm16');
		await vi.waitFor(() => expect(run).toHaveBeenCalledOnce());
		expect(phase(exporting)).toBe('running');
		expect(await exporting.start('mix', 'mp3')).toBeNull();
		exporting.forget();
		expect(phase(exporting)).toBe('running');
		exporting.cancel();
		expect(await first).toBeNull();
		expect(phase(exporting)).toBe('cancelled');
		run.mockImplementation(write);
		expect((await exporting.start('drums', 'mp3'))?.name).toBe('Title (drums).mp3');
	});

	it('says what is wrong with the song', async () => {
		run.mockImplementation((_signal, _job, { to }) => to.abort().then(() => failure('damaged', 'block 2')));
		const exporting = made();
		expect(await exporting.start('mix', 'pcm16')).toBeNull();
		expect(exporting.state).toMatchObject({
			phase: 'failed',
			words: { happened: 'A part of Title is damaged on this device and cannot be saved.' }
		});
		exporting.forget();
		expect(phase(exporting)).toBe('idle');
	});

	it('tells of what nobody expected, and reports it', async () => {
		run.mockRejectedValue(new Error('unforeseen'));
		const exporting = made();
		expect(await exporting.start('mix', 'pcm16')).toBeNull();
		expect(phase(exporting)).toBe('failed');
		expect(reportError).toHaveBeenCalledOnce();
	});

	it('does nothing where there is no song, or no place', async () => {
		expect(await new Exporting({ connect }, () => null).start('mix', 'pcm16')).toBeNull();
		const changedHisMind = () => Promise.reject(new DOMException('', 'AbortError'));
		vi.stubGlobal('showSaveFilePicker', changedHisMind);
		const exporting = made();
		expect(await exporting.start('mix', 'pcm16')).toBeNull();
		expect(phase(exporting)).toBe('idle');
		expect(run).not.toHaveBeenCalled();
		vi.stubGlobal('showSaveFilePicker', undefined);
	});
});
