import { mount } from 'svelte';
import '../../../src/lib/ui/base.css';
import '../../../src/lib/ui/tokens.css';
import { songOf } from './song';
import Stage from './Stage.svelte';

/** `?minutes=30&finished=0.5`: the waveforms of a made-up song, for `npm run bench:waveform` and to look at. */
const query = new URLSearchParams(location.search);
const asked = (name: string, otherwise: number) => Number(query.get(name) ?? otherwise);
const song = songOf(asked('minutes', 30), asked('finished', 1));
mount(Stage, { target: document.body, props: { ...song } });
