/** Made by third-party-plugin.ts. */
declare module 'virtual:third-party' {
	import type { LicenceNotice } from '$lib/licences/third-party';

	/** RiffRoom's own licence, in full. */
	export const ours: string;
	export const notices: readonly LicenceNotice[];
}
