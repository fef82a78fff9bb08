import { Timeline } from "../../src/sandbox/timeline.ts";
import { diffWorlds } from "../../src/simulator/world/diff.ts";
import type { Manifest } from "../../src/simulator/world/content-tables.ts";
import { ok } from "../../src/simulator/world/result.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { handlerOf, simulatorUnderTest } from "./simulator-loads.ts";
import { pushLayers } from "./simulator-push.ts";
import type { Load } from "./simulator.ts";
import { median } from "./table.ts";

/** A world of so many manifests, put there past the planes. */
async function largeWorld(manifests: number): Promise<Simulator> {
  const simulator = simulatorUnderTest();
  const digest = await pushLayers(handlerOf(simulator), "app:first", [new Uint8Array(10)]);
  const row: Manifest | undefined = simulator.world.get("manifest", "contoso", "app", digest);
  simulator.transact((draft) => {
    for (let at = 0; row && at < manifests; at++) {
      draft.put("manifest", ["contoso", "app", `sha256:${at.toString(16).padStart(64, "0")}`], row);
    }
    return ok(true);
  });
  return simulator;
}

const rounds = 300;

/** Median milliseconds of one step, over many rounds in one world. */
const eachRound =
  (step: (simulator: Simulator, round: number) => Promise<number>) =>
  async (size: number): Promise<number> => {
    const simulator = await largeWorld(10_000 * size);
    const costs: number[] = [];
    for (let round = 0; round < rounds; round++) costs.push(await step(simulator, round));
    return median(costs);
  };

function time(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Steps that must cost the same in a world of 10,000 manifests and in one of a million. */
export const undoInALargeWorld = (): Load[] => [
  {
    name: "a small push in a world of 10,000 manifests",
    run: eachRound(async (simulator, round) => {
      const start = performance.now();
      await pushLayers(handlerOf(simulator), `app:v${round}`, [new TextEncoder().encode(`round ${round}`)]);
      return performance.now() - start;
    }),
  },
  {
    name: "a change in a world of 10,000 manifests, with its step on the timeline",
    run: eachRound(async (simulator, round) => {
      const label = `step ${round}`;
      return time(() => {
        const before = simulator.world;
        simulator.transact((draft) => ok(draft.put("group", [label], { name: label, location: "", tags: {} })));
        new Timeline().record(before, simulator.world, { label });
      });
    }),
  },
  {
    name: "undo and redo of a push in a world of 10,000 manifests",
    run: eachRound(async (simulator, round) => {
      const timeline = new Timeline();
      const before = simulator.world;
      await pushLayers(handlerOf(simulator), `app:v${round}`, [new TextEncoder().encode(`round ${round}`)]);
      timeline.record(before, simulator.world, { label: "push" });
      return time(() => {
        for (const move of ["undo", "redo"] as const) {
          const moved = timeline[move](simulator.world);
          if (moved) simulator.moveTo(moved.world);
        }
      });
    }),
  },
  {
    name: "difference that a push made to a world of 10,000 manifests",
    run: eachRound(async (simulator, round) => {
      const before = simulator.world;
      await pushLayers(handlerOf(simulator), `app:v${round}`, [new TextEncoder().encode(`round ${round}`)]);
      return time(() => diffWorlds(before, simulator.world));
    }),
  },
];
