/** Whether a value that came from outside this program is a `Value`. */
export type Shape<Value> = (value: unknown) => value is Value;

/** One for each field: a field that is added to a row is a compile error here until somebody says what it may hold. */
export type Fields<Row> = { readonly [Name in keyof Row]-?: Shape<Row[Name]> };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const objectOf =
	<Row extends object>(fields: Fields<Row>): Shape<Row> =>
	(value): value is Row =>
		isObject(value) &&
		Object.entries<Shape<unknown>>(fields).every(([name, isField]) => isField(value[name]));

export const listOf =
	<Item>(isItem: Shape<Item>): Shape<readonly Item[]> =>
	(value): value is readonly Item[] =>
		Array.isArray(value) && value.every((item) => isItem(item));

export const mapOf =
	<Item>(isItem: Shape<Item>): Shape<Readonly<Record<string, Item>>> =>
	(value): value is Readonly<Record<string, Item>> =>
		isObject(value) && Object.values(value).every((item) => isItem(item));

export const orNull =
	<Value>(isValue: Shape<Value>): Shape<Value | null> =>
	(value): value is Value | null =>
		value === null || isValue(value);

/** For what older rows do not have. */
export const optional =
	<Value>(isValue: Shape<Value>): Shape<Value | undefined> =>
	(value): value is Value | undefined =>
		value === undefined || isValue(value);

export const oneOf =
	<Choice>(choices: readonly Choice[]): Shape<Choice> =>
	(value): value is Choice =>
		choices.includes(value as Choice);

export const where =
	<Value>(isValue: Shape<Value>, test: (value: Value) => boolean): Shape<Value> =>
	(value): value is Value =>
		isValue(value) && test(value);

/** A brand says what a text or a number is of; whether it can be is for `pattern` or `where` to say. */
export const text =
	<Text extends string = string>(pattern = /^/): Shape<Text> =>
	(value): value is Text =>
		typeof value === 'string' && pattern.test(value);

export const number =
	<Value extends number = number>(least = -Infinity, most = Infinity): Shape<Value> =>
	(value): value is Value =>
		Number.isFinite(value) && (value as number) >= least && (value as number) <= most;

export const wholeNumber =
	<Value extends number = number>(least = 0, most = Number.MAX_SAFE_INTEGER): Shape<Value> =>
	(value): value is Value =>
		Number.isSafeInteger(value) && (value as number) >= least && (value as number) <= most;

export const flag: Shape<boolean> = (value) => typeof value === 'boolean';
