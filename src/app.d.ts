/// <reference types="@webgpu/types" />
declare global {
	namespace App {
		interface PageState {
			/** The room was opened by itself, with a song that was just dropped: it plays at once. */
			plays?: boolean;
		}
	}
}
export {};
