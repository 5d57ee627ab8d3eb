import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import svelte from 'eslint-plugin-svelte';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

/** The folders of src/lib from the ground up: import downward only. */
const GROUND = ['units', 'outcome'];
const PURE = ['music', 'practice', 'signal'];
const ROOMS = ['separation', 'audio', 'library', 'model', 'offline'];
const STATE = ['state'];
const UI = ['ui'];

/** @param {string[]} folders */
const filesOf = (folders) => folders.map((folder) => `src/lib/${folder}/**`);

/**
 * A pattern for every relative or `$lib` path into one of these folders of src/lib.
 *
 * @param {string[]} folders
 * @param {string} message
 */
const into = (folders, message) => ({
	regex: `^(\\$lib/|(\\./)?(\\.\\./)+(src/)?(lib/)?)(${folders.join('|')})(/|$)`,
	message: `${message} Not from ${folders.join(', ')}.`
});
/** @param {string[]} folders */
const upward = (folders) => into(folders, 'Import downward only.');
const OUTSIDE_LIB = {
	regex: '^(\\.\\./)+(src/)?(routes|tests|models)/',
	message: 'src/lib stands on its own: no pages, no tests, no model compiler.'
};
const OUTSIDE_SRC = {
	regex: '^(\\.\\./)+(tests|models)/',
	message: 'src stands without tests and model compiler.'
};
const SVELTE = {
	regex: '^(svelte($|/)|@lucide/svelte|\\$app/|\\$service-worker|.*\\.svelte(\\.[jt]s)?$)',
	message: 'No Svelte, no rune and no $app below src/lib/state.'
};

/** Who acquires a timer lets it go again: one whose handle is thrown away outlives its owner. */
const TIMERS = {
	selector: 'ExpressionStatement > CallExpression[callee.name=/^(setTimeout|setInterval)$/]',
	message: 'Keep the handle of this timer and clear it in dispose.'
};

/**
 * Forbids these imports, with `import … from` and with `import()`.
 *
 * @param {{ regex: string, message: string }[]} patterns
 * @returns {import('eslint').Linter.RulesRecord}
 */
const forbidImports = (...patterns) => ({
	'no-restricted-imports': ['error', { patterns }],
	'no-restricted-syntax': [
		'error',
		TIMERS,
		...patterns.map(({ regex, message }) => ({
			// A selector's regular expression ends at its first slash, wherever that is.
			selector: `ImportExpression > Literal[value=/${regex.replaceAll('/', '\\u002f')}/]`,
			message
		}))
	]
});

/**
 * Forbids the files themselves.
 *
 * @param {string} message
 * @returns {import('eslint').Linter.RulesRecord}
 */
const forbidFiles = (message) => ({ 'no-restricted-syntax': ['error', { selector: 'Program', message }] });

const PAGE_GLOBALS = ['window', 'document', 'localStorage', 'sessionStorage', 'alert'];
const ENTRIES = ['src/**/*.worker.ts', 'src/**/*.worklet.ts'];

export default defineConfig(
	{ ignores: ['build/', '.svelte-kit/', 'static/', 'test-results/', 'playwright-report/', 'tests/.cache/'] },
	js.configs.recommended,
	tseslint.configs.strictTypeChecked,
	svelte.configs.recommended,
	{
		name: 'riffroom/everywhere',
		languageOptions: {
			globals: { ...globals.browser, ...globals.node },
			parserOptions: { projectService: true, extraFileExtensions: ['.svelte'] }
		},
		linterOptions: { reportUnusedDisableDirectives: 'error' },
		rules: {
			'no-undef': 'off', // the compiler knows better
			eqeqeq: 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/prefer-readonly': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': [
				'error',
				{ considerDefaultExhaustiveForUnions: true }
			],
			'@typescript-eslint/no-confusing-void-expression': [
				'error',
				{ ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }
			],
			'@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowBoolean: true }
			],
			'@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
			'@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
			// An async function without await keeps the promise its protocol names; `withResolvers<void>()` is no mistake.
			'@typescript-eslint/require-await': 'off',
			'@typescript-eslint/no-invalid-void-type': 'off',
			// noUncheckedIndexedAccess makes every read of a typed array possibly undefined: `samples[i]!`.
			'@typescript-eslint/no-non-null-assertion': 'off'
		}
	},
	{
		name: 'riffroom/svelte',
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: tseslint.parser, svelteConfig } }
	},
	{
		name: 'riffroom/components',
		files: ['**/*.svelte'],
		// ESLint takes the props of a component for `any`; svelte-check knows them.
		rules: Object.fromEntries(
			['argument', 'assignment', 'call', 'member-access', 'return'].map((what) => [
				`@typescript-eslint/no-unsafe-${what}`,
				'off'
			])
		)
	},
	{ name: 'riffroom/javascript', files: ['**/*.js'], extends: [tseslint.configs.disableTypeChecked] },

	{
		name: 'riffroom/src',
		files: ['src/**'],
		rules: { 'no-console': 'error', ...forbidImports(OUTSIDE_SRC) }
	},
	{
		name: 'riffroom/ground',
		files: filesOf(GROUND),
		rules: forbidImports(upward([...PURE, ...ROOMS, ...STATE, ...UI]), OUTSIDE_LIB, SVELTE)
	},
	PURE.map((room) => ({
		name: `riffroom/${room}`,
		files: filesOf([room]),
		rules: forbidImports(
			into(
				PURE.filter((other) => other !== room && other !== 'music'),
				'Of one another the pure rooms know music alone.'
			),
			upward([...ROOMS, ...STATE, ...UI]),
			OUTSIDE_LIB,
			SVELTE
		)
	})),
	ROOMS.map((room) => ({
		name: `riffroom/${room}`,
		files: filesOf([room]),
		rules: forbidImports(
			into(
				ROOMS.filter((other) => other !== room),
				'Rooms do not know one another: state passes values between them.'
			),
			upward([...STATE, ...UI]),
			OUTSIDE_LIB,
			SVELTE
		)
	})),
	{ name: 'riffroom/state', files: filesOf(STATE), rules: forbidImports(upward(UI), OUTSIDE_LIB) },
	{ name: 'riffroom/ui', files: filesOf(UI), rules: forbidImports(OUTSIDE_LIB) },
	{
		name: 'riffroom/no-runes-below-state',
		files: filesOf([...GROUND, ...PURE, ...ROOMS]).flatMap((files) => [
			`${files}/*.svelte`,
			`${files}/*.svelte.ts`
		]),
		rules: forbidFiles('Runes and components live in src/lib/state and above.')
	},
	{
		name: 'riffroom/entries-in-rooms',
		files: ENTRIES,
		ignores: filesOf(ROOMS),
		rules: forbidFiles('A worker or worklet belongs to a room, so that it knows nothing above or beside it.')
	},
	{
		name: 'riffroom/entries',
		files: ENTRIES,
		rules: {
			'no-restricted-globals': [
				'error',
				...PAGE_GLOBALS.map((name) => ({ name, message: 'There is no page in a worker or worklet.' }))
			]
		}
	},
	prettier,
	svelte.configs.prettier
);
