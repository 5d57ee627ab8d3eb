import { ESLint } from 'eslint';
import { beforeAll, describe, expect, it } from 'vitest';
import tseslint from 'typescript-eslint';

/** The house's own rules, on snippets under paths that need not exist: so without the rules that ask for types. */
let eslint: ESLint;

/** Which rules complain, each once. */
const ruleIds = async (path: string, code: string): Promise<(string | null)[]> => {
	const [result] = await eslint.lintText(code, { filePath: path });
	return [...new Set(result!.messages.map(({ ruleId }) => ruleId))];
};

const importing = (path: string, from: string) => ruleIds(path, `import thing from '${from}';\nthing();\n`);

beforeAll(() => {
	eslint = new ESLint({
		overrideConfig: [
			{ ...tseslint.configs.disableTypeChecked, files: ['**/*.ts', '**/*.svelte'] },
			{ files: ['**/*.ts', '**/*.svelte'], languageOptions: { parserOptions: { projectService: false } } }
		]
	});
});

describe('imports go downward only', () => {
	it.each([
		['src/lib/units/units.ts', '../music/song'],
		['src/lib/outcome/outcome.ts', '../state/marks'],
		['src/lib/music/song.ts', '../audio/protocol'],
		['src/lib/signal/stft.ts', '../separation/plan'],
		['src/lib/practice/day.ts', '$lib/library/schema'],
		['src/lib/practice/trainer.ts', '../signal/spectrum'],
		['src/lib/practice/trainer.ts', '../state/room.svelte'],
		['src/lib/music/loop.ts', '../practice/trainer'],
		['src/lib/music/loop.ts', '../signal/peaks'],
		['src/lib/signal/peaks.ts', '../practice/tap'],
		['src/lib/separation/separator.ts', '../library/schema'],
		['src/lib/separation/separator.worker.ts', '../model/manifest'],
		['src/lib/separation/separator.ts', '../library'],
		['src/lib/audio/mixer.ts', '../separation/protocol'],
		['src/lib/audio/stretch/stretch.ts', '../../library/schema'],
		['src/lib/audio/mixer.ts', '../separation/separator.worker?worker'],
		['src/lib/audio/mixer.worklet.ts', '$lib/library/schema'],
		['src/lib/library/songs.ts', '../state/library.svelte'],
		['src/lib/model/shards.ts', '../ui/Button.svelte'],
		['src/lib/model/shards.ts', '../../routes/page'],
		['src/lib/offline/worker.ts', '../library/schema'],
		['src/lib/state/room.svelte.ts', '../ui/Lane.svelte'],
		['src/lib/state/room.svelte.ts', '../../routes/room'],
		['src/lib/ui/lane.ts', '../../routes/room'],
		['src/lib/signal/stft.ts', '../../../tests/tools/measure'],
		['src/lib/model/shards.ts', '../../../models/tiny'],
		['src/routes/page.ts', '../../models/tiny']
	])('%s must not import %s', async (path, from) => {
		expect(await importing(path, from)).toEqual(['no-restricted-imports']);
	});

	it.each([
		['src/lib/outcome/outcome.ts', '../units/units'],
		['src/lib/music/song.ts', '../units/units'],
		['src/lib/practice/day.ts', '../music/song'],
		['src/lib/practice/tap.ts', '../units/units'],
		['src/lib/practice/trainer.ts', './tap'],
		['src/lib/signal/peaks.ts', '../music/block'],
		['src/lib/separation/separator.worker.ts', '../signal/stft'],
		['src/lib/separation/separator.worker.ts', './protocol'],
		['src/lib/separation/separator.worker.ts', 'onnxruntime-web/webgpu'],
		['src/lib/separation/model/session.ts', '../protocol'],
		['src/lib/separation/separator.ts', './model/session'],
		['src/lib/audio/stretch/stretch.ts', '../protocol'],
		['src/lib/audio/mixer.ts', './mixer.worklet.ts?worker&url'],
		['src/lib/library/schema.ts', 'idb'],
		['src/lib/model/shards.ts', './manifest'],
		['src/lib/state/room.svelte.ts', '../audio/mixer'],
		['src/lib/state/room.svelte.ts', '$app/navigation'],
		['src/lib/ui/lane.ts', '../state/room.svelte'],
		['src/lib/ui/lane.ts', 'svelte'],
		['src/routes/page.ts', '$lib/ui/Lane.svelte'],
		['src/routes/page.ts', '../lib/model/manifest'],
		['models/build.ts', '../src/lib/model/manifest'],
		['tests/unit/plan.test.ts', '../../src/lib/separation/plan']
	])('%s may import %s', async (path, from) => {
		expect(await importing(path, from)).toEqual([]);
	});

	it('with import() as well', async () => {
		const code = (from: string) => `export const load = () => import('${from}');\n`;
		expect(await ruleIds('src/lib/audio/mixer.ts', code('../library/schema'))).toEqual([
			'no-restricted-syntax'
		]);
		expect(await ruleIds('src/lib/audio/mixer.ts', code('$app/paths'))).toEqual(['no-restricted-syntax']);
		expect(await ruleIds('src/lib/audio/mixer.ts', code('./decode'))).toEqual([]);
	});

	it('with a type alone as well', async () => {
		const code = "import type { Song } from '../library/schema';\nexport type Named = Song;\n";
		expect(await ruleIds('src/lib/separation/plan.ts', code)).toEqual(['no-restricted-imports']);
	});
});

