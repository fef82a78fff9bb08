import { historyFile } from "../simulator/cli/create-machine.ts";
import type { Session } from "../simulator/cli/session.ts";
import type { Simulator } from "../simulator/simulator.ts";
import type { Hash } from "../simulator/world/hash.ts";
import { ok } from "../simulator/world/result.ts";
import type { FaultState } from "./world-status.ts";
import { putFault } from "../simulator/registry/put-fault.ts";
import type { WorldTemplate } from "../content/world-template.ts";

/**
 * Runs a template's commands in an empty world and calls `onProgress` with the number that have run. Throws when a command
 * that should succeed doesn't.
 */
export async function applyTemplate(
  template: WorldTemplate,
  simulator: Simulator,
  session: Session,
  hash: Hash,
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  const { signal } = new AbortController();
  for (const [done, line] of template.commands.entries()) {
    onProgress(done);
    let printed = "";
    const note = (text: string | Uint8Array) => {
      if (typeof text === "string") printed += text;
    };
    const { exitCode } = await session.execute(line, { out: note, err: note, signal });
    if (exitCode !== 0 && !template.mayFail?.includes(line)) {
      throw new Error(`template ${template.id}: \`${line}\` ended with ${exitCode}: ${printed}`);
    }
  }
  if (template.bulk) {
    const { fillRegistry } = await import("./fill-registry.ts");
    await fillRegistry(simulator, hash, template.bulk);
  }
  if (template.minutes) await simulator.advance(template.minutes * 60_000);
  if (template.faults) await simulator.load();
  simulator.transact((draft) => {
    for (const fault of (template.faults ?? []) as FaultState[]) putFault(draft, simulator.rules(), fault);
    // What made the state is not what the learner typed.
    draft.remove("file", historyFile);
    return ok(null);
  });
}
