import { afterEach, beforeEach, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import type { Loop } from '../../../src/lib/music/loop';
import { draggable } from '../../../src/lib/ui/drag';
import { songGestures, type Touched } from '../../../src/lib/ui/gestures';
import { wholeSong, type View } from '../../../src/lib/ui/view';
import { frames, type Frames } from '../../../src/lib/units/units';

/** A song of 400 s on 400 pixels: a pixel is a second. */
const SECOND = 44_100;
const LENGTH = frames(400 * SECOND);
let element: HTMLElement;
let view: View;
let scrubs: boolean;
let happened: string[];
let draft: Loop | null;
let held: Frames | null;
let leave: (() => void) | void;

const inSeconds = (frame: number) => Math.round((frame / SECOND) * 10) / 10;
const words = ({ start, end }: Loop | View) => `${inSeconds(start)}–${inSeconds(end)}`;

beforeEach(() => {
	[view, scrubs, happened, draft, held] = [wholeSong(LENGTH), false, [], null, null];
	element = document.createElement('div');
	element.style.cssText =
		'position: fixed; left: 10px; top: 10px; width: 400px; height: 60px; touch-action: pan-y';
	document.body.append(element);
	leave = songGestures((): Touched => ({
		shown: view,
		view,
		length: LENGTH,
		scrubs,
		onhold: (at) => (held = at),
		ondraft: (loop) => (draft = loop),
		onseek: (at) => happened.push(`seek ${inSeconds(at)}`),
		onloop: (loop) => happened.push(`loop ${words(loop)}`),
		onview: (next, how) => {
			view = next;
			happened.push(how);
		}
	}))(element);
});
afterEach(() => {
	leave?.();
	document.body.replaceChildren();
});

/** The mouse, whose pointer is always there to be captured. */
const mouse = (type: string, second: number, more: PointerEventInit = {}, target = element) =>
	target.dispatchEvent(
		new PointerEvent(type, {
			pointerId: 1,
			pointerType: 'mouse',
			clientX: 10 + second,
			clientY: 30,
			bubbles: true,
			cancelable: true,
			...more
		})
	);
function drag(from: number, to: number, more: PointerEventInit = {}, target = element) {
	mouse('pointerdown', from, more, target);
	mouse('pointermove', (from + to) / 2, more, target);
	mouse('pointermove', to, more, target);
	mouse('pointerup', to, more, target);
}
/** Whether the browser's own answer was prevented. */
const wheel = (second: number, more: WheelEventInit) =>
	!element.dispatchEvent(new WheelEvent('wheel', { clientX: 10 + second, cancelable: true, ...more }));

it('a click seeks, once', () => {
	mouse('pointerdown', 100);
	expect(inSeconds(held!)).toBe(100);
	mouse('pointerup', 100);
	expect(happened).toEqual(['seek 100']);
	expect(held).toBeNull();
});

it('a drag seeks where it ends, or all along where it scrubs', () => {
	drag(100, 200);
	expect(happened).toEqual(['seek 200']);
	scrubs = true;
	drag(100, 200);
	expect(happened).toEqual(['seek 200', 'seek 150', 'seek 200', 'seek 200']);
});

it('Shift and drag makes a loop, whichever way; Shift and click seeks', () => {
	mouse('pointerdown', 200, { shiftKey: true });
	mouse('pointermove', 150, { shiftKey: true });
	expect(words(draft!)).toBe('150–200');
	expect(happened).toEqual([]);
	mouse('pointerup', 150, { shiftKey: true });
	expect(draft).toBeNull();
	drag(300, 300, { shiftKey: true });
	expect(happened).toEqual(['loop 150–200', 'seek 300']);
});

it('what the browser takes over has done nothing', () => {
	mouse('pointerdown', 100, { shiftKey: true });
	mouse('pointermove', 150, { shiftKey: true });
	mouse('pointercancel', 150);
	mouse('pointerup', 150);
	expect(happened).toEqual([]);
	expect([draft, held]).toEqual([null, null]);
});

it('another button is not for the song', () => {
	drag(100, 200, { button: 2 });
	expect(happened).toEqual([]);
});

it('a handle is dragged without anything happening to the song under it', () => {
	const handle = document.createElement('div');
	element.append(handle);
	const told: string[] = [];
	const off = draggable({
		hold: ({ shiftKey }) => !shiftKey,
		move: (x) => told.push(`to ${x - 10}`),
		release: (clicked) => told.push(clicked ? 'clicked' : 'dragged'),
		cancel: () => told.push('cancelled')
	})(handle);
	drag(100, 200, {}, handle);
	drag(300, 302, {}, handle);
	expect(happened).toEqual([]);
	expect(told).toEqual(['to 150', 'to 200', 'dragged', 'clicked']);
	// It does not take hold, so the song does.
	drag(100, 200, { shiftKey: true }, handle);
	expect(happened).toEqual(['loop 100–200']);
	if (off) off();
});

it('the wheel zooms about the pointer with Ctrl, pans sideways, and else scrolls the page', () => {
	expect(wheel(100, { deltaX: 50 })).toBe(false);
	expect(wheel(100, { deltaY: 100 })).toBe(false);
	expect(happened).toEqual([]);
	expect(wheel(100, { deltaY: -100, ctrlKey: true })).toBe(true);
	expect(wheel(100, { deltaY: -30, ctrlKey: true })).toBe(true);
	// 400 s / 1.3 / e^0.3; a quarter of it lies before 100 s.
	expect(words(view)).toBe('43–271');
	expect(wheel(100, { deltaX: 40 })).toBe(true);
	expect(words(view)).toBe('65.8–293.8');
	expect(wheel(100, { deltaY: -40, shiftKey: true })).toBe(true);
	expect(words(view)).toBe('43–271');
	expect(wheel(100, { deltaY: 100 })).toBe(false);
	expect(happened).toEqual(['zoom', 'zoom', 'pan', 'pan']);
});

/** Real fingers, for only those can be captured. */
async function touch(type: 'touchStart' | 'touchMove' | 'touchEnd', ...seconds: number[]) {
	// The page of the tests lies in a frame, scaled to fit.
	const frame = window.frameElement?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
	const scale = frame.width / innerWidth;
	const touchPoints = seconds.map((second, id) => ({
		x: frame.left + (10 + second) * scale,
		y: frame.top + 30 * scale,
		id
	}));
	await cdp().send('Input.dispatchTouchEvent', { type, touchPoints });
}

it('two fingers zoom about what lies between them, and move it', async () => {
	await touch('touchStart', 150);
	await touch('touchStart', 150, 250);
	await touch('touchMove', 100, 300);
	expect(words(view)).toBe('100–300');
	await touch('touchMove', 140, 340);
	await touch('touchEnd');
	expect(words(view)).toBe('80–280');
	expect(new Set(happened)).toEqual(new Set(['zoom']));
});

it('a finger that is held, then drawn, makes a loop; a tap seeks', async () => {
	await touch('touchStart', 100);
	await expect.poll(() => draft).not.toBeNull();
	await touch('touchMove', 180);
	await touch('touchEnd');
	await touch('touchStart', 50);
	await touch('touchEnd');
	expect(happened).toEqual(['loop 100–180', 'seek 50']);
});
