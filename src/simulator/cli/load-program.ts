import { ExitError, type InstalledProgram, type Program } from "./program.ts";

/** Loads a program before it is started, completed or described; throws an ExitError when its code can't be fetched. */
export async function loadProgram(installed: InstalledProgram): Promise<Program> {
  try {
    return await installed.load();
  } catch {
    throw new ExitError(126, `bash: ${installed.name}: cannot be loaded`, {
      code: "ProgramNotLoaded",
      text: `The code of ${installed.name} isn't on this device yet and couldn't be fetched. The command changed nothing.`,
      next: "Connect to the internet, then run the command again.",
    });
  }
}
