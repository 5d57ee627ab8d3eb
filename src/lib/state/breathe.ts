/** Between two pieces of work lets the browser draw and answer. Unlike a timer, it never waits longer than that. */
export const breathe = (): Promise<void> =>
	new Promise((resolve) => {
		const { port1, port2 } = new MessageChannel();
		port1.onmessage = () => {
			port1.close();
			resolve();
		};
		port2.postMessage(null);
	});
