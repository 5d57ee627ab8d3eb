import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cents, SAMPLE_RATE } from '../../../src/lib/units/units';
import { centroid } from '../../tools/stretched';
import { drumsOf, Practised } from './practised';

const MS = SAMPLE_RATE / 1000;
/** Further apart than what a stretcher hears at once, and never in step with its blocks. */
const PLACES = Array.from({ length: 6 }, (_, i) => Math.round(400 * MS) * (i + 1) + ((i * 7919) % 1500));
const SONG = new Float32Array(PLACES.at(-1)! + 300 * MS);
for (const place of PLACES)
	for (let i = -30; i <= 30; i++) SONG[place + i] = 0.5 * Math.cos(i) * Math.cos((Math.PI * i) / 61) ** 2;

/** How far at most a click is heard from where the states say, in milliseconds. */
async function farthest(rate: number, transposed: number): Promise<number> {
	const practice = { rate, transposed: cents(transposed) };
	const practised = (await Practised.open(SONG.length, drumsOf(SONG), { practice })).play();
	practised.render(SONG.length / rate + 16_384);
	const states = practised.bench.posted.filter((message) => message.type === 'state');
	const offs = PLACES.map((place) => {
		const said = states.findLast((state) => state.rate > 0 && state.position < place)!;
		const at = said.contextFrame + (place - said.position) / said.rate;
		return Math.abs(centroid(practised.left, at - 90 * MS, at + 90 * MS) - at) / MS;
	});
	return Math.max(...offs);
}

test.each(
	[0.25, 0.5, 0.6, 1, 1.2, 1.5, 2].flatMap((rate) => [-1250, -600, 0, 1250].map((t) => [rate, t] as const))
)(
	'at %d × and %d cents what is heard and what is shown differ by less than 10 ms',
	async (rate, transposed) => expect(await farthest(rate, transposed)).toBeLessThan(10)
);

test('anywhere between as well', async () => {
	const percent = fc.integer({ min: 25, max: 200 });
	const transposed = fc.integer({ min: -1250, max: 1250 });
	await fc.assert(
		fc.asyncProperty(percent, transposed, async (speed, pitch) => {
			expect(await farthest(speed / 100, pitch)).toBeLessThan(10);
		}),
		{ numRuns: 15 }
	);
});
