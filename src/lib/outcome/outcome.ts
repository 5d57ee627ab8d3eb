/**
 * A result that crosses a room's border: data or the reason there is none, never both. Expected failures
 * travel as values, so that a caller cannot forget them; exceptions are left for mistakes in the program.
 */
export type Outcome<Value, Reason extends string> =
	| { readonly ok: true; readonly value: Value }
	| { readonly ok: false; readonly reason: Reason; readonly detail: string };

export const success = <Value>(value: Value) => ({ ok: true, value }) as const;

/** `detail` is for a report and a developer's eye; what a player reads is chosen by `reason`. */
export const failure = <Reason extends string>(reason: Reason, detail: string) =>
	({ ok: false, reason, detail }) as const;

/** What an unknown thrown value says of itself. */
export const describe = (thrown: unknown): string =>
	thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
