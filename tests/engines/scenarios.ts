import assert from 'node:assert/strict';
import { clip, fourStems, longSong } from '../tools/jobs';
import type { PlainServer } from '../tools/plain-server';
import type { Player } from './player';
import { until } from './until';

/** Something that every player does, in a browser and at a host where nobody has been before. */
export interface Scenario {
	readonly title: string;
	readonly play: (player: Player, server: PlainServer) => Promise<void>;
}

const READY = /\bReady\b/;

/** A song in which each stem has its own tone, separated and opened in its room. */
async function openFourTones(player: Player, home: string): Promise<void> {
	await player.open(home);
	await player.drop(fourStems('Four tones', 9));
	await player.reads(READY);
	await player.openSong('Four tones');
}

export const SCENARIOS: readonly Scenario[] = [
	{
		title: 'a song is separated, opened and played',
		async play(player, { home }) {
			await openFourTones(player, home);
			await player.engine.press(' ');
			await player.hears();
			await player.engine.press(' ');
			await until('it is silent', async () => (await player.loudness()) === -Infinity);
		}
	},
	{
		title: 'the processor separates on as many threads as the browser allows, and the page says so',
		async play(player, { home }) {
			await player.open(home);
			const threads = await player.engine.evaluate<number>(
				`return typeof SharedArrayBuffer === 'function' ? Math.min(navigator.hardwareConcurrency, 8) : 1;`
			);
			await player.drop(clip('Tone', 440));
			await player.reads(READY);
			const text = await player.text();
			const place =
				threads > 1 ? `the processor separates on ${threads} threads.` : 'on the one thread that it allows.';
			assert.ok(text.includes(`This browser offers no graphics device, so`), text);
			assert.ok(text.includes(place), text);
		}
	},
	{
		title: 'a loop is set while it plays, and goes round',
		async play(player, { home }) {
			await openFourTones(player, home);
			await player.engine.press(' ');
			await until('it has gone on', async () => (await player.place()) > 1);
			await player.engine.press('[');
			await player.hearsSaid(/^Loop from 0:0\d: now its other end$/);
			const from = await player.place();
			await until('it has gone on', async () => (await player.place()) > from + 1);
			await player.engine.press(']');
			await player.hearsSaid(/^Loop 0:0\d\.\d – 0:0\d\.\d on$/);
			const to = await player.place();
			for (let pass = 0; pass < 2; pass++) {
				let before = 0;
				await until('it goes back to the start of the loop', async () => {
					const place = await player.place();
					assert.ok(place < to + 1, `${place} lies behind the loop, which ends before ${to}`);
					const goesBack = place < before - 0.5;
					before = place;
					return goesBack;
				});
			}
			await player.hears();
		}
	},
	{
		title: 'the stems are saved as FLAC in one zip, which is downloaded where no place can be chosen',
		async play(player, { home }) {
			await openFourTones(player, home);
			await player.click('Save as a file');
			await player.click('All four stems');
			await player.click('FLAC');
			await player.click('Save');
			await player.reads(/Saved: Four tones\S* ?\S*\.zip/);
		}
	},
	{
		title: 'cancelled in the midst, nothing goes on, and the next song is separated',
		async play(player, { home }) {
			await player.open(home);
			await player.drop(longSong('Long', 3));
			await player.reads(/Separating [1-9]\d* of \d+/);
			await player.click('Cancel Long');
			await player.reads(/Stopped at \d+ of \d+/);
			await player.drop(clip('Short', 440));
			await player.reads(READY);
			assert.match(await player.text(), /Stopped at \d+ of \d+/);
			assert.ok(await player.has('Continue Long'));
		}
	},
	{
		title: 'reloaded in the midst, it goes on by itself from where it was',
		async play(player, { home }) {
			await player.open(home);
			await player.drop(longSong('Long', 0.7));
			await player.reads(/Separating [2-9] of \d/);
			await player.reload();
			const [, done] = await player.reads(/Separating (\d+) of \d|Ready/);
			assert.ok(done === undefined || Number(done) >= 1, `it begins again with ${done}`);
			await player.reads(READY);
			await player.openSong('Long');
			await player.engine.press(' ');
			await player.hears();
		}
	},
	{
		title: 'the storage page tells what the browser says of storage, and works where it says nothing',
		async play(player, { home }) {
			await player.open(home);
			await player.drop(clip('Tone', 440));
			await player.reads(READY);
			const asks = await player.engine.evaluate<boolean>(`return 'storage' in navigator;`);
			await player.click('Storage');
			await player.reads(/Your browser (may clear it|has promised)/);
			await player.reads(/\bTone\b/);
			assert.equal((await player.text()).includes('The browser allows up to'), asks);
		}
	},
	{
		title: 'without a network it opens from a cold start, separates and plays',
		async play(player, server) {
			const { home } = server;
			await player.open(home);
			await player.drop(clip('First', 440));
			await player.reads(READY);
			await player.engine.goto('about:blank');
			await server.close();
			await player.open(home);
			await player.drop(fourStems('Second', 9));
			await player.reads(/Ready .*Ready/);
			await player.openSong('Second');
			await player.engine.press(' ');
			await player.hears();
			await assert.rejects(player.engine.evaluate(`await fetch('${home}models/tiny/manifest.json');`));
		}
	}
];
