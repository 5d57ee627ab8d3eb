/// <reference types="@webgpu/types" />
declare global {
	namespace App {
		interface Error {
			message: string;
			/** What broke, for a report. */
			detail?: string;
		}
		interface PageState {
			/** The room was opened by itself, with a song that was just dropped: it plays at once. */
			plays?: boolean;
		}
	}
}
export {};
