import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { assignmentsAt, principalAndGroups } from "../../../src/simulator/identity/assignments.ts";
import {
  principalsNamed,
  putAssignment,
  putPrincipal,
  removeAssignment,
  removePrincipal,
} from "../../../src/simulator/identity/directory.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import type { Reader } from "../../../src/simulator/world/world.ts";
import { aSimulator } from "../../support/simulator.ts";
import { subscription } from "./people.ts";

const ids = ["a", "b", "c", "d", "e"];
const anId = fc.constantFrom(...ids);
const step = fc.oneof(
  fc.record({ kind: fc.constant("person" as const), id: anId, members: fc.uniqueArray(anId), appId: anId }),
  fc.record({ kind: fc.constant("leave" as const), id: anId }),
  fc.record({ kind: fc.constant("give" as const), id: fc.constantFrom("1", "2", "3", "4"), to: anId }),
  fc.record({ kind: fc.constant("take" as const), id: fc.constantFrom("1", "2", "3", "4") }),
);

/** The principal and its groups by a walk over the whole directory. */
function walked(reader: Reader, id: string): Set<string> {
  const found = new Set([id]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { row } of reader.scan("principal")) {
      if (row.members?.some((member) => found.has(member))) found.add(row.id);
    }
  }
  return found;
}

describe("look-ups in the directory", () => {
  it("find the same as a walk over all principals and assignments, after any writes and removals", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const simulator = aSimulator();
        const scope = subscription(simulator);
        simulator.transact((draft) => {
          for (const step of steps) {
            if (step.kind === "person") {
              const { id, members, appId } = step;
              putPrincipal(draft, { id, kind: "group", displayName: id, members, appId: `App-${appId}` });
            }
            if (step.kind === "leave") removePrincipal(draft, step.id);
            if (step.kind === "give") {
              putAssignment(draft, { id: step.id, principalId: step.to, roleId: "Owner", scope, createdAt: 0 });
            }
            if (step.kind === "take") removeAssignment(draft, step.id);
          }
          return ok(null);
        });
        const { world } = simulator;
        const people = Array.from(world.scan("principal"), ({ row }) => row);
        const assignments = Array.from(world.scan("roleAssignment"), ({ row }) => row);
        for (const id of ids) {
          const groups = walked(world, id);
          expect([...principalAndGroups(world, id)].toSorted()).toEqual([...groups].toSorted());
          expect(assignmentsAt(world, simulator.rules(), id, scope).map(({ assignment }) => assignment.id)).toEqual(
            assignments.filter(({ principalId }) => groups.has(principalId)).map((row) => row.id),
          );
          expect(principalsNamed(world, `app-${id}`)).toEqual(people.filter(({ appId }) => appId === `App-${id}`));
        }
      }),
      { numRuns: 60 },
    );
  });

  it("find the learner in a new world", () => {
    expect(principalsNamed(aSimulator().world, "LEARNER@harbour.example")).toHaveLength(1);
  });
});
