import { expect, test } from '@playwright/test';
import { DEVICES, inspect, STEADY } from '../tools/lighthouse';

/** Performance is measured by `npm run lighthouse`: what else the machine does would decide about it here. */
for (const path of ['/', '/room/'])
	for (const device of DEVICES)
		test(`Lighthouse finds nothing to better on ${path}, ${device}`, async ({ baseURL }) => {
			const { report, warnings } = await inspect(new URL(path, baseURL).href, device, STEADY);
			for (const category of STEADY)
				expect(report[category], category).toEqual({ score: 100, complaints: [] });
			expect(warnings).toEqual([]);
		});
