import type { SongId } from '../music/song';
import { mark } from './marks';

/** Notes on the timeline how a song sounds: when it first does, and what came too late to be played in time. */
export class SoundNotes {
	#heard: SongId | null = null;
	#underruns = 0;

	/** @param underruns since the song was opened */
	take(song: SongId, sounds: boolean, underruns: number): void {
		if (sounds && this.#heard !== song) mark('sound', { song });
		if (sounds) this.#heard = song;
		if (underruns > this.#underruns) mark('underrun', { song });
		this.#underruns = underruns;
	}
}
