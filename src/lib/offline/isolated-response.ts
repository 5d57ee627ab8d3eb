/** What makes a page, and the workers it starts, cross-origin isolated; see `static/_headers`. */
export const ISOLATION_HEADERS = {
	'Cross-Origin-Opener-Policy': 'same-origin',
	'Cross-Origin-Embedder-Policy': 'require-corp',
	'Cross-Origin-Resource-Policy': 'same-origin'
} as const;

/** A response with one of these must not have a body, not even an empty one. */
const BODILESS = [204, 205, 304];

/**
 * The same answer with the headers that isolate, for hosts which cannot send them. Takes over the body: the
 * response that was given cannot be read any more. What a page may not see into comes back as it is.
 */
export function isolatedResponse(response: Response): Response {
	// Status 0: an error, a redirect that was not followed, or another site's opaque answer.
	if (response.status === 0) return response;
	const headers = new Headers(response.headers);
	for (const [name, value] of Object.entries(ISOLATION_HEADERS)) headers.set(name, value);
	const { status, statusText } = response;
	return new Response(BODILESS.includes(status) ? null : response.body, { status, statusText, headers });
}
