/**
 * What the mixer worklet costs in steady play, as a share of one core: `npx tsx tests/bench/mixer.bench.ts`. It is the
 * desk that the worklet runs, a quantum at a time, with its blocks in memory. The settings take turns, so that a slow
 * moment of the machine falls on all of them alike; of each, the middle round counts. What a quantum leaves to the garbage
 * collector is told with and without the states that are posted every eighth quantum. Then the dearest quantum while the
 * speed is changed again and again: the same is played several times over, and the fastest time of each quantum counts.
 * Fails where a share is too large.
 */
import { runnerImport } from 'vite';
import type * as desks from '../../src/lib/audio/desk';
import { FRESH_PRACTICE, type FromMixer, type PracticeSound } from '../../src/lib/audio/protocol';
import type { Block, BlockRequest } from '../../src/lib/music/block';
import { cents, frames } from '../../src/lib/units/units';
import { signalsmithModule } from '../../src/lib/audio/signalsmith-plugin';
import { layoutOf, makeBlock } from '../tools/blocks';

/** Not a plain import: only Vite knows the virtual module. */
const { MixingDesk } = (
	await runnerImport<typeof desks>('./src/lib/audio/desk.ts', {
		configFile: false,
		plugins: [signalsmithModule()],
		logLevel: 'error'
	})
).module;

const QUANTUM = 128;
const QUANTUM_MS = (QUANTUM / 44100) * 1000;
/** Enough that most of them run compiled, also on a busy machine. */
const ROUNDS = 31;
/** Three seconds. */
const QUANTA = 1034;
const ALONE = 0.05;
const STRETCHING = 0.15;

const layout = layoutOf(6 * 257_985, 257_985);
const blocks: Block[] = Array.from({ length: 6 }, (_, index) => makeBlock(layout, index));
const loop = { start: frames(30_000), end: frames(32_205) };

interface Setting {
	readonly practice?: Partial<PracticeSound>;
	readonly meters?: boolean;
	readonly most: number;
}
const settings: Record<string, Setting> = {
	'the mix': { most: ALONE },
	'with meters': { meters: true, most: ALONE },
	'in a loop of 50 ms': { practice: { loop }, most: ALONE },
	'your turn': { practice: { loop, turn: { stem: 'bass', when: 'alternate' } }, most: ALONE },
	'at 50 %': { practice: { rate: 0.5 }, most: STRETCHING },
	'at 70 %': { practice: { rate: 0.7 }, most: STRETCHING },
	'at 200 %': { practice: { rate: 2 }, most: STRETCHING },
	'at 200 %, an octave down': { practice: { rate: 2, transposed: cents(-1200) }, most: STRETCHING },
	'3 semitones up': { practice: { transposed: cents(300) }, most: STRETCHING },
	'at 70 %, 3 down, in a loop of 50 ms': {
		practice: { rate: 0.7, transposed: cents(-300), loop },
		most: STRETCHING
	}
};

const middle = (values: readonly number[]): number =>
	values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
const heap = (): number => process.memoryUsage().heapUsed;

/** A desk that plays, and what its quanta have cost so far. */
class Player {
	/** What the rounds took, in ms. */
	readonly rounds: number[] = [];
	/** What they left on the heap, in bytes a quantum. */
	readonly garbage: number[] = [];
	#states = 0;
	readonly #left = new Float32Array(QUANTUM);
	readonly #right = new Float32Array(QUANTUM);
	readonly #desk = new MixingDesk((message) => this.#hear(message));
	#frame = 0;
	#moves = false;

	constructor({ practice = {}, meters = false }: Setting) {
		const feeder = {
			onmessage: null as ((event: MessageEvent) => unknown) | null,
			postMessage: ({ index }: BlockRequest) =>
				queueMicrotask(() =>
					feeder.onmessage?.({ data: { type: 'block', block: blocks[index]! } } as MessageEvent)
				),
			close: () => {}
		};
		const song = { layout, position: frames(20_000), practice: { ...FRESH_PRACTICE, ...practice } };
		this.#desk.receive({ type: 'open', deck: 1, ...song, feeder: feeder as never }, 0);
		this.#desk.receive({ type: 'meters', on: meters }, 0);
	}

