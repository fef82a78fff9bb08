import * as v from "valibot";
import { ok, type Result } from "../world/result.ts";
import { invalidContent } from "./errors.ts";

/** Reads a body by its schema; a refusal names the first member that is wrong and what was expected there. */
export function readAs<Schema extends v.GenericSchema>(schema: Schema, body: unknown): Result<v.InferOutput<Schema>> {
  const result = v.safeParse(schema, body, { abortEarly: true });
  if (result.success) return ok(result.output);
  const issue = result.issues[0];
  const place = v.getDotPath(issue) ?? "the body";
  const found = issue.received === "undefined" ? "is missing" : `is ${issue.received}`;
  const expected = issue.expected ?? issue.message;
  return invalidContent(
    `The request content was invalid and could not be deserialized: '${place}' ${found}, expected ${expected}.`,
    { target: place },
  );
}

/** One of some words in any case; gives the word as the service spells it. */
export const oneOf = <const Words extends readonly string[]>(words: Words) =>
  v.pipe(
    v.string(),
    v.transform((text) => words.find((word) => word.toLowerCase() === text.toLowerCase()) ?? text),
    v.picklist(words),
  );

export const enabledOrNot = oneOf(["Enabled", "Disabled"]);
export const statusWord = oneOf(["enabled", "disabled"]);
export const tagsOf = v.nullish(v.record(v.string(), v.string()));
/** An object with these members, all of which may be missing or null, and any others. */
export const partial = <Entries extends v.ObjectEntries>(entries: Entries) => v.nullish(v.looseObject(entries));
