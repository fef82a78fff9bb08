import type { Rules } from "../registry/rules.ts";
import type { Reader } from "../world/world.ts";
import type { Caller, ContentOperation, Verdict } from "./access.ts";
import { callerName, mayTouchContent, operationWords } from "./evaluate.ts";

export const contentOperations = Object.keys(operationWords) as ContentOperation[];

/** One caller's row: the verdict on each operation. */
export interface AccessRow {
  caller: Caller;
  name: string;
  verdicts: Record<ContentOperation, Verdict>;
}

/** Everybody who could ask something of a registry: the directory, the admin account, its tokens, and nobody. */
export function callersOf(reader: Reader, registry: string): Caller[] {
  const principals = [...reader.scan("principal")]
    .map(({ row }) => row)
    .filter(({ kind }) => kind !== "group")
    .map(({ id }): Caller => ({ kind: "principal", id }));
  const tokens = [...reader.scan("token", [registry])].map(({ row }): Caller => ({
    kind: "token",
    registry,
    name: row.name,
  }));
  return [...principals, { kind: "admin", registry }, ...tokens, { kind: "anonymous" }];
}

/** Who may do what in a repository, by the same evaluator that the planes ask. */
export const accessMatrix = (
  reader: Reader,
  rules: Rules,
  { registry, repository, callers }: { registry: string; repository: string; callers?: readonly Caller[] },
): AccessRow[] =>
  (callers ?? callersOf(reader, registry)).map((caller) => ({
    caller,
    name: callerName(reader, caller),
    verdicts: Object.fromEntries(
      contentOperations.map((operation) => {
        // The catalog belongs to the registry as a whole.
        const where = operation === "catalogList" ? {} : { repository };
        return [operation, mayTouchContent(reader, rules, { caller, registry, operation, ...where })];
      }),
    ) as Record<ContentOperation, Verdict>,
  }));
