import { describe, expect, it } from 'vitest';
import { installAttempts } from '../../tools/chromium';
import { add, countPlaywright, countVitest, settle, summary } from '../../tools/counts';
import { playwrightTroubles, vitestTroubles } from '../../tools/troubles';

describe('the test command counts', () => {
	const vitest = (failed: number, testResults: object[] = []) =>
		JSON.stringify({
			numPassedTests: 5,
			numFailedTests: failed,
			numPendingTests: 1,
			numTodoTests: 1,
			testResults
		});

	it('tests of vitest, and files that could not be loaded', () => {
		expect(countVitest(vitest(2))).toEqual({ passed: 5, failed: 2, skipped: 2 });
		expect(countVitest(vitest(0, [{ status: 'failed', assertionResults: [] }])).failed).toBe(1);
		expect(countVitest(vitest(1, [{ status: 'failed', assertionResults: [{}] }])).failed).toBe(1);
	});

	it('tests of Playwright, flaky ones as passed', () => {
		const json = JSON.stringify({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 0 } });
		expect(countPlaywright(json)).toEqual({ passed: 8, failed: 1, skipped: 0 });
	});

	it('a step without tests as one', () => {
		expect(settle(true, undefined)).toEqual({ passed: 1, failed: 0, skipped: 0 });
		expect(settle(false, undefined)).toEqual({ passed: 0, failed: 1, skipped: 0 });
	});

	it('a step that ended badly as failed, whatever its tests say', () => {
		expect(settle(false, { passed: 5, failed: 0, skipped: 0 }).failed).toBe(1);
		expect(settle(false, { passed: 5, failed: 3, skipped: 0 }).failed).toBe(3);
		expect(settle(true, { passed: 5, failed: 0, skipped: 0 }).failed).toBe(0);
	});

	it('and says so in one line', () => {
		const total = add({ passed: 1, failed: 2, skipped: 0 }, { passed: 10, failed: 0, skipped: 0 });
		expect(summary(total)).toBe('11 passed, 2 failed');
		expect(summary(add(total, { passed: 0, failed: 0, skipped: 3 }))).toBe('11 passed, 2 failed, 3 skipped');
	});
});

describe('at the end the test command names', () => {
	it('what failed in vitest, and files that could not be loaded', () => {
		const test = (fullName: string, status: string, ...failureMessages: string[]) => ({
			fullName,
			status,
			failureMessages
		});
		const json = JSON.stringify({
			testResults: [
				{ name: 'a.test.ts', status: 'failed', message: 'No module\nat x', assertionResults: [] },
				{
					name: 'b.test.ts',
					status: 'failed',
					message: '',
					assertionResults: [
						test('b holds', 'passed'),
						test('b breaks', 'failed', '\u001b[31m1 is not 2\u001b[39m\nat y')
					]
				}
			]
		});
		expect(vitestTroubles(json)).toEqual(['FAILED a.test.ts: No module', 'FAILED b breaks: 1 is not 2']);
	});

	it('what failed in Playwright, and what passed only when it was tried again', () => {
		const spec = (title: string, status: string, ...messages: string[]) => ({
			title,
			file: 'e2e/a.spec.ts',
			tests: [{ status, results: [...messages.map((message) => ({ error: { message } })), {}] }]
		});
		const json = JSON.stringify({
			suites: [
				{
					specs: [spec('holds', 'expected')],
					suites: [{ specs: [spec('breaks', 'unexpected', 'late\nat z'), spec('stumbles', 'flaky', 'once')] }]
				}
			]
		});
		expect(playwrightTroubles(json)).toEqual([
			'FAILED e2e/a.spec.ts › breaks: late',
			'FLAKY (passed when tried again) e2e/a.spec.ts › stumbles: once'
		]);
	});
});

describe('where there is no Chromium', () => {
	it('Playwright installs it, else Debian does for root, else only the browser comes', () => {
		expect(installAttempts(true, true)).toEqual([
			'npx playwright install --with-deps chromium',
			'apt-get update && apt-get install -y chromium'
		]);
		expect(installAttempts(true, false)).toHaveLength(1);
		expect(installAttempts(false, true)).toEqual([
			'npx playwright install --with-deps chromium',
			'npx playwright install chromium'
		]);
	});
});
