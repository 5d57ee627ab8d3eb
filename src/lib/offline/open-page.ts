/**
 * The answer to a navigation to an address that is no page of the shell. `/room` is meant for `/room/`. What the
 * host has there (a licence notice) is shown; where it has nothing, or cannot be reached, the library at `home`
 * opens instead of an error page of the browser.
 *
 * @param findPage The kept page of an address, without its search; undefined where the shell has none.
 */
export async function openPage(
	request: Request,
	home: URL,
	findPage: (address: string) => Promise<Response | undefined>
): Promise<Response> {
	const address = new URL(request.url);
	if (!address.pathname.endsWith('/')) {
		const folder = new URL(`${address.pathname}/${address.search}`, address);
		if ((await findPage(folder.origin + folder.pathname)) !== undefined) return Response.redirect(folder);
	}
	try {
		const response = await fetch(request);
		if (response.status !== 404) return response;
	} catch {
		// No network: what is on the device has to do.
	}
	return Response.redirect(home);
}
