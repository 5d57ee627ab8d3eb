/** Asks again and again until there is an answer; one that throws, as in a page that is just being left, has none yet. */
export async function until<Value>(
	what: string,
	ask: () => Promise<Value | null | false>,
	seconds = 90
): Promise<Value> {
	const end = Date.now() + 1000 * seconds;
	let last: unknown;
	for (;;) {
		try {
			const answer = await ask();
			if (answer !== null && answer !== false) return answer;
			last = undefined;
		} catch (thrown) {
			last = thrown;
		}
		if (Date.now() > end) throw new Error(`Within ${seconds} s it was never so: ${what}`, { cause: last });
		await new Promise((tick) => setTimeout(tick, 60));
	}
}
