import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Somebody else's work in what the site serves. */
export interface ThirdParty {
	readonly name: string;
	/** Null where it is built into another part that does not tell. */
	readonly version: string | null;
	/** Where its source can be had. */
	readonly source: string;
}

/** One licence, and all to whom it was given in the same words. */
export interface LicenceNotice {
	readonly parts: readonly ThirdParty[];
	/** Its SPDX identifier. */
	readonly licence: string;
	/** In full. */
	readonly text: string;
}

interface Package {
	readonly version: string;
	readonly license: string;
	readonly repository: string | { readonly url: string };
	readonly dependencies?: Readonly<Record<string, string>>;
}

/** Built in although they are tools: what the pages and the service worker run on. */
const TOOLS = [
	'svelte',
	'@sveltejs/kit',
	'clsx',
	'devalue',
	'esm-env',
	'workbox-core',
	'workbox-precaching',
	'workbox-routing',
	'workbox-strategies'
];

/** Needed by a package, but by no part of it that is built in: types, and ONNX Runtime's WebGL backend. */
const NOT_BUILT_IN = /^(@types\/.*|temporal-spec|flatbuffers|guid-typescript|long|platform|protobufjs)$/;

/** Packages without a licence's text in them, and where here it is. */
const TEXTS: Readonly<Record<string, string>> = {
	'onnxruntime-web': 'onnxruntime.txt',
	'onnxruntime-common': 'onnxruntime.txt',
	'signalsmith-stretch': 'signalsmith-stretch.txt'
};

/** What other people's packages have built in. */
const INSIDE: readonly (ThirdParty & { readonly licence: string; readonly file: string })[] = [
	{
		name: 'LAME (in @mediabunny/mp3-encoder)',
		version: '3.100',
		source: 'https://lame.sourceforge.io',
		licence: 'LGPL-2.0-or-later',
		file: 'lame.txt'
	},
	{
		name: 'libFLAC (in @mediabunny/flac-encoder)',
		version: null,
		source: 'https://github.com/xiph/flac',
		licence: 'BSD-3-Clause',
		file: 'flac.txt'
	}
];

/**
 * The notices of everything of others that is built into the site, read from the installed packages.
 *
 * @param root The project's folder.
 * @param texts The folder of the texts that packages lack.
 * @throws Error where a package has no licence's text and none is kept here: it must not be published like that.
 */
export function thirdPartyNotices(root: string, texts: string): readonly LicenceNotice[] {
	const textOf = (file: string) => readFileSync(join(texts, file), 'utf8').trim();
	const found = new Map<string, ThirdParty & { readonly licence: string; readonly text: string }>();
	const add = (name: string, from: string): void => {
		if (found.has(name) || NOT_BUILT_IN.test(name)) return;
		const folder = folderOf(name, from);
		const { version, license, repository, dependencies = {} } = packageIn(folder);
		const text = licenceIn(folder) ?? (TEXTS[name] === undefined ? null : textOf(TEXTS[name]));
		if (text === null) throw new Error(`${name} carries no licence: add its text to ${texts}`);
		found.set(name, { name, version, source: addressOf(repository), licence: license, text });
		// A tool's own dependencies are not built in, but for those in the list.
		if (!TOOLS.includes(name)) for (const needed of Object.keys(dependencies)) add(needed, folder);
	};
	for (const name of Object.keys(packageIn(root).dependencies ?? {})) add(name, root);
	for (const name of TOOLS) add(name, root);
	return grouped([
		...found.values(),
		...INSIDE.map(({ file, ...part }) => ({ ...part, text: textOf(file) }))
	]);
}

type Found = ThirdParty & { readonly licence: string; readonly text: string };

function grouped(all: readonly Found[]): readonly LicenceNotice[] {
	const byText = new Map<string, Found[]>();
	for (const part of all.toSorted((one, other) => one.name.localeCompare(other.name, 'en')))
		byText.set(part.text, [...(byText.get(part.text) ?? []), part]);
	return [...byText].map(([text, [first, ...more]]) => ({
		parts: [first!, ...more].map(({ name, version, source }) => ({ name, version, source })),
		licence: first!.licence,
		text
	}));
}

const packageIn = (folder: string): Package =>
	JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Package;

/** As Node finds it: in the nearest folder of modules upward. */
function folderOf(name: string, from: string): string {
	const folder = join(from, 'node_modules', name);
	if (existsSync(join(folder, 'package.json'))) return folder;
	if (dirname(from) === from) throw new Error(`${name} is not installed: run "npm ci" first.`);
	return folderOf(name, dirname(from));
}

function licenceIn(folder: string): string | null {
	const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.(md|txt))?$/i.test(name));
	return file === undefined ? null : readFileSync(join(folder, file), 'utf8').trim();
}

/** `git+https://….git`, `owner/name` and the like, as an address to open. */
function addressOf(repository: Package['repository']): string {
	const url = typeof repository === 'string' ? repository : repository.url;
	const address = url
		.replace(/^git\+/, '')
		.replace(/^git:/, 'https:')
		.replace(/^github:/, '')
		.replace(/\.git$/, '');
	return /^[\w.-]+\/[\w.-]+$/.test(address) ? `https://github.com/${address}` : address;
}
