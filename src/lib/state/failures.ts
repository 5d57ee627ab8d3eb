import type { Outcome } from '../outcome/outcome';
import type { FailureWords } from '../separation/job';

const KEPT = 'Your other songs and their stems are untouched.';
const SO_FAR = 'Everything separated so far is kept.';
const NOTHING_CHANGED = 'Nothing on this device was changed.';
const FORMATS = 'RiffRoom reads mp3, m4a, flac, ogg, opus, wav, and the sound of mp4 and webm.';

/**
 * What a player reads of each failure, by the room it comes from and that room's reason. `name` is the file or
 * song it happened to, `detail` what the room told of it.
 */
const WORDS = {
	'file:too-large': (name: string) => ({
		happened: `${name} is larger than 500 MB.`,
		safe: KEPT,
		remedy: 'Save it as mp3, m4a or flac, or cut out the part you practise.'
	}),
	'file:too-long': (name: string) => ({
		happened: `${name} is longer than 30 minutes.`,
		safe: KEPT,
		remedy: 'Cut out the song you want to practise and drop that.'
	}),
	'file:empty': (name: string) => ({
		happened: `There is no sound in ${name}: the file is empty.`,
		safe: KEPT,
		remedy: 'Copy or download it again, then drop it again.'
	}),
	'file:unsupported': (name: string) => ({
		happened: `${name} holds no sound that RiffRoom knows.`,
		safe: KEPT,
		remedy: FORMATS
	}),
	'file:undecodable': (name: string) => ({
		happened: `${name} cannot be read: it is damaged, cut off, or not what its name says.`,
		safe: KEPT,
		remedy: `Copy or download it again. ${FORMATS}`
	}),
	'file:unreadable': (name: string) => ({
		happened: `The browser may no longer read ${name}: it was moved, changed or deleted.`,
		safe: KEPT,
		remedy: 'Drop the file again.'
	}),
	'model:network': () => ({
		happened: 'The separator could not be fetched: the connection broke off.',
		safe: 'What arrived is kept; the next try goes on from there.',
		remedy: 'Check the connection, then try again.'
	}),
	'model:missing': () => ({
		happened: 'The separator is not on this device yet, and the site that has it cannot be reached.',
		safe: 'Songs that were separated play all the same.',
		remedy: 'Connect once, so that it can be fetched. From then on no network is needed.'
	}),
	'model:damaged': () => ({
		happened: 'A part of the separator arrived damaged and was refused.',
		safe: 'What arrived whole is kept; the next try goes on from there.',
		remedy: 'Try again. If it happens again, the site needs to be published anew.'
	}),
	'model:manifest': () => ({
		happened: 'This site does not offer the separator in a form this version knows.',
		safe: KEPT,
		remedy: 'Reload the page. If that does not help, the site needs to be published anew.'
	}),
	'separation:session': () => ({
		happened: 'The separator could not be started on this device.',
		safe: SO_FAR,
		remedy: 'Close other tabs and try again, or try another browser.'
	}),
	'separation:memory': () => ({
		happened: 'This device ran out of memory while separating.',
		safe: SO_FAR,
		remedy: 'Close other tabs and apps, then continue.'
	}),
	'separation:device-lost': () => ({
		happened: 'The graphics processor went away while separating.',
		safe: SO_FAR,
		remedy: 'Continue: it goes on from where it stood.'
	}),
	'separation:not-finite': () => ({
		happened: 'The separator came to a result that is not sound, and it was thrown away.',
		safe: SO_FAR,
		remedy: 'Try again. If it happens again, this graphics processor miscalculates: try another browser.'
	}),
	'separation:crash': () => ({
		happened: 'Separation broke down.',
		safe: SO_FAR,
		remedy: 'Close other tabs and apps, then continue.'
	}),
	'original:missing': (name: string) => ({
		happened: `A part of ${name} is no longer on this device.`,
		safe: SO_FAR,
		remedy:
			'Try again: its file is read anew. If that does not help, delete the song and drop its file again.'
	}),
	'original:damaged': (name: string) => ({
		happened: `A part of ${name} is damaged on this device.`,
		safe: SO_FAR,
		remedy:
			'Try again: its file is read anew. If that does not help, delete the song and drop its file again.'
	}),
	'library:no-space': (name: string) => ({
		happened: `There is not enough free space on this device for ${name}.`,
		safe: `${SO_FAR} ${KEPT}`,
		remedy: 'Delete songs you no longer practise, then try again.'
	}),
	'library:no-room': (name: string, detail: string) => ({
		happened: `There is not enough free space on this device for ${name}. ${detail}`,
		safe: KEPT,
		remedy: 'Delete songs you no longer practise, then try again.'
	}),
	'library:other-model': (name: string) => ({
		happened: `${name} was begun with an earlier separator, and the present one cannot go on with it.`,
		safe: 'The stems that it has are kept, and play.',
		remedy: 'Separate it anew to have all of them.'
	}),
	'page:broken': () => ({
		happened: 'This page could not be shown: a part of it did not arrive, or broke down.',
		safe: 'Your songs, loops and records are kept.',
		remedy: 'Reload it. If that does not help, check the connection.'
	}),
	'library:gone': (name: string) => ({
		happened: `${name} was deleted in another tab.`,
		safe: KEPT,
		remedy: 'Drop it again to have it back.'
	}),
	'library:unavailable': () => ({
		happened: 'RiffRoom cannot reach its storage in this browser.',
		safe: 'What was kept before is untouched.',
		remedy: 'Reload the page. In a private window, or where this site may not store data, it cannot work.'
	}),
	'library:newer': () => ({
		happened: 'A newer RiffRoom has been opened on this device.',
		safe: KEPT,
		remedy: 'Reload this page to use the newer one.'
	}),
	'share:no-space': () => ({
		happened: 'What was shared with RiffRoom could not be kept: there is no room for it in this browser.',
		safe: KEPT,
		remedy: 'Delete songs you no longer practise, then share it again, or choose the file here.'
	}),
	'backup:not-a-backup': (name: string) => ({
		happened: `${name} is no backup of RiffRoom.`,
		safe: NOTHING_CHANGED,
		remedy: 'Choose the file that RiffRoom has saved. Its name begins with “RiffRoom backup”.'
	}),
	'backup:newer': (name: string) => ({
		happened: `${name} was made by a newer RiffRoom.`,
		safe: NOTHING_CHANGED,
		remedy: 'Reload the page to use the newest RiffRoom, then choose it again.'
	}),
	'backup:damaged': (name: string) => ({
		happened: `${name} is damaged: it is not what was saved any more, or was cut off.`,
		safe: NOTHING_CHANGED,
		remedy: 'Copy it again from where you keep it, or choose an older backup.'
	}),
	'backup:unreadable': (name: string) => ({
		happened: `The browser may no longer read ${name}: it was moved, changed or deleted.`,
		safe: NOTHING_CHANGED,
		remedy: 'Choose the file again.'
	}),
	'backup:lost': (name: string) => ({
		happened: `The browser may no longer read ${name}: it was moved, changed or deleted.`,
		safe: 'What was restored before that is whole and stays.',
		remedy: 'Choose the file again, and restore it once more.'
	}),
	'backup:cannot-write': () => ({
		happened: 'The backup could not be written to its end.',
		safe: 'Your songs and practice records are untouched.',
		remedy: 'Make room where it is saved, or choose another place, then try again.'
	}),
	'backup:no-space': (name: string) => ({
		happened: `There is not enough free space on this device for all that is in ${name}.`,
		safe: 'What was restored before that is whole and stays.',
		remedy: 'Remove songs you no longer practise, then restore it again.'
	}),
	'backup:unavailable': () => ({
		happened: 'RiffRoom cannot reach its storage in this browser.',
		safe: 'What was kept before is untouched.',
		remedy: 'Reload the page, then try again.'
	}),
	'export:missing': (name: string) => ({
		happened: `${name} is not separated to its end yet.`,
		safe: KEPT,
		remedy: 'Continue its separation in the library first.'
	}),
	'export:damaged': (name: string) => ({
		happened: `A part of ${name} is damaged on this device and cannot be saved.`,
		safe: `No file was left half written. ${KEPT}`,
		remedy: 'Delete the song and drop its file again.'
	}),
	'export:unstretchable': (name: string) => ({
		happened: `This browser cannot save ${name} at another speed or pitch: it refuses WebAssembly, or has no memory left for it.`,
		safe: 'Nothing was written.',
		remedy: 'Close other tabs and reload the page, or save it at 100 % and in its own key.'
	}),
	'export:too-long': (name: string) => ({
		happened: `${name} is longer than a WAV file of this kind can be: it ends at 4 GB.`,
		safe: 'Nothing was written.',
		remedy: 'Save it as FLAC, or with fewer bits.'
	}),
	'export:unwritable': (name: string) => ({
		happened: `${name} could not be written to its end.`,
		safe: 'No file was left half written. Your songs are untouched.',
		remedy: 'Make room where it is saved, or choose another place, then try again.'
	}),
	'room:damaged': (name: string) => ({
		happened: `A part of ${name} is damaged on this device and cannot be played.`,
		safe: KEPT,
		remedy: 'Delete the song and drop its file again.'
	}),
	'room:missing': (name: string) => ({
		happened: `${name} is not separated to its end yet.`,
		safe: KEPT,
		remedy: 'Continue its separation in the library first.'
	}),
	'room:unstretchable': (name: string) => ({
		happened: `This browser cannot play ${name} at another speed or pitch: it refuses WebAssembly, or has no memory left for it.`,
		safe: 'The song goes on at 100 % and at its own pitch. Your loops are kept.',
		remedy: 'Close other tabs and reload the page, or use a current Chrome, Edge, Firefox or Safari.'
	}),
	'room:broken': () => ({
		happened: 'Playing broke down in this tab.',
		safe: KEPT,
		remedy: 'Reload the page and open the song again.'
	}),
	'room:no-audio': () => ({
		happened: 'This browser cannot play from an audio worklet, which RiffRoom needs.',
		safe: KEPT,
		remedy: 'Use a current Chrome, Edge, Firefox or Safari.'
	})
} satisfies Record<string, (name: string, detail: string) => FailureWords>;

export type FailureKey = keyof typeof WORDS;

export const wordsFor = (key: FailureKey, name: string, detail = ''): FailureWords => ({
	...WORDS[key](name, detail),
	cause: { key, detail, names: [name] }
});

type ReasonOf<Key extends string, Room extends string> = Key extends `${Room}:${infer Reason}`
	? Reason
	: never;

/** A failed outcome of a room, as a key into the words. */
export const keyed = <Room extends string>(
	room: Room,
	failed: Extract<Outcome<never, ReasonOf<FailureKey, Room>>, { ok: false }>
) => ({ ok: false, reason: `${room}:${failed.reason}` as FailureKey, detail: failed.detail }) as const;
