import { describe, expect, it } from 'vitest';
import {
	bytes,
	clock,
	dayWords,
	level,
	megabytesOf,
	parseClock,
	place,
	spokenClock,
	timeLeft
} from '../../../src/lib/ui/format';
import { decibels, seconds } from '../../../src/lib/units/units';

describe('times', () => {
	it.each([
		[0, '0:00', '0 seconds'],
		[1, '0:01', '1 second'],
		[59.99, '0:59', '59 seconds'],
		[65, '1:05', '1 minute 5'],
		[72, '1:12', '1 minute 12'],
		[240, '4:00', '4 minutes'],
		[3600, '1:00:00', '1 hour'],
		[3665, '1:01:05', '1 hour 1 minute 5'],
		[7205, '2:00:05', '2 hours 5'],
		[-0.01, '0:00', '0 seconds']
	])('%d s is %s', (time, shown, spoken) => {
		expect(clock(seconds(time))).toBe(shown);
		expect(spokenClock(seconds(time))).toBe(spoken);
	});

	it.each([
		['83.5', 83.5],
		['1:23', 83],
		['1:23.456', 83.456],
		[' 0:05,25 ', 5.25],
		['90:00', 5400],
		['1:02:03.5', 3723.5],
		['75', 75],
		['', null],
		['1:75', null],
		['1:60:00', null],
		['-1', null],
		['1.2.3', null],
		['1e3', null],
		['soon', null]
	])('"%s" is read as %s s', (text, time) => {
		expect(parseClock(text)).toBe(time);
	});

	it.each([
		[0, 'less than a minute left'],
		[59, 'less than a minute left'],
		[60, '1 min left'],
		[61, '2 min left'],
		[170, '3 min left'],
		[3541, '1 h left'],
		[3600, '1 h left'],
		[3900, '1 h 5 min left']
	])('%d s to go is %s', (time, words) => {
		expect(timeLeft(seconds(time))).toBe(words);
	});
});

it('counts bytes in powers of ten', () => {
	expect(bytes(0)).toBe('0 kB');
	expect(bytes(1200)).toBe('2 kB');
	expect(bytes(84.6e6)).toBe('85 MB');
	expect(bytes(999.6e6)).toBe('1.0 GB');
	expect(bytes(1.24e9)).toBe('1.2 GB');
	expect(megabytesOf(85.9e6, 173.8e6)).toBe('85 of 174 MB');
});

it('reads levels and places', () => {
	expect([-60, -6, -0.2, 0, 3].map((value) => level(decibels(value)))).toEqual([
		'silent',
		'-6 dB',
		'0 dB',
		'0 dB',
		'+3 dB'
	]);
	expect([-1, -0.4, 0, 0.3, 1].map(place)).toEqual(['left', '40 % left', 'centre', '30 % right', 'right']);
});

describe('days', () => {
	const now = new Date(2026, 2, 30, 9).getTime();
	it.each([
		['this morning', new Date(2026, 2, 30, 1), 'today'],
		['late last night, a few hours ago', new Date(2026, 2, 29, 23, 59), 'yesterday'],
		['in a later time zone', new Date(2026, 2, 31, 1), 'today'],
		['before the clocks went forward', new Date(2026, 2, 28, 0, 5), '2 days ago'],
		['last week', new Date(2026, 2, 20), '10 days ago'],
		['this year', new Date(2026, 0, 3), '3 January'],
		['another year', new Date(2025, 4, 3), '3 May 2025']
	])('%s', (_name, at, words) => {
		expect(dayWords(at.getTime(), now)).toBe(words);
	});
});
