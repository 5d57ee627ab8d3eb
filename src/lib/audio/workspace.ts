/** Two channels of a render quantum, summed in double precision and rounded once. */
export interface Bus {
	readonly left: Float64Array;
	readonly right: Float64Array;
}

/** Where a quantum is mixed: `bus` for what sounds, `under` for what fades away under it. */
export interface Workspace {
	readonly bus: Bus;
	readonly under: Bus;
	/** Where the start of a loop is mixed while its end still sounds. */
	readonly seam: Pick<Workspace, 'bus' | 'under'>;
	/** Where somebody looks ahead. */
	readonly probe: Pick<Workspace, 'bus' | 'under'>;
	/** What a voice gives while another one takes over from it. */
	readonly going: Bus;
}

const makeBus = (frames: number): Bus => ({
	left: new Float64Array(frames),
	right: new Float64Array(frames)
});

/** @param frames of one quantum */
export function makeWorkspace(frames: number): Workspace {
	const under = makeBus(frames);
	return {
		bus: makeBus(frames),
		under,
		seam: { bus: makeBus(frames), under },
		probe: { bus: makeBus(frames), under },
		going: makeBus(frames)
	};
}

/** Sets the first `count` frames to 0. */
export function clear(bus: Bus, count: number): void {
	bus.left.fill(0, 0, count);
	bus.right.fill(0, 0, count);
}

/** Copies the first `count` frames. */
export function copy(from: Bus, to: Bus, count: number): void {
	for (let i = 0; i < count; i++) {
		to.left[i] = from.left[i]!;
		to.right[i] = from.right[i]!;
	}
}
