import type { DBSchema } from 'idb';
import type { Achievement, AchievementName } from '../music/achievement';
import type { Block, BlockPeaks, EndSide, OriginalBlock } from '../music/block';
import type { Marker, MarkerId } from '../music/marker';
import type { KeptSetting, PlayerSettings } from '../music/player-settings';
import type { DayRecord, SongRecord, Totals } from '../music/practice-record';
import type { RoomMemory } from '../music/room-memory';
import type { LoopId, SavedLoop } from '../music/saved-loop';
import type { PracticeDay, Session, SessionId } from '../music/session';
import type { Song, SongId } from '../music/song';
import type { KeptFile } from './kept-file';

/** Everything RiffRoom keeps, store by store. Keys of a song's parts begin with its id. */
export interface RiffRoomSchema extends DBSchema {
	songs: { key: SongId; value: Song };
	/** The file the song came from, so that separation can go on after a reload. */
	sources: { key: SongId; value: { readonly file: KeptFile; readonly name: string } };
	blocks: { key: [song: SongId, index: number]; value: Block };
	/** Apart from the blocks: the waveform of a whole song is read at once, its audio never. */
	peaks: { key: [song: SongId, index: number]; value: BlockPeaks };
	/** The sound before separation, until the song is complete. */
	originals: { key: [song: SongId, index: number]; value: OriginalBlock };
	/** The ends of separated segments that wait for a neighbour (see `OpenEnds`), until the song is complete. */
	ends: { key: [song: SongId, segment: number, side: EndSide]; value: Float32Array<ArrayBuffer> };
	/** These three are the player's own work and outlast their song (see `deleteSong`). */
	rooms: { key: SongId; value: RoomMemory };
	loops: { key: [song: SongId, id: LoopId]; value: SavedLoop };
	markers: { key: [song: SongId, id: MarkerId]; value: Marker };
	/** For all songs, each under its own name. */
	settings: { key: keyof PlayerSettings; value: KeptSetting };
	/** What was practised, and what that comes to: see `music/practice-record.ts`. Outlasts every song. */
	sessions: { key: SessionId; value: Session };
	days: { key: PracticeDay; value: DayRecord };
	practised: { key: SongId; value: SongRecord };
	totals: { key: 'all'; value: Totals };
	achievements: { key: AchievementName; value: Achievement };
}

export const DATABASE_NAME = 'riffroom';
