import * as v from "valibot";

/** A moment in milliseconds of the Unix epoch in virtual time. */
export type Moment = number;

/** Accepts a value of unknown type and, when it is valid, knows it as a `Row`. */
export type Schema<Row> = v.GenericSchema<unknown, Row>;

/**
 * Creates the schema of an object with these fields. Fields that this version doesn't know are accepted and stay in the row, but
 * its type doesn't have them.
 */
export const object = <Fields extends v.ObjectEntries>(
  fields: Fields,
): Schema<v.InferOutput<v.ObjectSchema<Fields, undefined>>> => v.looseObject(fields);

export const text = v.string();
export const flag = v.boolean();
export const whole = v.pipe(v.number(), v.integer());
/** Milliseconds of virtual time; copies on their way may have fractions. */
export const moment: Schema<Moment> = v.pipe(v.number(), v.finite());
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A number that may have fractions. */
export const amount = v.pipe(v.number(), v.finite());
export const texts = v.array(text);
export const textMap = v.record(text, text);
export const anything = v.record(text, v.unknown());
/** The row of a table whose keys say everything. */
export const present = v.literal(true);
