import * as v from "valibot";

/** A schema for the rows of each of these tables; what it lets through has the type of the table. */
export type RowSchemas<Rows> = { [Table in keyof Rows]: v.GenericSchema<unknown, Rows[Table]> };

export const text = v.string();
export const flag = v.boolean();
export const whole = v.pipe(v.number(), v.integer());
/** Milliseconds of virtual time; copies on their way may have fractions. */
export const moment = v.pipe(v.number(), v.finite());
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const texts = v.array(text);
export const textMap = v.record(text, text);
export const anything = v.record(text, v.unknown());
/** A row whose being there says it all. */
export const there = v.literal(true);
