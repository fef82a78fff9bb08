import { evaluate, readQuery } from "../output/query-evaluator.ts";
import { azError } from "./az-error.ts";
import type { JsonValue } from "../../world/json.ts";

/** Throws when a query cannot be read. */
export const checkQuery = (query: string): void => void readQuery(query);

/** What a query makes of a result. Throws an ExitError in the client's words when it cannot be carried out. */
export function search(query: string, value: JsonValue): JsonValue {
  const node = readQuery(query);
  try {
    return evaluate(node, value);
  } catch (error) {
    throw azError(`Invalid jmespath query supplied for \`--query\`: ${(error as Error).message}`, 1, {
      code: "QueryFailed",
      text: "The query could be read, and cannot be carried out on this result.",
      next: "Look at the result without `--query` first.",
    });
  }
}
