import { Stop } from "../program.ts";
import { azError } from "./az-error.ts";
import type { Json } from "./az-call.ts";

/** JMESPath as `--query` uses it. */
export interface Query {
  /** Throws when a query cannot be read. */
  check(query: string): void;
  /** Throws a Stop in the client's words when a query cannot be carried out. */
  search(query: string, value: Json): Json;
}

/** Loads the library; only command lines with a query need it. */
export async function loadQuery(): Promise<Query> {
  const { compile, TreeInterpreter } = await import("@jmespath-community/jmespath");
  return {
    check: (query) => void compile(query, { enable_legacy_literals: true }),
    search(query, value) {
      try {
        return TreeInterpreter.search(compile(query, { enable_legacy_literals: true }), value) as Json;
      } catch (error) {
        if (error instanceof Stop) throw error;
        throw azError(`Invalid jmespath query supplied for \`--query\`: ${(error as Error).message}`);
      }
    },
  };
}
