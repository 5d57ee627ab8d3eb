import type { CommandId } from '$lib/music/commands';
import { MOST_BEATS } from '$lib/music/count-in';
import type { LoopSide } from '$lib/music/loop';
import { LOUDEST, SILENT } from '$lib/music/mix';
import type { StemName } from '$lib/music/stems';
import { COMMON_SPEEDS, faster, nextOf, pitch, slower } from '$lib/music/tuning';
import type { Player } from '$lib/state/player.svelte';
import type { Room } from '$lib/state/room.svelte';
import { decibels, seconds, toFrames } from '$lib/units/units';

/** What a command does that concerns the screen alone. */
export interface Screen {
	zoom(by: number): void;
	whole(): void;
	help(): void;
	export(): void;
	close(): void;
}

const NUDGE = seconds(0.01);
const USUAL_BEATS = MOST_BEATS / 2;

/** What each command does, whether a key, a pedal, MIDI or a headphone asks for it. */
export function commandRunner(room: Room, player: Player, screen: Screen): (command: CommandId) => void {
	const { practice } = room;
	const { looping, markers, trainer } = practice;
	const louderBy = (step: number) =>
		room.mixing.setMaster(decibels(Math.min(LOUDEST, Math.max(SILENT, room.mixing.mix.master + step))));
	const nudge = (side: LoopSide, way: 1 | -1) => looping.nudge(side, toFrames(seconds(way * NUDGE)));
	const higherBy = (step: number) =>
		practice.setPitch(pitch(practice.pitch.semitones + step, practice.pitch.fine));

	const run: Record<Exclude<CommandId, `${'solo' | 'mute'}-${StemName}`>, () => void> = {
		'play-pause': () => void room.togglePlay(),
		'back-5': () => room.seekBy(seconds(-5)),
		'on-5': () => room.seekBy(seconds(5)),
		'back-10': () => room.seekBy(seconds(-10)),
		'on-10': () => room.seekBy(seconds(10)),
		'loop-start': () => looping.setSide('start'),
		'loop-end': () => looping.setSide('end'),
		'loop-clear': () => looping.clear(),
		'loop-toggle': () => looping.toggle(),
		'loop-start-earlier': () => nudge('start', -1),
		'loop-start-later': () => nudge('start', 1),
		'loop-end-earlier': () => nudge('end', -1),
		'loop-end-later': () => nudge('end', 1),
		'loop-restart': () => looping.restart(),
		slower: () => practice.setSpeed(slower(practice.speed)),
		faster: () => practice.setSpeed(faster(practice.speed)),
		'next-speed': () => practice.setSpeed(nextOf(COMMON_SPEEDS, practice.speed)),
		'key-down': () => higherBy(-1),
		'key-up': () => higherBy(1),
		'no-solo': () => room.mixing.noSolo(),
		louder: () => louderBy(1),
		quieter: () => louderBy(-1),
		marker: () => markers.add(),
		'marker-before': () => markers.goBack(),
		'marker-after': () => markers.goOn(),
		tap: () => practice.tap(),
		'count-in': () => {
			const { countIn } = practice;
			practice.setCountIn({ ...countIn, beats: countIn.beats === 0 ? USUAL_BEATS : 0 });
		},
		trainer: () => (trainer.training === null ? practice.startTrainer(trainer.plan) : trainer.stop()),
		turn: () => {
			const stem = player.minusMe?.stem ?? null;
			if (practice.turn !== null) practice.setTurn(null);
			else if (stem !== null) practice.setTurn({ stem, when: 'alternate' });
		},
		'minus-me': () => {
			const me = player.minusMe;
			if (me !== null) room.mixing.minusMe({ ...me, on: !me.on });
		},
		'zoom-in': () => screen.zoom(0.5),
		'zoom-out': () => screen.zoom(2),
		'zoom-all': () => screen.whole(),
		export: () => screen.export(),
		help: () => screen.help(),
		close: () => screen.close()
	};
	return (command) => {
		if (command in run) return run[command as keyof typeof run]();
		const [verb, stem] = command.split('-') as ['solo' | 'mute', StemName];
		if (verb === 'solo') room.mixing.toggleSolo(stem);
		else room.mixing.toggleMute(stem);
	};
}
