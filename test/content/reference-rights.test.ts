import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../src/content/build/compile.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { ok } from "../../src/simulator/world/result.ts";
import { nodeHash } from "../../src/node/node-hash.ts";
import { applyTemplate } from "../../src/sandbox/apply-template.ts";
import { aShell } from "../support/shell.ts";

const { compiled, problems } = compileContent(join(import.meta.dirname, "../.."));
if (!compiled) throw new Error(problems.toString());
const { reference, templates } = compiled;
const state = templates.find(({ id }) => id === "reference");

/** Commands that need a right, by the line that shows them. */
const guarded = (reference.find(({ name }) => name === "az")?.commands ?? []).flatMap(
  ({ name, permission, examples: [line] }) =>
    permission !== undefined && line !== undefined ? [{ name, permission, line }] : [],
);

/** Makes the owner of the subscription one who may do everything but this action. */
function takeAway(simulator: Simulator, action: string): void {
  simulator.transact((draft) => {
    const owners = [...draft.scan("roleAssignment")].filter(({ row }) => row.roleId === "Owner");
    const role = {
      id: "all-but-one",
      name: "All but one",
      description: "",
      actions: ["*"],
      notActions: [action],
      dataActions: ["*"],
      notDataActions: [],
      assignableScopes: owners.map(({ row }) => row.scope),
    };
    draft.put("customRole", [role.id], role);
    for (const { row } of owners) draft.put("roleAssignment", [row.id], { ...row, roleId: role.id });
    return ok(null);
  });
}

describe("the right that the reference names for a command of az", () => {
  it("is one without which the example is rejected, and the rejection names it", async () => {
    if (!state) throw new Error("there is no state called reference");
    const { simulator, session, run } = aShell({ profile: "azure", startFiles: true });
    await applyTemplate(state, simulator, session, nodeHash);
    const start = simulator.world;
    const { operations } = simulator.rules().facts;
    const wrong: string[] = [];
    for (const { name, permission, line } of guarded) {
      simulator.moveTo(start);
      const action = operations[permission]?.action ?? permission;
      takeAway(simulator, action);
      const { exitCode, err } = await run(line, { answers: ["y", "y"] });
      const named = permission in operations || err.includes(action) || err.includes("Forbidden");
      if (exitCode === 0 || !named) wrong.push(`${name}: ${permission}\n${err}`);
    }
    expect(guarded.length).toBeGreaterThan(150);
    expect(wrong).toEqual([]);
  }, 90_000);
});
