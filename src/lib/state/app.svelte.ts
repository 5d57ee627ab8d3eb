import { readPeaks } from '../library/blocks';
import { openLibrary } from '../library/database';
import { Feeder } from '../library/feeder';
import { persist } from '../library/quota';
import type { Achievement } from '../music/achievement';
import { isOfModel, type Song, type SongId } from '../music/song';
import type { Isolation } from '../offline/isolation';
import { success, type Outcome } from '../outcome/outcome';
import type { JobState } from '../separation/job';
import { Separator } from '../separation/separator';
import { PlayerAttention } from './attention';
import { DeviceCheck } from './device-check.svelte';
import { Elsewhere } from './elsewhere.svelte';
import { keyed, type FailureKey } from './failures';
import { admit, type Incoming } from './incoming';
import type { Job } from './job.svelte';
import { Keeping } from './keeping';
import { Library } from './library.svelte';
import { mayReload, mayReloadUnasked } from './may-reload';
import { News, type NewsItem } from './news';
import { Pace } from './pace.svelte';
import { Player } from './player.svelte';
import { Progress } from './progress.svelte';
import { Recorder } from './recorder';
import { Room } from './room.svelte';
import { Settings } from './settings.svelte';
import { SongImport } from './song-import.svelte';

/** A song that is meant to be opened by itself. */
export interface Opening {
	readonly id: SongId;
	/** It was just dropped: it sounds at once, where the browser lets it. */
	readonly plays: boolean;
}

/** All state of the page, made once and joined here. */
export class App {
	/** Set when this tab must not go on: its database belongs to a newer version now, or went away. */
	outdated = $state(false);
	/** Whether separation may use threads. */
	isolation = $state.raw<Isolation>('pending');
	/** What went wrong outside a song's import and outside the room. */
	trouble = $state.raw<FailureKey | null>(null);
	/** Marks that were just reached in this tab, until the player has seen them. */
	awarded = $state.raw<readonly Achievement[]>([]);
	#opening = $state.raw<Opening | null>(null);

	private constructor(
		readonly settings: Settings,
		readonly library: Library,
		readonly room: Room,
		readonly player: Player,
		readonly progress: Progress,
		readonly imports: SongImport,
		readonly pace: Pace,
		readonly elsewhere: Elsewhere,
		readonly news: News,
		readonly keeping: Keeping,
		readonly device: DeviceCheck,
		readonly dispose: () => void
	) {}

	/** @param address what the page was opened with (see {@link Settings}). */
	static async open(address: URLSearchParams): Promise<Outcome<App, FailureKey>> {
		const lost = () => {
			if (app === null) return;
			app.outdated = true;
			// They could only fail from now on; the newer tab goes on with their songs.
			app.imports.dispose();
		};
		let app: App | null = null;
		const opened = await openLibrary({ onOutdated: lost, onTerminated: lost });
		if (!opened.ok) return keyed('library', opened);
		const database = opened.value;

		const settings = new Settings(address);
		const separator = new Separator();
		const attention = new PlayerAttention((id, where) =>
			news.tell({ type: 'attention', id, attention: where })
		);
		const pace = new Pace();
		const elsewhere = new Elsewhere();
		const feeder = new Feeder(() => room.broken());
		const library = new Library(database);
		const refused = (reason: FailureKey) => {
			if (app !== null) app.trouble = reason;
		};
		const player = await Player.open(database, refused);
		const recorder = new Recorder(database, () => player.dayEndsAt, {
			recorded: () => {
				void progress.refresh();
				news.tell({ type: 'practised' });
			},
			awarded: (achievements) => {
				if (app !== null) app.awarded = [...app.awarded, ...achievements];
			},
			refused
		});
		const progress = new Progress(database, player, library);
		const room = new Room(database, feeder, attention, player, recorder);
		const news = new News((item) => {
			if (item.type === 'progress') elsewhere.hear(item.id, item.job);
			else if (item.type === 'attention') attention.hear(item.id, item.attention);
			else if (item.type === 'practised') void progress.refresh();
			else if (item.type === 'all') void keeping.hear(item.emptied);
			else void hear(item);
		});
		const imports = new SongImport(
			{ database, separator, settings, attention, pace },
			{
				stored: (song, peaks) => {
					library.put(song);
					room.arrived(song, peaks);
					news.tell({ type: 'stored', id: song.id, blocks: peaks.map(({ index }) => index), originals: [] });
				},
				originals: (id, originals) => {
					room.originals(id, originals);
					news.tell({ type: 'stored', id, blocks: [], originals });
				},
				progress: (id, job) => news.tell({ type: 'progress', id, job }),
				audible: (id) => {
					if (app !== null && settings.opensRoom) app.#opening = { id, plays: true };
				},
				ready: (id, known) => {
					if (known && app !== null) app.#opening = { id, plays: false };
					void persist();
				},
				settled: () => void library.refresh()
			}
		);
		const hear = async ({ id, blocks, originals }: Extract<NewsItem, { type: 'stored' }>) => {
			const song = await library.reread(id);
			if (song === undefined) {
				imports.unfollow(id);
				room.close(id);
				return;
			}
			room.originals(id, originals);
			if (room.song?.id === id)
				room.arrived(
					song,
					(await readPeaks(database, id)).filter(({ index }) => blocks.includes(index))
				);
			imports.follow(song);
		};
		const house = { library, room, player, progress, recorder, imports, elsewhere, news, refused };
		const keeping = new Keeping(database, house);
		const device = new DeviceCheck(settings);
		app = new App(
			settings,
			library,
			room,
			player,
			progress,
			imports,
			pace,
			elsewhere,
			news,
			keeping,
			device,
			() => {
				keeping.dispose();
				device.dispose();
				imports.dispose();
				room.dispose();
				recorder.dispose();
				player.dispose();
				separator.dispose();
				feeder.dispose();
				pace.dispose();
				elsewhere.dispose();
				news.dispose();
				database.close();
			}
		);
		await library.refresh();
		for (const song of library.songs) imports.follow(song);
		return success(app);
	}