describe('below src/lib/state', () => {
	it.each(['svelte', 'svelte/store', '$app/paths', './count.svelte', '@lucide/svelte'])(
		'no %s',
		async (from) => {
			for (const room of [
				'units',
				'music',
				'signal',
				'practice',
				'separation',
				'audio',
				'library',
				'model',
				'offline'
			])
				expect(await importing(`src/lib/${room}/thing.ts`, from), room).toEqual(['no-restricted-imports']);
		}
	);

	it('no file with runes, no component', async () => {
		expect(await ruleIds('src/lib/audio/level.svelte.ts', 'export const level = 0;\n')).toEqual([
			'no-restricted-syntax'
		]);
		expect(await ruleIds('src/lib/state/level.svelte.ts', 'export const level = 0;\n')).toEqual([]);
		expect(await ruleIds('src/lib/music/Song.svelte', '<p>A song</p>\n')).toContain('no-restricted-syntax');
		expect(await ruleIds('src/lib/ui/Song.svelte', '<p>A song</p>\n')).toEqual([]);
	});
});

describe('workers and worklets', () => {
	it('live in a room', async () => {
		const code = 'export const one = 1;\n';
		for (const path of ['src/lib/state/a.worker.ts', 'src/lib/ui/a.worklet.ts', 'src/routes/a.worker.ts'])
			expect(await ruleIds(path, code), path).toEqual(['no-restricted-syntax']);
		for (const path of ['src/lib/separation/a.worker.ts', 'src/lib/audio/a.worklet.ts'])
			expect(await ruleIds(path, code), path).toEqual([]);
	});

	it('know no page', async () => {
		const code = 'export const width = () => window.innerWidth;\n';
		expect(await ruleIds('src/lib/separation/separator.worker.ts', code)).toEqual(['no-restricted-globals']);
		expect(await ruleIds('src/lib/separation/separator.ts', code)).toEqual([]);
	});
});

describe('in src', () => {
	it('nothing writes to the console', async () => {
		const code = "console.log('here');\n";
		expect(await ruleIds('src/lib/audio/mixer.ts', code)).toEqual(['no-console']);
		expect(await ruleIds('models/build.ts', code)).toEqual([]);
	});

	it('no timer is started and forgotten', async () => {
		for (const path of ['src/lib/audio/mixer.ts', 'src/lib/state/room.svelte.ts', 'src/routes/page.ts']) {
			expect(await ruleIds(path, 'setInterval(() => {}, 10);\n'), path).toContain('no-restricted-syntax');
			expect(await ruleIds(path, 'export const timer = setInterval(() => {}, 10);\n'), path).not.toContain(
				'no-restricted-syntax'
			);
		}
	});
});
