/** Every page is a prerendered shell; all that matters happens in the player's browser. */
export const ssr = false;
export const prerender = true;
export const trailingSlash = 'always';
