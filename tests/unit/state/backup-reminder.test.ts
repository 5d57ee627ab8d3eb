import { describe, expect, it } from 'vitest';
import { REMINDS_AFTER, remindsOfBackup, type BackupStanding } from '../../../src/lib/state/backup-reminder';

const NOW = Date.UTC(2026, 10, 23, 12);
const DAY = 24 * 60 * 60 * 1000;
const daysAgo = (days: number) => NOW - days * DAY;

/** Someone who has practised for two months in a browser that has promised nothing. */
const standing = (change: Partial<BackupStanding> = {}): BackupStanding => ({
	persisted: false,
	practisedSince: daysAgo(60),
	backedUpAt: null,
	putOffAt: null,
	...change
});
const reminds = (change: Partial<BackupStanding>) => remindsOfBackup(standing(change), NOW);

/** Checked by a reminder that forgets any one of its five conditions. */
describe('the reminder of a backup', () => {
	it('comes a month after the first session where there never was a backup', () => {
		expect(reminds({})).toBe(true);
		expect(reminds({ practisedSince: daysAgo(29) })).toBe(false);
	});

	it('never comes where nothing was practised', () => {
		expect(reminds({ practisedSince: null })).toBe(false);
		expect(reminds({ practisedSince: null, backedUpAt: daysAgo(300) })).toBe(false);
	});

	it('never comes where the browser has promised to keep what is stored', () => {
		expect(reminds({ persisted: true })).toBe(false);
	});

	it('comes a month after the last backup', () => {
		expect(reminds({ backedUpAt: daysAgo(31) })).toBe(true);
		expect(reminds({ backedUpAt: daysAgo(29) })).toBe(false);
	});

	it('goes by the last backup, not by the first session, where there was one', () => {
		expect(reminds({ practisedSince: daysAgo(2), backedUpAt: daysAgo(31) })).toBe(true);
	});

	it('stays away for a month after it was put off', () => {
		expect(reminds({ putOffAt: daysAgo(29) })).toBe(false);
		expect(reminds({ putOffAt: daysAgo(31) })).toBe(true);
		expect(reminds({ putOffAt: daysAgo(31), backedUpAt: daysAgo(20) })).toBe(false);
	});

	it('is due after thirty days, not at them', () => {
		expect(reminds({ practisedSince: NOW - REMINDS_AFTER })).toBe(false);
		expect(reminds({ practisedSince: NOW - REMINDS_AFTER - 1 })).toBe(true);
	});

	it('says nothing of a clock that was set back', () => {
		expect(reminds({ backedUpAt: daysAgo(-400) })).toBe(false);
	});
});
