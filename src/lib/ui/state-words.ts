import { blockCount } from '../music/block';
import { finishedBlocks, type Song } from '../music/song';
import type { JobState } from '../separation/job';
import { megabytesOf, timeLeft } from './format';

/** What a job is doing, in a player's words. */
export function jobWords(job: JobState): string {
	switch (job.phase) {
		case 'idle':
		case 'waiting':
			return 'Waiting';
		case 'decoding':
			return 'Reading the file';
		case 'fetching-model':
			if (job.total === 0) return 'Looking for the separator';
			return job.received < job.total
				? `Fetching the separator, once: ${megabytesOf(job.received, job.total)}`
				: 'Starting the separator';
		case 'separating':
			return job.secondsLeft === null
				? `Separating ${job.done} of ${job.total}`
				: `Separating ${job.done} of ${job.total}, ${timeLeft(job.secondsLeft)}`;
		case 'paused':
			return job.because === 'player'
				? `Paused at ${job.done} of ${job.total}`
				: `Paused at ${job.done} of ${job.total}: the battery is low`;
		case 'ready':
			return 'Ready';
		case 'failed':
			return job.words.happened;
		case 'cancelled':
			return 'Stopped';
	}
}

/** Where a song of the library stands; its job, where it has one, knows best. */
export function songWords(song: Pick<Song, 'state' | 'finished' | 'layout'>, job: JobState | null): string {
	const settled = job === null || job.phase === 'idle' || job.phase === 'cancelled' || job.phase === 'ready';
	if (!settled) return jobWords(job);
	if (song.state === 'complete') return 'Ready';
	const done = finishedBlocks(song);
	return done === 0 ? 'Not separated yet' : `Stopped at ${done} of ${blockCount(song.layout)}`;
}

/** How far a job's present phase is, 0 to 1; null where nobody can know. */
export function jobProgress(job: JobState): number | null {
	if (job.phase === 'separating' || job.phase === 'paused') return job.total === 0 ? 0 : job.done / job.total;
	if (job.phase === 'fetching-model' && job.received < job.total) return job.received / job.total;
	return job.phase === 'ready' ? 1 : null;
}

/**
 * What a screen reader is told of a job: each phase, and within one each full tenth. The text stays the same
 * in between, so that a live region which holds it keeps quiet.
 */
export function jobAnnouncement(name: string, job: JobState): string {
	if (job.phase === 'failed') return `${name}: ${job.words.happened} ${job.words.safe} ${job.words.remedy}`;
	const tenth = Math.floor((jobProgress(job) ?? 0) * 10 + 1e-9) * 10;
	if (job.phase === 'separating') return `${name}: separating, ${tenth} percent`;
	if (job.phase === 'fetching-model' && job.received < job.total)
		return `${name}: fetching the separator, ${tenth} percent`;
	return `${name}: ${jobWords(job)}`;
}
