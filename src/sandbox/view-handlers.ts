import { complete } from "../simulator/cli/completion.ts";
import { accessOf } from "./access-view.ts";
import { eventsOf } from "./events-view.ts";
import type { HandlersOf } from "./handlers.ts";
import { namesOf } from "./names-view.ts";
import type { OpenWorld } from "./open-world.ts";
import { ruleChanges } from "./rule-changes.ts";
import { stateFields, stateOf } from "./state-view.ts";
import { topologyOf } from "./topology-view.ts";
import { troublesOf } from "./trouble-view.ts";

type Views =
  | "complete"
  | "history"
  | "earlierBlocks"
  | "names"
  | "troubles"
  | "places"
  | "ruleChanges"
  | "wire"
  | "state"
  | "stateFields"
  | "access"
  | "events"
  | "topology";

/** Answers what only looks at the open world. */
export function viewHandlers(current: () => OpenWorld): HandlersOf<Views> {
  return {
    complete: ({ line, cursor }) => complete(line, cursor, current().session),
    history: async () => (await current().transcript.all()).map(({ block }) => block.line),
    earlierBlocks: ({ before, count }) => current().transcript.blocksBefore(before, count),
    names: ({ kind, registry }) => namesOf(current().session, kind, registry),
    troubles: () => troublesOf(current().simulator.world),
    places: () => current().places,
    ruleChanges: () => {
      const { simulator, entry } = current();
      return ruleChanges(simulator.rules().facts, simulator.world, entry.profile);
    },
    wire: (ask) => current().transcript.wire(ask),
    state: (ask) => stateOf(current().simulator.world, current().changedKeys, ask),
    stateFields: ({ path }) => stateFields(current().simulator.world, path) ?? null,
    access: (ask) => {
      const { simulator, session } = current();
      return accessOf(simulator.world, simulator.rules(), session.origin, ask) ?? null;
    },
    events: () => eventsOf(current().simulator.world),
    topology: () => topologyOf(current().simulator.world, current().simulator.rules()),
  };
}
