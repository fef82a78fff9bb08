import { accountModules } from "./account/account-modules.ts";
import { registryModules } from "./acr/registry-modules.ts";
import { registryPartModules } from "./acr/task-modules.ts";
import { cloudModules } from "./cloud/cloud-modules.ts";
import type { AzRun } from "./az-run.ts";
import type { SurfaceCommand } from "./surface.ts";
import type { AzHandler, AzModule, AzTable } from "./az-call.ts";
import type { JsonValue } from "../../world/json.ts";

/**
 * Everything that serves commands, group by group: a new module is added to this list and nowhere else. A command of the
 * surface that no module serves still parses, helps and completes, and says by name that it is not simulated.
 */
const modules: readonly AzModule[] = [...cloudModules, ...registryModules, ...registryPartModules];

type Serve = (run: AzRun) => Promise<JsonValue | undefined>;

const signedIn =
  (handler: AzHandler): Serve =>
  async (run) => {
    await run.open();
    return handler(run);
  };

const handlers = new Map<string, Serve>([
  ...accountModules.flatMap((part) => Object.entries(part.handlers)),
  ...modules.flatMap((part) =>
    Object.entries(part.handlers).map(([command, handler]) => [command, signedIn(handler)] as const),
  ),
]);

const tables = new Map<string, AzTable>(
  [...accountModules, ...modules].flatMap((part) => Object.entries(part.tables ?? {})),
);

/** What serves a command; undefined when nothing does. */
export const handlerOf = (command: string): Serve | undefined => handlers.get(command);

/** Why a command of the surface is left out; undefined when it is served. */
export function whyNotServed({ command, notSimulated }: SurfaceCommand): string | undefined {
  return notSimulated ?? (handlers.has(command) ? undefined : "The simulator doesn't implement this command");
}

/** The command's own table, where it has one. */
export const tableOf = (command: string): AzTable | undefined => tables.get(command);
