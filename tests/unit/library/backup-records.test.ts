import { describe, expect, it } from 'vitest';
import {
	isAchievement,
	isBackupRecords,
	isMarker,
	isRoom,
	isSavedLoop,
	isSession,
	isSetting
} from '../../../src/lib/library/backup/records';
import type { Shape } from '../../../src/lib/library/backup/shape';
import { isSongEntry } from '../../../src/lib/library/backup/song-entry';
import { MARKS } from '../../../src/lib/music/achievement';
import { freshMemory } from '../../../src/lib/music/room-memory';
import { freshMix } from '../../../src/lib/music/mix';
import type { SongId } from '../../../src/lib/music/song';
import { sessionOf } from '../../tools/sessions';

const song = 'a'.repeat(64) as SongId;
const session = {
	...sessionOf(),
	muted: ['bass'],
	loops: [{ loop: 'x', name: 'Bridge', passes: 2, speed: 62 }]
};
const loop = {
	...{ song, id: 'x', name: 'Bridge', start: 0, end: 5000, colour: 5, passes: 2, changedAt: 1 },
	...{ trainer: { from: 60, to: 100, step: 5, passes: 2 }, speeds: { first: 60, best: 70 } }
};
const marker = { song, id: 'x', name: 'Solo', at: 700, changedAt: 1 };
const room = {
	...freshMemory(song),
	loop: { start: 0, end: 9000 },
	turn: { stem: 'bass', when: 'alternate' }
};
const entry = {
	...{ id: song, title: 'Song', artist: null, album: null, fileName: 'song.mp3', segmentFrames: 1300 },
	...{ layout: { frames: 3500, stride: 1000 }, model: { name: 'tiny', version: '1' }, level: null },
	...{ stopped: false, pinned: true, addedAt: 1, practisedAt: null, blocks: [0, 2], cover: null },
	source: { name: 'song.mp3', type: 'audio/mpeg', lastModified: 1, bytes: 500 }
};

/** A row that is one, and what would make it none. */
const cases: [string, Shape<unknown>, object, object[]][] = [
	[
		'a session',
		isSession,
		session,
		[
			{ id: '' },
			{ song: 'A'.repeat(64) },
			{ artist: undefined },
			{ startedAt: NaN },
			{ day: '2026-02-30' },
			{ day: '2026-2-3' },
			{ sounded: 0.5 },
			{ sounded: -1 },
			{ passes: '3' },
			{ loops: [{ ...session.loops[0], speed: 500 }] },
			{ loops: {} },
			{ muted: ['kazoo'] }
		]
	],
	[
		'an achievement',
		isAchievement,
		{ name: 'streak-7', awardedAt: 5 },
		[{ name: 'streak-8' }, { awardedAt: null }]
	],
	[
		'a loop',
		isSavedLoop,
		loop,
		[{ end: 0 }, { start: -1 }, { start: 0.5 }, { colour: 6 }, { speeds: { first: 60 } }, { trainer: {} }]
	],
	['a marker', isMarker, marker, [{ at: -1 }, { name: 7 }, { changedAt: '1' }]],
	[
		'a room',
		isRoom,
		room,
		[
			{ song: '' },
			{ changedAt: undefined },
			{ speed: 24 },
			{ mix: { ...freshMix(), stems: {} } },
			{ pitch: { semitones: 13, fine: 0 } },
			{ loop: { start: 5, end: 5 } },
			{ countIn: { beats: 99, everyPass: true, tempo: 100 } },
			{ turn: { stem: 'bass', when: 'sometimes' } }
		]
	],
	[
		'a setting',
		isSetting,
		{ name: 'minusMe', value: { stem: 'bass', quieter: null, on: true }, changedAt: 1 },
		[{ name: 'other' }, { name: 'toString' }, { value: undefined }, { name: 'midi' }, { changedAt: null }]
	],
	[
		'a song',
		isSongEntry,
		entry,
		[
			{ id: 'x' },
			{ layout: { frames: 0, stride: 1 } },
			{ layout: { frames: 2 ** 40, stride: 1 } },
			{ blocks: [2, 0] },
			{ blocks: [0, 0] },
			{ blocks: [4] },
			{ level: { mean: 0, std: 1 } },
			{ source: { ...entry.source, bytes: -1 } },
			{ cover: {} }
		]
	]
];

describe('what is read from a backup', () => {
	it.each(cases)('is known as %s, and refused where a field is none', (_, isRow, row, changes) => {
		expect(isRow(JSON.parse(JSON.stringify(row)))).toBe(true);
		for (const change of changes) expect(isRow({ ...row, ...change }), JSON.stringify(change)).toBe(false);
		for (const other of [null, undefined, [], 'row', 7, {}]) expect(isRow(other)).toBe(false);
	});

	it('may be a room of an older RiffRoom, and any achievement there is', () => {
		expect(isRoom({ song, changedAt: 0, position: 3 })).toBe(true);
		for (const [kind, marks] of Object.entries(MARKS))
			for (const mark of marks) expect(isAchievement({ name: `${kind}-${mark}`, awardedAt: 0 })).toBe(true);
	});

	it('may be a song that is whole, with its level', () => {
		expect(isSongEntry({ ...entry, blocks: [0, 1, 2, 3], level: { mean: 0, std: 1 } })).toBe(true);
	});

	it('is all of that or nothing', () => {
		const records = {
			sessions: [session],
			achievements: [],
			settings: [],
			loops: [],
			markers: [],
			rooms: [room]
		};
		expect(isBackupRecords(records)).toBe(true);
		expect(isBackupRecords({ ...records, loops: undefined })).toBe(false);
		expect(isBackupRecords({ ...records, markers: [marker, null] })).toBe(false);
	});
});
