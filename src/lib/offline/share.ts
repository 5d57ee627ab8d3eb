import { putIntoInbox } from './inbox';

/** Where the system posts files that are shared with the app, below the app's own address. Only the service worker answers there. */
export const SHARE_ACTION = 'share/';

/** The part of the posted form that carries the files; named in the install manifest as well. */
export const SHARED_FILES = 'files';

/** In the library's address after a share: how it went. */
export const SHARE_RESULT = 'shared';
export type ShareResult = 'kept' | 'failed';

/**
 * Keeps the files of a share for the next page, and sends the browser to the library at `home`, which takes them
 * with `takeFromInbox` and reads from its address whether there was room for them.
 */
export async function receiveShare(request: Request, home: URL): Promise<Response> {
	let result: ShareResult = 'kept';
	try {
		const form = await request.formData();
		await putIntoInbox(form.getAll(SHARED_FILES).filter((part) => part instanceof File));
	} catch {
		// No room, or caches refused: nobody is here to be told, so the page is.
		result = 'failed';
	}
	const address = new URL(home);
	address.searchParams.set(SHARE_RESULT, result);
	// 303: the browser goes on with GET, and reloading the page does not post the files again.
	return Response.redirect(address, 303);
}
