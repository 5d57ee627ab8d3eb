import { describe, expect, it } from 'vitest';
import { reportOf, type ReportFacts } from '../../../src/lib/state/report';
import { withoutNames } from '../../../src/lib/state/report-privacy';

const facts: ReportFacts = {
	version: '0.1.0',
	browser: {
		userAgent: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0',
		cores: 8,
		memory: 8 * 2 ** 30,
		isolated: true,
		online: false,
		installed: true,
		served: true
	},
	model: 'htdemucs',
	wish: { provider: 'auto', threads: 0 },
	choice: { provider: 'wasm', precision: 'fp32', threads: 8, because: 'Because.' },
	storage: { used: 1.25e9, allowed: 10e9, persisted: false },
	cause: {
		key: 'file:unreadable',
		detail: 'My Secret Song (demo).mp3 can no longer be read',
		names: ['My Secret Song (demo).mp3', 'My Secret Song', 'A. Singer']
	}
};

describe('the report', () => {
	it('tells what is needed to help, a fact a line', () => {
		expect(reportOf(facts).split('\n')).toEqual([
			'RiffRoom: 0.1.0',
			'Failure: file:unreadable',
			'Detail: [name] can no longer be read',
			'Browser: Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0',
			'Cores: 8',
			'Memory: 8.6 GB',
			'Cross-origin isolated: yes',
			'Online: no',
			'Installed: yes',
			'Service worker: yes',
			'Model: htdemucs',
			'Asked for: auto, as many threads as useful',
			'Separates with: wasm, fp32, 8 threads',
			'Storage used: 1.3 GB',
			'Storage allowed: 10.0 GB',
			'Storage is kept: no'
		]);
	});

	it('is whole where the app could not be opened', () => {
		const report = reportOf({ ...facts, model: null, wish: null, choice: null, storage: null, cause: null });
		expect(report).toContain('Failure: not known');
		expect(report).toContain('Separates with: not known');
		expect(report.split('\n')).toHaveLength(16);
	});
});

describe('what is taken out', () => {
	const hash = 'da9e5101ee0804d04933974b59d8aae9c862e80e14f2f24e7c74cae76bdbe748';
	for (const [what, text, left] of [
		['a song’s hash', `no source of ${hash}`, 'no source of [hash]'],
		['an id', 'session 3b241101-e2bb-4255-8caf-4136c566a962 ended', 'session [id] ended'],
		['a blob', 'blob:https://x.example/12-34 failed', '[address] failed'],
		[
			'an address, but not the site’s own file',
			'https://nas.local/me/models/htdemucs/manifest.json: 404',
			'[address]/manifest.json: 404'
		],
		['an address with a query', 'https://x.example/room/?song=abc is gone', '[address] is gone'],
		['a path', 'ENOENT /home/martin/Music/x.mp3', 'ENOENT [path]'],
		['a path with blanks', 'No /home/m/My Music/Tom-Tom.MP3 here', '[file].mp3 here'],
		['a path of Windows', String.raw`C:\Users\Martin Alt\Music\x.mp3 gone`, '[path] gone'],
		['an e-mail address', 'tagged by martin.r@post.example', 'tagged by [e-mail]'],
		[
			'the name of a file nobody has told of',
			'Lost: Don’t, Our Best (live) Song.mp3 has gone',
			'[file].mp3 has gone'
		],
		['nothing else', 'TypeError: Failed to fetch', 'TypeError: Failed to fetch'],
		['nor numbers', '96.0 MB are needed, 12.5 MB are free.', '96.0 MB are needed, 12.5 MB are free.'],
		['nor what a file says it is', 'a .mp3 file (audio/mpeg)', 'a .mp3 file (audio/mpeg)']
	] as const)
		it(what, () => expect(withoutNames(text, [])).toBe(left));

	it('are names, in any case and form, the longest first, short ones where they stand alone', () => {
		expect(withoutNames('Café live is CAFÉ', ['Cafe\u0301', 'Café live.mp3'])).toBe('[name] is [name]');
		expect(withoutNames('If I fail, if it stays', ['if'])).toBe('[name] I fail, [name] it stays');
		expect(withoutNames('difficult', ['if'])).toBe('difficult');
		expect(withoutNames('a+b (live).wav', ['a+b (live).wav'])).toBe('[name]');
		expect(withoutNames('Tom-Tom/x? {2}', ['Tom-Tom', 'x? {2}'])).toBe('[name]/[name]');
		expect(withoutNames('bad \ud800 name', ['\ud800'])).toBe('bad [name] name');
		expect(withoutNames('nothing', ['', '  '])).toBe('nothing');
	});
});
