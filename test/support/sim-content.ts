import { join } from "node:path";
import { readSimContent } from "../../src/node/sim-content.ts";

/** What the command-line programs get of `content/`. */
export const simContent = readSimContent(join(import.meta.dirname, "../.."));
