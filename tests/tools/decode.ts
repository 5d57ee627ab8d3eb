import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';

/**
 * Decodes any audio file with the browser's own decoder: 44.1 kHz, every channel it has. Float WAV comes out
 * exact, 16 bit within one step (Chromium divides what is positive by 32767). The page may be any page.
 */
export async function decodeAudio(page: Page, path: string): Promise<Float32Array<ArrayBuffer>[]> {
	const channels = await page.evaluate(async (file) => {
		// Not fetched from a data: address, which the app's pages may not.
		const bytes = Uint8Array.from(atob(file), (character) => character.charCodeAt(0));
		const decoded = await new OfflineAudioContext(2, 1, 44100).decodeAudioData(bytes.buffer);
		return Promise.all(
			Array.from(
				{ length: decoded.numberOfChannels },
				(_, c) =>
					new Promise<string>((resolve) => {
						const reader = new FileReader();
						reader.onload = () => resolve((reader.result as string).split(',')[1] ?? '');
						reader.readAsDataURL(new Blob([decoded.getChannelData(c)]));
					})
			)
		);
	}, readFileSync(path).toString('base64'));
	return channels.map((base64) => new Float32Array(Uint8Array.from(Buffer.from(base64, 'base64')).buffer));
}
