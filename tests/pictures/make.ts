import { preview } from 'vite';
import { withCamera } from './camera';
import { fillShelf, separateSong, takeFirstVisit, takeLibrary } from './library-scenes';
import { takeProgress, takeStorage } from './page-scenes';
import { prepareRoom, takeRoom } from './room-scenes';

/**
 * `npm run pictures`: the pictures of the README and of the install manifest, taken of the production build in `build/`
 * in real Chromium. One song is separated by the full model; it takes some minutes. What depends on the machine (time
 * left, free space) differs from run to run, everything else does not.
 */
const server = await preview({ preview: { port: 4195 }, logLevel: 'error' });
try {
	await withCamera(server.resolvedUrls?.local[0] ?? 'http://localhost:4195/', async (page) => {
		await takeFirstVisit(page);
		await separateSong(page);
		await prepareRoom(page);
		await fillShelf(page);
		await takeRoom(page);
		await takeLibrary(page);
		await takeProgress(page);
		await takeStorage(page);
	});
} finally {
	await server.close();
}
