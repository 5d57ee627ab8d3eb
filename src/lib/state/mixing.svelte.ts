import { freshMix, minus, sounds, withStrip, type Mix, type Strip } from '../music/mix';
import type { MinusMe } from '../music/player-settings';
import { STEMS, type StemName } from '../music/stems';
import type { Player } from './player.svelte';

/** What the owner of a mix is told of it. */
export interface MixingEvents {
	/** @param heard the mix as it is to sound */
	changed(heard: Mix): void;
	/** The player asks for stems apart: one was muted or soloed, or his own let in or out. */
	apart(): void;
}

/** How the stems of the song on the stand are mixed: by what the player has set, and without his own instrument. */
export class Mixing {
	/** As it was set; see {@link heard}. */
	mix = $state.raw<Mix>(freshMix());
	readonly #player: Player;
	readonly #events: MixingEvents;

	constructor(player: Player, events: MixingEvents) {
		this.#player = player;
		this.#events = events;
	}

	/** The mix that sounds. */
	readonly heard: Mix = $derived.by(() => this.without(this.mix));

	/** A mix without the player's own instrument. */
	without(mix: Mix): Mix {
		return minus(mix, this.#player.minusMe);
	}

	/** Whether a stem is heard: mutes, solos and the player's own instrument taken together. */
	sounds = (stem: StemName): boolean => sounds(this.heard, stem);

	/** The player's own instrument was chosen, or left out, or let in again. */
	minusMe(me: MinusMe): void {
		this.#player.minusMe = me;
		this.#set(this.mix);
		this.#events.apart();
	}

	setStrip(stem: StemName, change: Partial<Strip>): void {
		this.#set(withStrip(this.mix, stem, change));
	}

	toggleMute(stem: StemName): void {
		this.setStrip(stem, { muted: !this.mix.stems[stem].muted });
		this.#events.apart();
	}

	toggleSolo(stem: StemName): void {
		this.setStrip(stem, { soloed: !this.mix.stems[stem].soloed });
		this.#events.apart();
	}

	noSolo(): void {
		this.#set(STEMS.reduce((mix, stem) => withStrip(mix, stem, { soloed: false }), this.mix));
	}

	setMaster(master: Mix['master']): void {
		this.#set({ ...this.mix, master });
	}

	#set(mix: Mix): void {
		this.mix = mix;
		this.#events.changed(this.heard);
	}
}
