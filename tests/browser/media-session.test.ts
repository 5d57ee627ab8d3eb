import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MediaControls, mediaHandlers, type MediaStand } from '../../src/lib/state/media-session';
import { Silence } from '../../src/lib/state/silence';
import { seconds } from '../../src/lib/units/units';

const session = navigator.mediaSession;
const song = {
	title: 'Etude',
	artist: 'Sor',
	album: 'Op. 60',
	cover: new Blob(['one'], { type: 'image/png' })
};
const STAND: MediaStand = { playing: false, position: seconds(10), duration: seconds(100), rate: 1 };

let asked: unknown[][];
const actions = {
	play: () => asked.push(['play']),
	pause: () => asked.push(['pause']),
	seekBy: (step: number) => asked.push(['seekBy', step]),
	seekTo: (position: number) => asked.push(['seekTo', position]),
	previous: () => asked.push(['previous']),
	next: () => asked.push(['next'])
};

let controls: MediaControls;
/** What the system was told, through to the real session. */
let said: (MediaPositionState | undefined)[];
beforeEach(() => {
	asked = [];
	said = [];
	controls = new MediaControls(actions);
	const tell = session.setPositionState.bind(session);
	vi.spyOn(session, 'setPositionState').mockImplementation((state) => {
		said.push(state);
		tell(state);
	});
});
afterEach(() => {
	controls.dispose();
	vi.restoreAllMocks();
	vi.useRealTimers();
});

const isThere = (url: string) =>
	fetch(url).then(
		() => true,
		() => false
	);

it('shows title and cover, and lets go of a cover that is shown no more', async () => {
	controls.show(song);
	const { title, artist, album, artwork } = session.metadata!;
	expect([title, artist, album]).toEqual(['Etude', 'Sor', 'Op. 60']);
	const [first] = artwork;
	expect(first?.type).toBe('image/png');
	expect(await (await fetch(first!.src)).text()).toBe('one');

	// Another reading of the same row.
	controls.show({ ...song, cover: new Blob(['one'], { type: 'image/png' }) });
	expect(session.metadata!.artwork[0]!.src).toBe(first!.src);

	controls.show({ title: 'Scale', artist: null, album: null, cover: new Blob(['other']) });
	const second = session.metadata!.artwork[0]!.src;
	expect([session.metadata!.title, session.metadata!.artist]).toEqual(['Scale', '']);
	expect([await isThere(first!.src), await isThere(second)]).toEqual([false, true]);

	controls.show({ title: 'Chord', artist: null, album: null, cover: null });
	expect(session.metadata!.artwork).toEqual([]);
	expect(await isThere(second)).toBe(false);
});

it('tells whether it plays, and nothing once it is disposed of, as often as it is said', async () => {
	controls.show(song);
	const cover = session.metadata!.artwork[0]!.src;
	controls.update(STAND);
	expect(session.playbackState).toBe('paused');
	controls.update({ ...STAND, playing: true });
	expect(session.playbackState).toBe('playing');
	controls.dispose();
	controls.dispose();
	expect(session.playbackState).toBe('none');
	expect(session.metadata).toBeNull();
	expect(await isThere(cover)).toBe(false);
});

it('tells position, length and speed, within the song', () => {
	controls.update({ ...STAND, position: seconds(100.2), rate: 0.62 });
	expect(said).toEqual([{ duration: 100, position: 100, playbackRate: 0.62 }]);
});

it('leaves steady play to the system’s own playhead, and tells jumps at most once a second', () => {
	vi.useFakeTimers();
	const play = (position: number) =>
		controls.update({ ...STAND, playing: true, rate: 0.5, position: seconds(position) });
	play(10);
	for (let frame = 1; frame <= 600; frame++) {
		vi.advanceTimersByTime(16);
		play(10 + (frame * 0.016) / 2);
	}
	expect(said.length).toBe(1);
	// A loop shorter than a second: back at every tenth.
	for (let frame = 0; frame < 500; frame++) {
		play(5 + (frame % 10) / 100);
		vi.advanceTimersByTime(10);
	}
	expect(said.length).toBeGreaterThanOrEqual(5);
	expect(said.length).toBeLessThanOrEqual(7);
});

it('tells where the song came to rest after many quick jumps', () => {
	vi.useFakeTimers();
	controls.update(STAND);
	for (const position of [20, 30, 40]) controls.update({ ...STAND, position: seconds(position) });
	expect(said.length).toBe(1);
	vi.advanceTimersByTime(1000);
	expect(said.map((state) => state?.position)).toEqual([10, 40]);
	vi.advanceTimersByTime(10_000);
	expect(said.length).toBe(2);
	controls.update({ ...STAND, position: seconds(50) });
	controls.dispose();
	expect(vi.getTimerCount()).toBe(0);
});

it('answers the keys of headphones', () => {
	const handlers = mediaHandlers(actions);
	const press = (details: MediaSessionActionDetails) => handlers[details.action]!(details);
	press({ action: 'play' });
	press({ action: 'pause' });
	press({ action: 'stop' });
	press({ action: 'seekbackward' });
	press({ action: 'seekforward', seekOffset: 30 });
	press({ action: 'seekto', seekTime: 12.5 });
	press({ action: 'previoustrack' });
	press({ action: 'nexttrack' });
	expect(asked).toEqual([
		['play'],
		['pause'],
		['pause'],
		['seekBy', -5],
		['seekBy', 30],
		['seekTo', 12.5],
		['previous'],
		['next']
	]);
	// The browser knows each of them, or it throws.
	for (const action of Object.keys(handlers)) session.setActionHandler(action as MediaSessionAction, null);
});

it('plays a silence that the browser can play and that is long enough for a lock screen', async () => {
	const made: HTMLAudioElement[] = [];
	const Real = globalThis.Audio;
	vi.stubGlobal('Audio', function () {
		const element = new Real();
		made.push(element);
		return element;
	});
	const silence = new Silence();
	vi.unstubAllGlobals();
	const [element] = made;
	await vi.waitFor(() => expect(element!.duration).toBe(10));
	expect([element!.loop, element!.muted, element!.volume]).toEqual([true, false, 1]);
	silence.play();
	expect(silence.playing).toBe(true);
	silence.pause();
	expect(silence.playing).toBe(false);
	const url = element!.src;
	silence.dispose();
	expect(await isThere(url)).toBe(false);
});
