import type { Surface } from "./cli/az/surface.ts";
import { home } from "./cli/create-machine.ts";
import { programs } from "./cli/programs.ts";
import { createSession, type Session, type SessionHost, type SessionOptions } from "./cli/session.ts";
import { WorldFiles } from "./cli/world-files.ts";
import type { Simulator } from "./create-simulator.ts";
import { hostOf, type HostParts } from "./host.ts";

export interface ShellParts extends Omit<SessionOptions, "programs">, HostParts {
  /** The commands of `az`; without it the machine has none. */
  surface?: Surface;
  /** Files that a machine without a home folder gets, by their path in it: text, or bytes as a `data:;base64,` address. */
  startFiles?: Readonly<Record<string, string>>;
}

/** The host services a shell session needs, backed by a simulator. */
export function sessionHostOf(simulator: Simulator, parts: HostParts): SessionHost {
  const host = hostOf(simulator, parts);
  const more = {
    onExchange: simulator.onExchange.bind(simulator),
    checkpoint: simulator.history.checkpoint.bind(simulator.history),
    moveTo: simulator.moveTo.bind(simulator),
  };
  return Object.defineProperties(more, Object.getOwnPropertyDescriptors(host)) as typeof more & typeof host;
}

const binary = "data:;base64,";

const contentOf = (value: string): string | Uint8Array =>
  value.startsWith(binary) ? Uint8Array.from(atob(value.slice(binary.length)), (char) => char.charCodeAt(0)) : value;

/** A shell with every program, at a machine that has the files to start with. */
export function startShell(
  simulator: Simulator,
  { hash, blobs, pace, surface, startFiles = {}, ...options }: ShellParts,
): Session {
  const host = sessionHostOf(simulator, { hash, blobs, ...(pace && { pace }) });
  const files = new WorldFiles(host);
  if (!files.stat(home)) {
    files.makeFolder(home);
    for (const [path, value] of Object.entries(startFiles)) files.write(`${home}/${path}`, contentOf(value));
  }
  return createSession(host, { ...options, programs: programs(surface) });
}
