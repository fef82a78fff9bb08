import type { WorldStorage } from "../progress/world-storage.ts";
import type { WorldEntry } from "./world-entry.ts";
import { SandboxError } from "./sandbox-error.ts";

/** The worlds that are stored on the device, in no order. */
export async function entriesOf(storage: WorldStorage): Promise<WorldEntry[]> {
  return (await storage.list()).map(({ entry }) => entry as WorldEntry);
}

/** One of them; throws `NoWorld` when it is not there. */
export async function entryOf(storage: WorldStorage, id: string): Promise<WorldEntry> {
  const found = (await entriesOf(storage)).find((entry) => entry.id === id);
  if (!found) throw new SandboxError("NoWorld", "That environment isn't on this device.");
  return found;
}

/** A name that no other world has: `Empty`, `Empty 2`, … */
export async function freeName(storage: WorldStorage, name: string): Promise<string> {
  const taken = new Set((await entriesOf(storage)).map((entry) => entry.name));
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? name : `${name} ${count}`;
    if (!taken.has(candidate)) return candidate;
  }
}
