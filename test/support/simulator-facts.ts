import { join } from "node:path";
import { readFacts } from "../../src/content/build/fact-table.ts";
import { Problems } from "../../src/content/build/problems.ts";
import { simulatorFacts } from "../../src/content/build/simulator-facts.ts";

const table = readFacts(join(import.meta.dirname, "../.."), new Problems());
if (!table) throw new Error("content/facts does not parse");

/** The facts as the simulator gets them, read from content/facts. */
export const facts = simulatorFacts(table);
