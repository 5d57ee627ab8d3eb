/** A browser of any make with one tab: the little that all of them can be told to do from outside. */
export interface Engine {
	/** Name and version, as the browser says them. */
	readonly name: string;
	goto(address: string): Promise<void>;
	reload(): Promise<void>;
	/** Runs the body of an async function in the page; what it returns has to be JSON. */
	evaluate<Value>(body: string): Promise<Value>;
	/** Presses the mouse button and lets it go, as a hand does, at a place in the window in CSS pixels. */
	clickAt(x: number, y: number): Promise<void>;
	/** A key, by what it types. */
	press(key: string): Promise<void>;
	/** Chooses a file in the page's file input. */
	giveFile(path: string): Promise<void>;
	close(): Promise<void>;
}

/** One make of browser on this machine. */
export interface EngineMaker {
	readonly name: 'Firefox' | 'WebKit';
	/** What is missing on this machine, in words; null where it can be started. */
	missing(): string | null;
	/** Started anew, with a profile of its own. */
	start(): Promise<Engine>;
}
