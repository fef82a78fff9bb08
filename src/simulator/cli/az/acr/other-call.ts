import type { Call } from "../../program.ts";

/** A start of another program by a command: the same machine, other words and another input. */
export const otherCall = (call: Call, args: string[], changes: Partial<Call>): Call => ({
  args,
  machine: call.machine,
  folder: call.folder,
  environment: call.environment,
  input: undefined,
  out: (text) => call.out(text),
  err: (text) => call.err(text),
  terminal: undefined,
  live: undefined,
  signal: call.signal,
  explain: (explanation) => call.explain(explanation),
  ...changes,
});
