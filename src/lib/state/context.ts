import { createContext } from 'svelte';
import type { App } from './app.svelte';

/** The app's state, for pages: set once by the layout. */
export const [getApp, setApp] = createContext<App>();
