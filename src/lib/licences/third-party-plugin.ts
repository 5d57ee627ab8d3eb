import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';
import { thirdPartyNotices } from './third-party';

const ID = 'virtual:third-party';
/** Rollup's sign for a module that is no file. */
const RESOLVED = `\0${ID}`;

/**
 * Makes `import { ours, notices } from 'virtual:third-party'` the project's own licence and those of what is
 * installed at the time of building. Throws where a package carries none.
 */
export const thirdParty = (): Plugin => ({
	name: 'riffroom:third-party',
	resolveId: (id) => (id === ID ? RESOLVED : null),
	load: (id) => (id === RESOLVED ? source() : null)
});

function source(): string {
	const ours = readFileSync('LICENSE', 'utf8').trim();
	const notices = thirdPartyNotices('.', 'src/lib/licences/texts');
	return `export const ours = ${JSON.stringify(ours)};\nexport const notices = ${JSON.stringify(notices)};\n`;
}
