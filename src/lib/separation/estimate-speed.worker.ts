import { createRealFft, type RealFft } from '../signal/fft';
import { MEASURED_SIZE } from './estimate';

/** Said twice: with 0 when this worker is ready to begin, and with what it has measured after it was told to. */
export interface SpeedMessage {
	/** Transforms a second. */
	readonly speed: number;
}

/** In milliseconds. First the browser compiles what it sees to be worth it, then time is taken. */
const WARM_UP = 100;
const MEASURED = 150;
/** Between two looks at the clock: less than a millisecond. */
const BATCH = 50;

/** Repeats the transform of nothing but zeros: its time depends on no values. Transforms a second. */
function measure(fft: RealFft, milliseconds: number): number {
	const began = performance.now();
	let done = 0;
	let passed = 0;
	for (; passed < milliseconds; passed = performance.now() - began) {
		for (let i = 0; i < BATCH; i++) fft.forward(0);
		done += BATCH;
	}
	return (1000 * done) / passed;
}

const say = (speed: number) => postMessage({ speed } satisfies SpeedMessage);

const fft = await createRealFft(MEASURED_SIZE, 1);
addEventListener(
	'message',
	() => {
		measure(fft, WARM_UP);
		say(measure(fft, MEASURED));
	},
	{ once: true }
);
say(0);
