import type { ManifestOptions } from 'vite-plugin-pwa';
import { SHARE_ACTION, SHARED_FILES } from './share';

/** What opens here from a file manager or another app's share menu, by type and by name: what the library accepts. */
export const SONG_FILES: Readonly<Record<string, string[]>> = {
	'audio/mpeg': ['.mp3'],
	'audio/mp4': ['.m4a'],
	'audio/aac': ['.aac'],
	'audio/flac': ['.flac'],
	'audio/ogg': ['.ogg', '.oga', '.opus'],
	'audio/wav': ['.wav'],
	'audio/webm': ['.webm'],
	'video/mp4': ['.mp4', '.m4v'],
	'video/quicktime': ['.mov']
};

/** Some systems name a type in their own way. */
const OTHER_NAMES = [
	'audio/*',
	'audio/x-m4a',
	'audio/x-flac',
	'audio/x-wav',
	'application/ogg',
	'video/webm'
];

/** Pictures of the app in static/screenshots, for the browser's install dialogue; made by a script, CSS pixels × 1. */
export const SCREENSHOTS = [
	{
		file: 'room-wide.png',
		width: 1280,
		height: 800,
		wide: true,
		label: 'A song in the room: four instruments, a loop, the speed'
	},
	{ file: 'library-wide.png', width: 1280, height: 800, wide: true, label: 'The library of songs' },
	{ file: 'room-narrow.png', width: 412, height: 915, wide: false, label: 'The room on a phone' },
	{
		file: 'progress-narrow.png',
		width: 412,
		height: 915,
		wide: false,
		label: 'Days of practice and what was reached'
	}
] as const;

/** The ground that icons, splash screen and title bar stand on: that of the dark theme. */
const GROUND = '#121316';

/**
 * The install manifest of an app at `base`, a path that begins and ends with a slash.
 *
 * @param screenshots Those of {@link SCREENSHOTS} that are there; browsers complain of missing ones.
 */
export function appManifest(
	base: string,
	screenshots: readonly (typeof SCREENSHOTS)[number][]
): Partial<ManifestOptions> {
	const icon = (src: string, sizes: string, type: string, purpose: 'any' | 'maskable') => ({
		src: base + src,
		sizes,
		type,
		purpose
	});
	const shortcut = (name: string, description: string, path: string) => ({
		name,
		description,
		url: base + path,
		icons: [{ src: `${base}icons/any-192.png`, sizes: '192x192', type: 'image/png' }]
	});
	return {
		// Without it an app that moves its start page would be another app.
		id: base,
		name: 'RiffRoom',
		short_name: 'RiffRoom',
		description: 'A music practice room: drop in a song, isolate any instrument, play along.',
		lang: 'en',
		dir: 'ltr',
		categories: ['music', 'education'],
		display: 'standalone',
		start_url: base,
		scope: base,
		background_color: GROUND,
		theme_color: GROUND,
		icons: [
			icon('icon.svg', 'any', 'image/svg+xml', 'any'),
			icon('icons/any-192.png', '192x192', 'image/png', 'any'),
			icon('icons/any-512.png', '512x512', 'image/png', 'any'),
			icon('icons/maskable-192.png', '192x192', 'image/png', 'maskable'),
			icon('icons/maskable-512.png', '512x512', 'image/png', 'maskable')
		],
		screenshots: screenshots.map(({ file, width, height, wide, label }) => ({
			src: `${base}screenshots/${file}`,
			sizes: `${width}x${height}`,
			type: 'image/png',
			form_factor: wide ? 'wide' : 'narrow',
			label
		})),
		shortcuts: [
			shortcut('Library', 'Your songs', ''),
			shortcut('Progress', 'Days of practice and what was reached', 'progress/')
		],
		share_target: {
			action: base + SHARE_ACTION,
			method: 'POST',
			enctype: 'multipart/form-data',
			params: {
				files: [{ name: SHARED_FILES, accept: [...OTHER_NAMES, ...Object.keys(SONG_FILES), ...endings()] }]
			}
		},
		file_handlers: [{ action: base, accept: { ...SONG_FILES } }]
	};
}

const endings = (): string[] => Object.values(SONG_FILES).flat();
