import { home } from "./cli/create-machine.ts";
import type { Host } from "./cli/host.ts";
import type { Surface } from "./cli/az/surface.ts";
import { programs, type LoadSurface } from "./cli/programs.ts";
import { createSession, type Session, type SessionOptions } from "./cli/session.ts";
import { WorldFiles } from "./cli/world-files.ts";
import { resolveName } from "./identity/dns.ts";
import type { Simulator } from "./simulator.ts";

/** Lets real time pass for virtual time that a command took, in milliseconds, so that somebody can watch and stop it. */
export type Pace = (milliseconds: number) => Promise<void>;

export interface ShellOptions extends Omit<SessionOptions, "programs"> {
  pace?: Pace;
  /** The commands of `az`, or what loads them; without it the machine has none. */
  surface?: Surface | LoadSurface;
  /** Files that a machine without a home folder gets, by their path in it: text, or bytes as a `data:;base64,` address. */
  startFiles?: Readonly<Record<string, string>>;
}

/** Returns the services that the learner's machine and its shell need, backed by a simulator. */
export function createHost(simulator: Simulator, pace?: Pace): Host {
  return {
    get world() {
      return simulator.world;
    },
    get now() {
      return simulator.now;
    },
    hash: simulator.hash,
    blobs: simulator.blobs,
    send: simulator.send,
    transact: (change) => simulator.transact(change),
    moveTo: (world) => simulator.moveTo(world),
    onExchange: (listener) => simulator.onExchange(listener),
    async advance(milliseconds) {
      await simulator.advance(milliseconds);
      await pace?.(milliseconds);
    },
    rules: () => simulator.rules(),
    lookUp(name, origin) {
      const found = resolveName(simulator.world, simulator.rules(), name, origin);
      if (found.kind === "notFound") return { because: found.because };
      const { address, canonicalName } = found;
      return { address, ...(canonicalName !== undefined && { canonicalName }) };
    },
    cost: (request, response, origin) => simulator.requestTime(request, response, origin),
  };
}

const binary = "data:;base64,";

const contentOf = (value: string): string | Uint8Array =>
  value.startsWith(binary) ? Uint8Array.from(atob(value.slice(binary.length)), (char) => char.charCodeAt(0)) : value;

/** Starts a shell with every program, on a machine that has the files to start with. */
export function startShell(
  simulator: Simulator,
  { pace, surface, startFiles = {}, ...options }: ShellOptions,
): Session {
  const host = createHost(simulator, pace);
  const files = new WorldFiles(host);
  if (!files.stat(home)) {
    files.makeFolder(home);
    for (const [path, value] of Object.entries(startFiles)) files.write(`${home}/${path}`, contentOf(value));
  }
  const loadSurface = typeof surface === "object" ? () => Promise.resolve(surface) : surface;
  return createSession(host, { ...options, programs: programs(loadSurface, () => simulator.load()) });
}
