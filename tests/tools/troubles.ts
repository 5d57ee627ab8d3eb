/** What did not go as it should, a line a test, read from the reports of the test runners: said again at the very end. */
interface VitestReport {
	readonly testResults: readonly {
		readonly name: string;
		readonly status: string;
		readonly message: string;
		readonly assertionResults: readonly {
			readonly fullName: string;
			readonly status: string;
			readonly failureMessages: readonly string[];
		}[];
	}[];
}

export function vitestTroubles(json: string): readonly string[] {
	const { testResults } = JSON.parse(json) as VitestReport;
	return testResults.flatMap(({ name, status, message, assertionResults }) => {
		if (status === 'failed' && assertionResults.length === 0)
			return [`FAILED ${name}: ${firstLine(message)}`];
		return assertionResults
			.filter((test) => test.status === 'failed')
			.map((test) => `FAILED ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
	});
}

interface PlaywrightSuite {
	readonly suites?: readonly PlaywrightSuite[];
	readonly specs?: readonly {
		readonly title: string;
		readonly file: string;
		readonly tests: readonly {
			/** `expected`, `unexpected`, `flaky`: failed, then passed when it was tried again; or `skipped`. */
			readonly status: string;
			readonly results: readonly { readonly error?: { readonly message?: string } }[];
		}[];
	}[];
}

/** Flaky ones too: they count as passed, but somebody has to look at them. */
export function playwrightTroubles(json: string): readonly string[] {
	const ofSuite = ({ suites = [], specs = [] }: PlaywrightSuite): readonly string[] => [
		...specs.flatMap(({ title, file, tests }) =>
			tests
				.filter(({ status }) => status === 'unexpected' || status === 'flaky')
				.map(({ status, results }) => {
					const { error } = results.find((result) => result.error !== undefined) ?? {};
					const word = status === 'flaky' ? 'FLAKY (passed when tried again)' : 'FAILED';
					return `${word} ${file} › ${title}: ${firstLine(error?.message)}`;
				})
		),
		...suites.flatMap(ofSuite)
	];
	return ofSuite(JSON.parse(json) as PlaywrightSuite);
}

// eslint-disable-next-line no-control-regex -- the runners colour their messages
const COLOURS = /\u001b\[\d+m/g;
const firstLine = (message = 'it says nothing') => message.replaceAll(COLOURS, '').split('\n')[0]!;
