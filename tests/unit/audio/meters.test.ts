import { expect, test } from 'vitest';
import { faderGain, freshMix, stereoGains, withStrip } from '../../../src/lib/music/mix';
import { perStem } from '../../../src/lib/music/stems';
import { decibels } from '../../../src/lib/units/units';
import type { SongCode } from '../../tools/blocks';
import { Practised } from './practised';

const FULL = 32767;
const LEVELS = [0.1, 0.2, 0.3, 0.15];
const song: SongCode = (stem, channel) => Math.round(FULL * LEVELS[stem]! * (channel === 0 ? 1 : -0.5));

test('nobody asks: nothing is measured', async () => {
	const practised = (await Practised.open(20_000, song)).play().render(4096);
	const states = practised.bench.posted.filter((message) => message.type === 'state');
	expect(states.every(({ levels }) => levels === null)).toBe(true);
});

test('peaks are those after fader and master, since the last state', async () => {
	const practised = await Practised.open(40_000, song);
	const mix = withStrip(
		withStrip({ ...freshMix(), master: decibels(-3) }, 'bass', { volume: decibels(-6) }),
		'vocals',
		{ muted: true }
	);
	const master = faderGain(mix.master);
	const stems = perStem((stem) => stereoGains(mix, stem));
	practised.bench.send({ type: 'gains', master, stems });
	practised.bench.send({ type: 'meters', on: true });
	practised.play().render(4096);
	const { levels } = practised.bench.state;
	const expected = [0.1, 0.2 * faderGain(decibels(-6)), 0.3, 0].map((level) => level * master);
	perStem((stem, index) => expect(levels!.stems[stem]).toBeCloseTo(expected[index]!, 4));
	expect(levels!.master).toBeCloseTo(
		expected.reduce((sum, level) => sum + level),
		4
	);

	practised.pause().render(2048);
	practised.seek(0);
	practised.seek(0);
	expect(practised.bench.state.levels).toMatchObject({ master: 0, stems: { drums: 0 } });
	practised.bench.send({ type: 'meters', on: false });
	practised.seek(0);
	expect(practised.bench.state.levels).toBeNull();
});
