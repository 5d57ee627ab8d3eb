import { createContext } from 'svelte';
import type { FailureWords } from '../separation/job';
import type { App } from './app.svelte';

/** The app's state, for pages: set once by the layout. */
export const [getApp, setApp] = createContext<App>();

/** Makes the report of a failure, for whoever shows one: set once by the layout. */
export const [getReporter, setReporter] = createContext<(words: FailureWords) => Promise<string>>();
