import { azError } from "./az-error.ts";
import type { Json } from "./az-call.ts";

/** JMESPath as `--query` uses it. */
export interface Query {
  /** Throws when a query cannot be read. */
  check(query: string): void;
  /** Throws a Stop in the client's words when a query cannot be carried out. */
  search(query: string, value: Json): Json;
}

/** Loads the query language; only command lines with a query need it. */
export async function loadQuery(): Promise<Query> {
  const { evaluate, readQuery } = await import("../output/query-evaluator.ts");
  return {
    check: (query) => void readQuery(query),
    search(query, value) {
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
    },
  };
}
