import { join } from "node:path";
import { Problems } from "../../src/content/build/problems.ts";
import { readSurface } from "../../src/content/build/command-surface.ts";

const problems = new Problems();
const read = readSurface(join(import.meta.dirname, "../.."), problems);
if (!read) throw new Error(`content/commands does not parse\n${problems.toString()}`);

/** The commands of `az` as the app gets them, read from content/commands. */
export const surface = read;
