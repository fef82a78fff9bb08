/** The environment of a variant: command lines in order, and faults that are put in at the end. */
export interface EnvironmentSteps {
  commands: string[];
  /** Commands whose failure is part of the environment. */
  mayFail: string[];
  faults: { kind: string; target: string; factor?: number }[];
}

/**
 * Reads a setup, a step per line: a command, `? command` for one that may fail, or `@fault KIND TARGET [FACTOR]`. Empty lines and
 * lines that begin with `#` are left out.
 */
export function readSetup(setup: string): EnvironmentSteps {
  const steps: EnvironmentSteps = { commands: [], mayFail: [], faults: [] };
  for (const line of setup.split("\n").map((text) => text.trim())) {
    if (line === "" || line.startsWith("#")) continue;
    if (line.startsWith("@fault ")) {
      const [, kind = "", target = "", factor] = line.split(/\s+/);
      steps.faults.push({ kind, target, ...(factor !== undefined && { factor: Number(factor) }) });
      continue;
    }
    const command = line.replace(/^\?\s+/, "");
    steps.commands.push(command);
    if (command !== line) steps.mayFail.push(command);
  }
  return steps;
}
