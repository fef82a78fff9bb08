import { programs } from "../../src/simulator/cli/programs.ts";
import type { InstalledProgram, Program } from "../../src/simulator/cli/program.ts";
import { surface } from "./surface.ts";

/** Every program of the machine, loaded. */
export const loadedPrograms = (): Promise<Program[]> =>
  Promise.all(programs(() => Promise.resolve(surface)).map((program) => program.load()));

/** A program that the test has loaded, as the machine lists it. */
export const installedProgram = (program: Program): InstalledProgram => ({
  name: program.name,
  summary: program.summary,
  load: () => Promise.resolve(program),
});
