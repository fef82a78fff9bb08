import { readSurface } from "../content/build/command-surface.ts";
import { readFacts } from "../content/build/fact-table.ts";
import { Problems } from "../content/build/problems.ts";
import { simulatorFacts } from "../content/build/simulator-facts.ts";
import { readStartFiles, type StartFiles } from "../content/build/start-files.ts";
import type { Surface } from "../simulator/cli/az/surface.ts";
import type { SimulatorFacts } from "../simulator/registry/facts.ts";

/** What the simulator needs of `content/`. It is plain data and survives JSON. */
export interface SimContent {
  facts: SimulatorFacts;
  /** The commands of `az`. */
  surface: Surface;
  /** Files of the learner's machine. */
  startFiles: StartFiles;
}

/** Reads it from the repository at `root`. Throws an Error that lists every problem with file and line. */
export function readSimContent(root: string): SimContent {
  const problems = new Problems();
  const table = readFacts(root, problems);
  const surface = readSurface(root, problems);
  if (!table || !surface) throw new Error(`The content can't be read:\n${problems.toString()}`);
  return { facts: simulatorFacts(table), surface, startFiles: readStartFiles(root) };
}
