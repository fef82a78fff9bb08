/** A value that JSON can represent. */
export type JsonValue = null | boolean | number | string | JsonValue[] | JsonObject;

/** An object of JSON, whose members are JSON as well. */
export type JsonObject = { [key: string]: JsonValue };

/** An object that was parsed but whose members weren't checked. */
export type JsonRecord = Record<string, unknown>;

/** Returns whether a JSON value is an object. */
export const isJsonObject = (value: JsonValue | undefined): value is JsonObject => isRecord(value);

/** Returns whether a value is an object that isn't an array. */
export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns the value if it is an object, else an empty one. */
export const asRecord = (value: unknown): JsonRecord => (isRecord(value) ? value : {});

/** Returns the objects of a list, and nothing for a value that isn't a list. */
export const asList = (value: unknown): JsonRecord[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** Returns the value if it is a text, else an empty one. */
export const asText = (value: unknown): string => (typeof value === "string" ? value : "");
