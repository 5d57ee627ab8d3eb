import type { CommandId } from '$lib/music/commands';
import type { StemName } from '$lib/music/stems';
import type { Player } from '$lib/state/player.svelte';
import type { Room } from '$lib/state/room.svelte';
import { clock, level, spokenClock } from '$lib/ui/format';
import { loopTimes, percent, spokenPitch, trainingWords } from '$lib/ui/practice-words';
import { STEM_FACES } from '$lib/ui/stem-face';
import { toSeconds } from '$lib/units/units';

const CHOOSE = 'Choose your instrument first, under Practice, Minus me';

/** What is said after a command that was given without looking: where things stand now. Empty: it is heard anyway. */
export function wordsAfter(command: CommandId, room: Room, player: Player): string {
	const { practice } = room;
	switch (command) {
		case 'back-5':
		case 'on-5':
		case 'back-10':
		case 'on-10':
		case 'loop-restart':
		case 'marker-before':
		case 'marker-after':
			return room.sound.playing ? '' : spokenClock(toSeconds(room.sound.position));
		case 'loop-start':
		case 'loop-end':
		case 'loop-toggle':
		case 'loop-clear':
		case 'loop-start-earlier':
		case 'loop-start-later':
		case 'loop-end-earlier':
		case 'loop-end-later':
			return loopWords(room);
		case 'slower':
		case 'faster':
		case 'next-speed':
			return `Speed ${percent(practice.speed)}`;
		case 'key-down':
		case 'key-up':
			return `Key: ${spokenPitch(practice.pitch)}`;
		case 'no-solo':
			return 'No solo';
		case 'louder':
		case 'quieter':
			return `Volume ${level(room.mixing.mix.master)}`;
		case 'marker':
			return `Marker at ${clock(toSeconds(room.sound.position))}`;
		case 'tap':
			return `Tempo ${practice.countIn.tempo}`;
		case 'count-in':
			return practice.countIn.beats === 0 ? 'No count-in' : `Count-in of ${practice.countIn.beats}`;
		case 'trainer': {
			const { training, plan } = practice.trainer;
			if (practice.looping.loop === null) return 'Set a loop first, then train its speed';
			return training === null
				? 'Trainer stopped'
				: `${percent(training.speed)}. ${trainingWords(plan, training)}`;
		}
		case 'turn':
			if (practice.turn !== null)
				return `Your turn on every second pass: ${STEM_FACES[practice.turn.stem].label}`;
			return player.minusMe === null ? CHOOSE : 'No turns';
		case 'minus-me': {
			const me = player.minusMe;
			if (me === null) return CHOOSE;
			return me.on ? `Minus ${STEM_FACES[me.stem].label}` : `${STEM_FACES[me.stem].label} is back`;
		}
		default:
			return stripWords(command, room);
	}
}

function loopWords({ practice: { looping } }: Room): string {
	const { loop, from, on } = looping;
	if (loop !== null) return `Loop ${loopTimes(loop)} ${on ? 'on' : 'off'}`;
	if (from !== null) return `Loop from ${clock(toSeconds(from))}: now its other end`;
	return 'No loop';
}

function stripWords(command: CommandId, { mixing: { mix } }: Room): string {
	const [, verb, stem] = /^(solo|mute)-(.+)$/.exec(command) ?? [];
	if (stem === undefined) return '';
	const { muted, soloed } = mix.stems[stem as StemName];
	const { label } = STEM_FACES[stem as StemName];
	if (verb === 'mute') return muted ? `${label} muted` : `${label} not muted`;
	return soloed ? `${label} solo` : `${label} no solo`;
}