	/** Until it sounds, and the code is compiled. */
	async start(): Promise<void> {
		await Promise.resolve();
		this.#desk.receive({ type: 'play' }, 0);
		for (let after = 0; after < QUANTA; after += this.#moves ? 1 : 0) {
			if (!this.#moves) await new Promise((resolve) => setTimeout(resolve, 1));
			this.#render();
		}
	}

	/** A round from near the start of the song, so that it never ends. */
	async round(): Promise<void> {
		this.#desk.receive({ type: 'seek', position: frames(20_000) }, this.#frame);
		for (let quantum = 0; quantum < 100; quantum++) {
			this.#render();
			await Promise.resolve();
		}
		this.#states = 0;
		const held = heap();
		const began = performance.now();
		for (let quantum = 0; quantum < QUANTA; quantum++) this.#render();
		this.rounds.push(performance.now() - began);
		this.garbage.push((heap() - held) / QUANTA);
	}

	/** What the states of the last round left of that, in bytes a quantum. To press play while it plays posts one. */
	get garbageOfStates(): number {
		const perQuantum = this.#states / QUANTA;
		const parts = Array.from({ length: 20 }, () => {
			const held = heap();
			for (let i = 0; i < 500; i++) this.#desk.receive({ type: 'play' }, this.#frame);
			return (heap() - held) / 500;
		});
		return perQuantum * middle(parts);
	}

	/** The time of each quantum while the speed changes every half second, in ms. */
	async changing(rates: readonly number[]): Promise<number[]> {
		const times: number[] = [];
		await this.round();
		for (const rate of rates) {
			this.#desk.receive({ type: 'practice', practice: { ...FRESH_PRACTICE, rate } }, this.#frame);
			for (let quantum = 0; quantum < 172; quantum++) {
				const began = performance.now();
				this.#render();
				times.push(performance.now() - began);
				// Where a stretcher has to be made.
				if (quantum === 0) await new Promise((resolve) => setTimeout(resolve, 50));
			}
		}
		return times;
	}

	#render(): void {
		this.#left.fill(0);
		this.#right.fill(0);
		this.#desk.render(this.#left, this.#right, this.#frame);
		this.#frame += QUANTUM;
	}

	#hear(message: FromMixer): void {
		if (message.type !== 'state') return;
		this.#states++;
		this.#moves = message.rate > 0;
	}
}

const players = Object.entries(settings).map(([name, setting]) => ({
	name,
	setting,
	player: new Player(setting)
}));
for (const { player } of players) await player.start();
for (let round = 0; round < ROUNDS; round++) for (const { player } of players) await player.round();

const rows = players.map(({ name, setting, player }) => ({
	setting: name,
	share: middle(player.rounds) / (QUANTA * QUANTUM_MS),
	most: setting.most,
	garbage: middle(player.garbage),
	ofStates: player.garbageOfStates
}));
console.table(
	rows.map(({ setting, share, most, garbage, ofStates }) => ({
		setting,
		'share of a core (%)': Number((100 * share).toFixed(2)),
		'at most (%)': 100 * most,
		'garbage (bytes a quantum)': Math.round(garbage),
		'without the states': Math.round(garbage - ofStates)
	}))
);

const changing = new Player({ most: ALONE });
await changing.start();
const CHANGES = [0.7, 1, 0.5, 0.7, 0.5, 1, 2, 1];
await changing.changing(CHANGES);
const runs: number[][] = [];
for (let run = 0; run < 7; run++) runs.push(await changing.changing(CHANGES));
const fastest = runs[0]!.map((_, quantum) => Math.min(...runs.map((times) => times[quantum]!)));
console.log(
	`dearest quantum while the speed changes: ${Math.max(...fastest).toFixed(2)} ms of ${QUANTUM_MS.toFixed(2)}`
);

for (const { setting, share, most } of rows)
	if (!(share <= most)) throw new Error(`${setting}: ${(100 * share).toFixed(1)} % of a core`);
