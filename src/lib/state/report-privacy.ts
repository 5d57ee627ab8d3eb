/** A file of the site itself, whose name says what went wrong. */
const SITE_FILE = /\/([\w.-]+\.(?:json|bin|onnx|wasm|m?js|css|html))$/;

/** What tells who or what somebody is, wherever it stands: in this order, the widest first. */
const PERSONAL: readonly (readonly [RegExp, string | ((found: string) => string)])[] = [
	[/\b(?:blob|data|file|content|filesystem):[^\s"'<>“”)]+/gi, '[address]'],
	[/\b(?:https?|wss?|chrome-extension|moz-extension):\/\/[^\s"'<>“”)]+/gi, ownFile],
	[/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[e-mail]'],
	// A song is known by the hash of its file, which anyone who has that file can reckon.
	[/\b[0-9a-f]{32,}\b/gi, '[hash]'],
	[/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi, '[id]'],
	[/\b[a-z]:\\[^\s"'<>“”]+(?: [^\s"'<>“”\\]+\\[^\s"'<>“”]*)*/gi, '[path]'],
	[/(?<![\w\]<])\/(?:[^\s"'<>“”/]+\/)+[^\s"'<>“”]*/g, '[path]'],
	// A name that nobody has told of. Where it begins no one can say, so all that stands before it goes with it.
	[/\S.{0,200}(?<=\S)\.(?:mp3|m4a|aac|flac|og[ga]|opus|wav|mp4|m4v|webm|mov|zip)\b/gi, fileOf]
];

/** Shorter ones would be taken out of the middle of other words. */
const LEAST_NAME = 3;

/**
 * A text without what is nobody else's business: the names given, then addresses, paths, hashes of files, e-mail
 * addresses, and whatever looks like the name of a sound file. What the site's own files are called stays.
 *
 * @param names In any letter case; also without their extension.
 */
export function withoutNames(text: string, names: readonly string[]): string {
	const known = names
		.flatMap((name) => [name, name.replace(/\.[^.\s]{1,5}$/, ''), encodeURIComponent(name.toWellFormed())])
		.map((name) => name.trim())
		.filter((name) => name !== '')
		// The longest first: one that begins with another would leave its rest behind.
		.sort((one, other) => other.length - one.length);
	let left = text.normalize('NFC');
	for (const name of known) left = left.replace(patternOf(name.normalize('NFC')), '[name]');
	for (const [pattern, instead] of PERSONAL)
		left = typeof instead === 'string' ? left.replace(pattern, instead) : left.replace(pattern, instead);
	return left;
}

/** Short names count where they stand alone. */
function patternOf(name: string): RegExp {
	const literal = name.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
	return name.length >= LEAST_NAME
		? new RegExp(literal, 'giu')
		: new RegExp(`(?<![\\p{L}\\p{N}])${literal}(?![\\p{L}\\p{N}])`, 'giu');
}

function ownFile(address: string): string {
	const sentence = /[.,;:]*$/.exec(address)![0];
	const file = SITE_FILE.exec(address.slice(0, address.length - sentence.length).replace(/[?#].*$/, ''))?.[1];
	return (file === undefined ? '[address]' : `[address]/${file}`) + sentence;
}

function fileOf(found: string): string {
	return `[file]${/\.[^.]+$/.exec(found)?.[0].toLowerCase() ?? ''}`;
}
