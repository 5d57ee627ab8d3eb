import { readdirSync, readFileSync } from 'node:fs';

interface Process {
	readonly parent: number;
	readonly commandLine: string;
	/** Largest resident size so far, in bytes. */
	readonly peakBytes: number;
}

/**
 * The largest resident size that any renderer of one browser has had (VmHWM), in 10⁶ bytes. The browser is
 * known by its profile's folder. Null where the system does not tell (no /proc).
 */
export function peakRendererMB(profile: string): number | null {
	const processes = readProcesses();
	if (processes === null) return null;
	const browsers = new Set(
		[...processes]
			.filter(([, { commandLine }]) => commandLine.includes(`--user-data-dir=${profile}`))
			.map(([id]) => id)
	);
	const belongs = (id: number): boolean => {
		const found = processes.get(id);
		return found !== undefined && (browsers.has(id) || belongs(found.parent));
	};
	const peaks = [...processes]
		.filter(([id, { commandLine }]) => commandLine.includes('--type=renderer') && belongs(id))
		.map(([, { peakBytes }]) => peakBytes);
	return peaks.length === 0 ? null : Math.round(Math.max(...peaks) / 1e6);
}

function readProcesses(): Map<number, Process> | null {
	const processes = new Map<number, Process>();
	try {
		for (const name of readdirSync('/proc')) if (/^\d+$/.test(name)) addProcess(processes, Number(name));
	} catch {
		return null; // not Linux
	}
	return processes;
}

function addProcess(processes: Map<number, Process>, id: number): void {
	try {
		const status = readFileSync(`/proc/${id}/status`, 'utf8');
		processes.set(id, {
			parent: Number(/^PPid:\s+(\d+)/m.exec(status)?.[1] ?? 0),
			commandLine: readFileSync(`/proc/${id}/cmdline`, 'utf8'),
			peakBytes: 1024 * Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0)
		});
	} catch {
		// It ended between the listing and the reading.
	}
}
