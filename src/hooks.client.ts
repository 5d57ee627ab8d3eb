import { describe } from '$lib/outcome/outcome';
import type { HandleClientError } from '@sveltejs/kit';

/** A page that breaks down tells the player (routes/+error.svelte) and whoever looks at the console. */
export const handleError: HandleClientError = ({ error, message }) => {
	reportError(error);
	return { message, detail: describe(error) };
};
