import type { Profile } from "../assessment/item.ts";
import { putFault } from "../simulator/registry/put-fault.ts";
import { ok } from "../simulator/world/result.ts";
import type { OpenWorld } from "./open-world.ts";
import { faultTitle } from "./trouble-view.ts";
import type { FaultState, WorldStatus } from "./world-status.ts";

/** Starts or ends a failure as a step of its own. */
export function setFault(open: OpenWorld, { on, ...fault }: FaultState & { on: boolean }): Promise<WorldStatus> {
  const { kind, target } = fault;
  const { simulator } = open;
  const label = `${on ? "Start" : "End"} failure: ${faultTitle(kind)} ${target}`.trim();
  return open.act(label, () => {
    simulator.transact((draft) => {
      if (on) putFault(draft, simulator.rules(), fault);
      else draft.remove("fault", kind, target);
      return ok(null);
    });
  });
}

/** Changes the rule profile as a step of its own. */
export function setProfile(open: OpenWorld, profile: Profile): Promise<WorldStatus> {
  open.entry.profile = profile;
  return open.act(`Rules: ${profile === "azure" ? "Azure today" : "Chapter"}`, () => {
    open.simulator.transact((draft) => {
      draft.update("settings", [], (settings) => ({ ...settings, profile }));
      return ok(null);
    });
  });
}
