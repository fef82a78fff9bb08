/** The environment of a question: command lines in order, faults that are put in at the end, and where the learner is then. */
export interface EnvironmentSteps {
  commands: string[];
  /** Commands whose failure is part of the environment. */
  mayFail: string[];
  faults: { kind: string; target: string; factor?: number }[];
  /** The place of the learner at the end, by id or words of its label; the laptop when left out. */
  at?: string;
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));

/**
 * Reads a setup, a step per line: a command, `? command` for one that may fail, `@fault KIND TARGET [FACTOR]`, or `@at PLACE`.
 * Empty lines and lines that begin with `#` are left out.
 */
export function readSetup(setup: string): EnvironmentSteps {
  const steps: EnvironmentSteps = { commands: [], mayFail: [], faults: [] };
  for (const line of linesOf(setup)) {
    const [word, kind = "", target = "", factor] = line.split(/\s+/);
    if (word === "@fault") steps.faults.push({ kind, target, ...(factor !== undefined && { factor: Number(factor) }) });
    else if (word === "@at") steps.at = line.slice("@at ".length).trim();
    else {
      const command = line.replace(/^\?\s+/, "");
      steps.commands.push(command);
      if (command !== line) steps.mayFail.push(command);
    }
  }
  return steps;
}

/** A step of a probe: a command, or the place that the next ones are typed at. */
export type ProbeStep = { command: string } | { at: string };

/** Reads a probe, a step per line: a command, or `@at PLACE`. */
export const readProbe = (run: string): ProbeStep[] =>
  linesOf(run).map((line) =>
    line.startsWith("@at ") ? { at: line.slice("@at ".length).trim() } : { command: line.replace(/^\?\s+/, "") },
  );