	/** The song that is meant to be opened by itself, once. */
	takeOpening(): Opening | null {
		const opening = this.#opening;
		if (opening !== null) this.#opening = null;
		return opening;
	}

	/** Takes files that came in by any door on to the import, and says which it does not take. */
	receive(incoming: Incoming): void {
		const { files, refusal } = admit(incoming);
		this.imports.accept(files);
		if (refusal !== null) this.imports.refusal = refusal;
	}

	/** Whether a reload of the page cuts nothing off: see {@link mayReload}. */
	mayReload(): boolean {
		return mayReload(this);
	}

	/** The same where the player has not asked for it: see {@link mayReloadUnasked}. */
	mayReloadUnasked(): boolean {
		return mayReloadUnasked(this);
	}

	/** What is known of the work on a song, here or in another tab. */
	jobStateOf(id: SongId): JobState | null {
		const own = this.imports.jobOf(id)?.state ?? null;
		if (own === null || own.phase === 'waiting') return this.elsewhere.jobOf(id) ?? own;
		const because = this.pace.standsStill;
		// At once for who has pressed it, although the segment in work is finished first.
		return own.phase === 'separating' && because !== null
			? { phase: 'paused', done: own.done, total: own.total, because }
			: own;
	}

	/** Takes a song from this tab's queue, or ends its separation where this tab is at it. */
	cancel(id: SongId): void {
		const job = this.imports.jobOf(id);
		if (job !== null) this.imports.cancel(job, this.elsewhere.jobOf(id) !== null);
	}

	/** Whether the site's separator is another one than that which a song's stems were made with. */
	isOutdone(song: Song): boolean {
		const { manifest } = this.settings;
		return manifest !== null && song.finished.includes(1) && !isOfModel(song, manifest);
	}

	/** Separates a song with the site's present separator; what there is of it stays until that is ready. */
	separateAnew(song: Song): void {
		const failed = this.imports.jobOf(song.id);
		if (failed !== null) this.imports.dismiss(failed);
		// Its sound is about to change under whoever plays it.
		this.room.close(song.id);
		this.imports.renew(song);
	}

	/** Deletes a song, with whatever is still being done for it. */
	async remove(id: SongId): Promise<void> {
		this.cancel(id);
		this.room.close(id);
		const removed = await this.library.remove(id);
		if (!removed.ok) this.trouble = keyed('library', removed).reason;
		this.news.tell({ type: 'stored', id, blocks: [], originals: [] });
	}

	/** Makes room with the songs that a failed job has named, then tries it again. */
	async makeRoom(job: Job, songs: readonly SongId[]): Promise<void> {
		for (const id of songs) await this.remove(id);
		this.imports.retry(job);
	}

	async pin(id: SongId, pinned: boolean): Promise<void> {
		const done = await this.library.pin(id, pinned);
		if (!done.ok) this.trouble = keyed('library', done).reason;
	}
}
