import { curl } from "./cli/net/curl.ts";
import { dig } from "./cli/net/dig.ts";
import { nslookup } from "./cli/net/nslookup.ts";
import { git } from "./cli/git/git.ts";
import { home } from "./cli/create-machine.ts";
import { createSession, type Session, type SessionHost, type SessionOptions } from "./cli/session.ts";
import { filters } from "./cli/shell/filters/all.ts";
import type { Program } from "./cli/program.ts";
import { WorldFiles } from "./cli/world-files.ts";
import type { Simulator } from "./create-simulator.ts";
import { hostOf, type HostParts } from "./host.ts";

export interface ShellParts extends Omit<SessionOptions, "programs">, HostParts {
  /** Files that a machine without a home folder gets, by their path in it. */
  startFiles?: Readonly<Record<string, string>>;
}

/** Every program of the machine. */
export const programs = (): Program[] => [git, curl, nslookup, dig, ...filters];

/** What a session stands on, over a simulator. */
export function sessionHostOf(simulator: Simulator, parts: HostParts): SessionHost {
  const host = hostOf(simulator, parts);
  const more = {
    onExchange: simulator.onExchange.bind(simulator),
    checkpoint: simulator.history.checkpoint.bind(simulator.history),
    moveTo: simulator.moveTo.bind(simulator),
  };
  return Object.defineProperties(more, Object.getOwnPropertyDescriptors(host)) as typeof more & typeof host;
}

/** A shell with every program, at a machine that has the files to start with. */
export function startShell(
  simulator: Simulator,
  { hash, blobs, pace, startFiles = {}, ...options }: ShellParts,
): Session {
  const host = sessionHostOf(simulator, { hash, blobs, ...(pace && { pace }) });
  const files = new WorldFiles(host);
  if (!files.stat(home)) {
    files.makeFolder(home);
    for (const [path, text] of Object.entries(startFiles)) files.write(`${home}/${path}`, text);
  }
  return createSession(host, { ...options, programs: programs() });
}
