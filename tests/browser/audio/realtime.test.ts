import { AudioContext } from 'standardized-audio-context';
import { expect, test } from 'vitest';
import { playbackContext } from '../../../src/lib/audio/context';
import { Mixer } from '../../../src/lib/audio/mixer';
import { FRESH_PRACTICE } from '../../../src/lib/audio/protocol';
import { frames } from '../../../src/lib/units/units';
import { layoutOf } from '../../tools/blocks';
import { Journal, never, songOf, TestFeeder } from './harness';

/** Blocks of a tenth of the real size: 2 s of playing cross three borders. */
const layout = layoutOf(10 * 44_100, 25_000);

async function mixerWith(journal: Journal): Promise<Mixer> {
	const made = await Mixer.create(journal);
	if (!made.ok) throw new Error(made.detail);
	return made.value;
}

const until = async (condition: () => boolean) => {
	while (!condition()) await new Promise((resolve) => setTimeout(resolve, 10));
};

/** On a machine that may be busy with something else just then. */
const IN_REAL_TIME = { retry: 2 };

test(
	'plays two seconds in real time without an underrun, its position running with the clock',
	IN_REAL_TIME,
	async () => {
		const journal = new Journal();
		const mixer = await mixerWith(journal);
		await mixer.open(never(), songOf(layout, TestFeeder.of(layout)));
		await mixer.play();
		const heard: number[] = [];
		await until(() => {
			heard.push(mixer.heardPosition());
			return (journal.states.at(-1)?.position ?? 0) >= 2 * 44_100;
		});
		mixer.pause();
		await until(() => !journal.last.playing);

		expect(journal.last.underruns).toBe(0);
		expect(journal.others).toEqual([]);
		expect(heard).toEqual(heard.toSorted((a, b) => a - b));
		// Far more positions than states: what is shown runs between them.
		expect(new Set(heard).size).toBeGreaterThan(50);
		expect(Math.abs(heard.at(-1)! - 2 * 44_100)).toBeLessThan(0.3 * 44_100);
		await mixer.dispose();
	}
);

test(
	'the speed changes while it plays, without an underrun or a jump of the position',
	IN_REAL_TIME,
	async () => {
		const journal = new Journal();
		const mixer = await mixerWith(journal);
		await mixer.open(never(), songOf(layout, TestFeeder.of(layout)));
		await mixer.play();
		await until(() => (journal.states.at(-1)?.position ?? 0) >= 10_000);
		for (const rate of [0.7, 0.5, 1, 1.4]) {
			mixer.practise({ ...FRESH_PRACTICE, rate });
			const from = journal.last.contextFrame;
			await until(() => journal.last.rate === rate);
			// A fifth of a second, and what it takes to make a stretcher.
			expect(journal.last.contextFrame - from).toBeLessThan(22_050);
			let before = mixer.heardPosition();
			await until(() => {
				const now = mixer.heardPosition();
				// What runs between two states may be corrected by a little, or by 5 ms where another voice took over.
				expect(now - before).toBeGreaterThan(-700);
				before = now;
				return journal.last.contextFrame - from > 35_000;
			});
		}
		expect(journal.last.underruns).toBe(0);
		expect(journal.others).toEqual([]);
		await mixer.dispose();
	}
);

test('a song that is sought while the context sleeps is there already', async () => {
	const journal = new Journal();
	const mixer = await mixerWith(journal);
	await mixer.open(never(), songOf(layout, TestFeeder.of(layout)));
	mixer.seek(frames(100_000));
	expect(mixer.heardPosition()).toBe(100_000);
	await until(() => journal.states.at(-1)?.position === 100_000);
	await mixer.dispose();
});

test('disposing closes the context, rejects what is pending, and may be repeated', async () => {
	const context = playbackContext();
	expect(context.sampleRate).toBe(44_100);
	const made = await Mixer.create(new Journal(), context);
	if (!made.ok) throw new Error(made.detail);
	const pending = made.value.open(never(), songOf(layout, new TestFeeder(() => null)));
	const rejected = expect(pending).rejects.toMatchObject({ name: 'AbortError' });
	await made.value.dispose();
	await made.value.dispose();
	await rejected;
	expect(context.state).toBe('closed');
	const late = songOf(layout, new TestFeeder(() => null));
	await expect(made.value.open(never(), late)).rejects.toMatchObject({ name: 'AbortError' });
});

test('a browser without audio worklets is told so, and the context is closed', async () => {
	const context = new AudioContext();
	const native = globalThis.AudioWorkletNode;
	try {
		Reflect.deleteProperty(globalThis, 'AudioWorkletNode');
		expect(await Mixer.create(new Journal(), context)).toMatchObject({ ok: false, reason: 'no-audio' });
	} finally {
		globalThis.AudioWorkletNode = native;
	}
	expect(context.state).toBe('closed');
});
