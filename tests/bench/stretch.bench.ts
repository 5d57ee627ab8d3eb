/**
 * What stretching costs per render quantum, and what it leaves to the garbage collector:
 * `npx tsx tests/bench/stretch.bench.ts`. Every quantum is rendered five times over and its fastest time counts, so that
 * what else the machine does is left out. Reading the song is not in it: the signal is there as it is.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { runnerImport } from 'vite';
import { signalsmithModule } from '../../src/lib/audio/signalsmith-plugin';
import { frames } from '../../src/lib/units/units';
import { noise } from '../tools/signals';
import type * as stretched from '../tools/stretched';

/** Not a plain import: only Vite knows the virtual module. */
const { Stretched, BLOCKS, QUANTUM } = (
	await runnerImport<typeof stretched>('./tests/tools/stretched.ts', {
		configFile: false,
		plugins: [signalsmithModule()],
		logLevel: 'error'
	})
).module;

const QUANTUM_MS = (QUANTUM / 44100) * 1000;
const QUANTA = 1500;
const REPEATS = 5;
const signal = noise(20);

/** The fastest time of each step of a sequence that is run again and again, in ms. */
function fastest(count: number, restart: () => void, step: (index: number) => void): number[] {
	const times = new Array<number>(count).fill(Infinity);
	for (let repeat = 0; repeat < REPEATS; repeat++) {
		restart();
		for (let index = 0; index < count; index++) {
			const began = performance.now();
			step(index);
			times[index] = Math.min(times[index]!, performance.now() - began);
		}
	}
	return times;
}

const microseconds = (ms: number): number => Math.round(1000 * ms);
const mean = (times: readonly number[]): number => times.reduce((sum, time) => sum + time) / times.length;

const rows: Record<string, unknown>[] = [];
for (const [name, block] of BLOCKS)
	for (const [rate, transposed] of [
		[0.25],
		[0.5],
		[0.62],
		[1, 300],
		[0.7, 300],
		[1.5],
		[2],
		[2, 1200],
		[2, -1200]
	] as const) {
		const bench = await Stretched.play(signal, { block, rate, transposed });
		const { voice } = bench;
		const quanta = fastest(
			QUANTA,
			() => void bench.start(1000),
			() => bench.skip(QUANTUM)
		);
		const priming = fastest(
			voice.primeQuanta,
			() => voice.start(20000, 0),
			() => void bench.prime()
		);
		rows.push({
			block: name,
			rate,
			cents: transposed ?? 0,
			'mean (µs)': microseconds(mean(quanta)),
			'worst (µs)': microseconds(Math.max(...quanta)),
			'of one core (%)': Number(((100 * mean(quanta)) / QUANTUM_MS).toFixed(1)),
			'priming: quanta': voice.primeQuanta,
			'worst of them (µs)': microseconds(Math.max(...priming))
		});
	}
console.table(rows);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const bench = await Stretched.play(signal, {
	rate: 0.4,
	transposed: 50,
	loop: { start: frames(0), end: frames(signal.length) }
});
bench.skip(20_000 * QUANTUM);
collect();
const before = process.memoryUsage().heapUsed;
const garbage: number[] = [];
for (let part = 0; part < 100; part++) {
	const began = process.memoryUsage().heapUsed;
	bench.skip(1000 * QUANTUM);
	garbage.push((process.memoryUsage().heapUsed - began) / 1000);
}
collect();
garbage.sort((a, b) => a - b);
console.log(`after 100,000 quanta the heap is ${process.memoryUsage().heapUsed - before} bytes larger`);
console.log(`garbage per quantum, of 100 times 1000: median ${garbage[50]} bytes, most ${garbage[99]}`);
