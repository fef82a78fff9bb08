import * as v from "valibot";
import { tables, type TableName } from "./tables.ts";

const isTable = (name: string): name is TableName => Object.hasOwn(tables, name);

/** Segments of a key are separated by this character, so none can hold it. */
const isSegment = (value: string): boolean => !value.includes("\u0000");

/** Returns why a row cannot be one of a world, in one sentence, or undefined when it can. */
export function rowProblem([name = "", ...segments]: readonly string[], row: unknown): string | undefined {
  if (!isTable(name)) return `There is no table called ${name}.`;
  const table = tables[name];
  if (segments.length !== table.key.length || !segments.every(isSegment)) return `A key of ${name} cannot be.`;
  const read = v.safeParse(table.row, row, { abortEarly: true });
  if (read.success) return undefined;
  const [issue] = read.issues;
  const at = v.getDotPath(issue);
  return `The row ${[name, ...segments].join(" ")} is damaged${at === null ? "" : ` at ${at}`}: ${issue.message}.`;
}
