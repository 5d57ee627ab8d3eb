import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** A phone pressed by fingers and a desk with a mouse, to be used by a test (`test.use`). */
export const DEVICES = [
	{ name: 'a phone', use: { viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true } },
	{ name: 'a desk', use: { viewport: { width: 1440, height: 800 }, hasTouch: false, isMobile: false } }
] as const;

/**
 * What is wrong with the page as it stands: what axe finds, what sticks out on the right, and where fingers press it,
 * what is too small for them.
 */
export async function complaints(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	return [
		...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
		...(await overflow(page)),
		...(await smallTargets(page))
	];
}

const overflow = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const { scrollWidth, clientWidth } = document.documentElement;
		return scrollWidth > clientWidth ? [`${scrollWidth} px wide in a window of ${clientWidth}`] : [];
	});

/** What is less than 44 CSS pixels wide or high where the pointer is a finger. A link in a text is as high as its line. */
const smallTargets = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const LEAST = matchMedia('(pointer: coarse)').matches ? 43.5 : 0;
		const PRESSED = 'button, a[href], input, select, textarea, summary, [role="button"], [role="slider"]';
		/** Some cover all of what they stand in, by a layer of their own. */
		const layer = (element: HTMLElement) => {
			const own = getComputedStyle(element, '::after');
			const covers = own.position === 'absolute' && own.inset === '0px';
			return covers && getComputedStyle(element).position === 'static' ? element.offsetParent : null;
		};
		const isInText = (element: HTMLElement) =>
			element.matches('p a') && element.closest('p')!.textContent.trim() !== element.textContent.trim();
		const size = (element: HTMLElement) =>
			[layer(element) ?? element, ...((element as HTMLInputElement).labels ?? [])]
				.map((one) => one.getBoundingClientRect())
				.reduce((largest, rect) =>
					rect.width * rect.height > largest.width * largest.height ? rect : largest
				);
		return [...document.querySelectorAll<HTMLElement>(PRESSED)]
			.filter((element) => element.checkVisibility({ visibilityProperty: true }))
			.filter((element) => !isInText(element))
			.map((element) => ({ element, ...size(element).toJSON() }) as { element: HTMLElement } & DOMRect)
			.filter(({ width, height }) => width > 1 && (width < LEAST || height < LEAST))
			.map(({ element, width, height }) => {
				const name = element.getAttribute('aria-label') ?? element.textContent.trim();
				return `${element.localName} “${name.slice(0, 40)}” is ${Math.round(width)} × ${Math.round(height)}`;
			});
	});
