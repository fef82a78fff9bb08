import { diffWorlds, type RowChange } from "../simulator/world/diff.ts";
import type { World } from "../simulator/world/world.ts";
import { historyFile, home } from "../simulator/cli/create-machine.ts";
import type { ShellRow } from "../simulator/world/client-tables.ts";
import { changeChips } from "./changes.ts";
import type { WireEntry } from "./protocol.ts";

const reads = new Set(["GET", "HEAD", "OPTIONS"]);

/** Files in which the shell and the tools note that a command ran. */
const toolMemory = /^\/home\/learner\/(?:\.azure(?:\/|$)|\.kube\/cache(?:\/|$))/;

/** Endpoints that give out tokens; every command may ask there first. */
const signIn = /\/oauth2\/|^https:\/\/login\./;

/** Returns a shell row without the exit status of the last command, which every failing command changes. */
const lasting = (row: unknown): string => JSON.stringify({ ...(row as ShellRow), status: 0 });

/** Tells whether a shell row is as the first command of an environment leaves it. */
const isFresh = ({ folder, functions, options }: ShellRow): boolean =>
  folder === home && Object.keys(functions).length === 0 && options.length === 0;

const isOnMachine = ({ table }: RowChange): boolean => ["file", "localBlob", "shell"].includes(table);

function isToolMemory({ table, segments, before, after }: RowChange): boolean {
  if (table === "file") return segments[0] === historyFile || toolMemory.test(segments[0] ?? "");
  if (table !== "shell") return false;
  return before === undefined ? isFresh(after as ShellRow) : lasting(before) === lasting(after);
}

/**
 * Tells whether a command changed nothing: no file, image or variable on the machine, and nothing in the cloud. Changes that
 * time alone makes in the cloud while a command only reads don't count, unless the learner sees them as changed things.
 */
export function isIdleCommand(before: World, after: World, wire: readonly WireEntry[]): boolean {
  const changes = diffWorlds(before, after).filter(({ table }) => table !== "now" && table !== "serial");
  if (!changes.filter(isOnMachine).every(isToolMemory)) return false;
  const inCloud = changes.filter((change) => !isOnMachine(change));
  const onlyRead = wire.every(({ method, url }) => reads.has(method) || signIn.test(url));
  return inCloud.length === 0 || (onlyRead && changeChips(inCloud).length === 0);
}
