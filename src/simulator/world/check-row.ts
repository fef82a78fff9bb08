import * as v from "valibot";
import { tables, type TableName } from "./tables.ts";
import { failWith, ok, type Failure, type Result } from "./result.ts";

const isTable = (name: string): name is TableName => Object.hasOwn(tables, name);

/** Segments of a key are separated by this character, so none can hold it. */
const isSegment = (value: string): boolean => !value.includes("\u0000");

const invalid = (message: string) => failWith("RowInvalid", message);

/** Checks that a row with this table and key can be one of a world; the message of a failure is one sentence. */
export function checkRow([name = "", ...segments]: readonly string[], row: unknown): Result<true, Failure> {
  if (!isTable(name)) return invalid(`There is no table called ${name}.`);
  const table = tables[name];
  if (segments.length !== table.key.length || !segments.every(isSegment)) return invalid(`A key of ${name} cannot be.`);
  const read = v.safeParse(table.row, row, { abortEarly: true });
  if (read.success) return ok(true);
  const [issue] = read.issues;
  const at = v.getDotPath(issue);
  const damage = at === null ? "" : ` at ${at}`;
  return invalid(`The row ${[name, ...segments].join(" ")} is damaged${damage}: ${issue.message}.`);
}
