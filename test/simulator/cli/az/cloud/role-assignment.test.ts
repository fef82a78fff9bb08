import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { putPrincipal } from "../../../../../src/simulator/identity/directory.ts";
import { ok } from "../../../../../src/simulator/world/result.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

const bob = "11111111-2222-4333-8444-555555555555";
let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
  simulator.transact((draft) => {
    putPrincipal(draft, { id: bob, kind: "user", displayName: "Bob", userPrincipalName: "bob@contoso.com" });
    return ok(null);
  });
});

const run = (line: string) => az(simulator, `role assignment ${line}`);

describe("az role assignment create", () => {
  it("assigns a role to a user by sign-in name, at a group", async () => {
    const { exitCode, object } = await run("create --assignee bob@contoso.com --role AcrPull -g shop");
    expect(exitCode).toBe(0);
    expect(object).toMatchObject({ principalId: bob, principalType: "User", resourceGroup: "shop", condition: null });
    expect(object["name"]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Object.keys(object)).toEqual([
      "condition",
      "conditionVersion",
      "createdBy",
      "createdOn",
      "delegatedManagedIdentityResourceId",
      "description",
      "id",
      "name",
      "principalId",
      "principalType",
      "resourceGroup",
      "roleDefinitionId",
      "scope",
      "type",
      "updatedBy",
      "updatedOn",
    ]);
  });

  it("succeeds for an assignment that already exists", async () => {
    const first = await run("create --assignee bob@contoso.com --role AcrPull -g shop");
    const second = await run("create --assignee bob@contoso.com --role AcrPull -g shop");
    expect(second.exitCode).toBe(0);
    expect(second.object["name"]).toBe(first.object["name"]);
  });

  it("requires exactly one way to name the assignee", async () => {
    for (const who of ["", `--assignee bob@contoso.com --assignee-object-id ${bob}`]) {
      const { exitCode, err } = await run(`create --role AcrPull ${who}`);
      expect([exitCode, err]).toEqual([1, "ERROR: usage error: --assignee STRING | --assignee-object-id GUID\n"]);
    }
    expect((await run("create --assignee bob@contoso.com")).err).toContain(
      "the following arguments are required: --role",
    );
  });

  it("says when the role or the principal does not exist", async () => {
    expect((await run("create --assignee bob@contoso.com --role AcrPul -g shop")).err).toBe(
      "ERROR: Role 'AcrPul' doesn't exist.\n",
    );
    expect((await run("create --assignee eve@contoso.com --role AcrPull -g shop")).err).toContain(
      "Cannot find user or service principal in graph database for 'eve@contoso.com'.",
    );
    const unknown = "99999999-2222-4333-8444-555555555555";
    expect((await run(`create --assignee-object-id ${unknown} --role AcrPull -g shop`)).err).toContain(
      "(PrincipalNotFound)",
    );
  });
});

describe("az role assignment list and delete", () => {
  it("list shows exactly the scope unless inherited ones are asked for", async () => {
    await run("create --assignee bob@contoso.com --role AcrPull");
    const atGroup = await run("list -g shop --assignee bob@contoso.com");
    expect(atGroup.json).toEqual([]);
    const inherited = await run("list -g shop --assignee bob@contoso.com --include-inherited");
    expect(inherited.json).toMatchObject([{ principalName: "bob@contoso.com", roleDefinitionName: "AcrPull" }]);
    const [titles] = (await run("list -o table")).out.split("\n");
    expect(titles?.trim().split(/\s+/)).toEqual(["Principal", "Role", "Scope"]);
  });

  it("delete removes what matches, and says when nothing does", async () => {
    await run("create --assignee bob@contoso.com --role AcrPull -g shop");
    expect((await run("delete --assignee bob@contoso.com --role AcrPush -g shop")).err).toBe(
      "ERROR: No matched assignments were found to delete\n",
    );
    expect((await run("delete --assignee bob@contoso.com --role AcrPull -g shop")).exitCode).toBe(0);
    expect((await run("list --assignee bob@contoso.com --all")).json).toEqual([]);
  });

  it("delete takes ids, and asks before it removes everything", async () => {
    const { object } = await run("create --assignee bob@contoso.com --role AcrPull -g shop");
    expect((await run("delete")).err).toContain("Unable to prompt for confirmation");
    expect((await run(`delete --ids ${String(object["id"])}`)).exitCode).toBe(0);
    expect((await run("list --assignee bob@contoso.com --all")).json).toEqual([]);
  });
});

describe("az role assignment update", () => {
  it("changes the condition of an assignment, and neither who nor where", async () => {
    const { object } = await run("create --assignee bob@contoso.com --role AcrPull -g shop");
    const condition = "@Request[repositories:name] StringEqualsIgnoreCase 'web'";
    const update = (changes: object) =>
      az(simulator, ["role", "assignment", "update", "--role-assignment", JSON.stringify({ ...object, ...changes })]);
    const changed = await update({ condition, conditionVersion: "2.0" });
    expect(changed.object).toMatchObject({ id: object["id"] ?? null, condition });
    const moved = await update({ scope: "/subscriptions/other" });
    expect([moved.exitCode, moved.err]).toEqual([
      1,
      "ERROR: Changing property 'scope' or 'principalId' is not allowed.\n",
    ]);
  });
});
