/// <reference types="@webgpu/types" />
declare global {
	// eslint-disable-next-line @typescript-eslint/no-namespace -- SvelteKit reads its app types from this name.
	namespace App {}
}
export {};
