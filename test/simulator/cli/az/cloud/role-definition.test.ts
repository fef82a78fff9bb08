import { beforeEach, describe, expect, it } from "vitest";
import { home } from "../../../../../src/simulator/cli/create-machine.ts";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aMachine } from "../../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

const subscription = async () => (await az(simulator, "account show --query id -o tsv")).out.trim();

const write = async (actions: string[]) =>
  aMachine(simulator).files.write(
    `${home}/role.json`,
    JSON.stringify({
      Name: "Webhook keeper",
      IsCustom: true,
      Description: "Keeps webhooks",
      Actions: actions,
      AssignableScopes: [`/subscriptions/${await subscription()}`],
    }),
  );

describe("az role definition", () => {
  it("lists built-in roles by name", async () => {
    const { json } = await az(simulator, "role definition list --name AcrPull");
    expect(json).toMatchObject([{ roleName: "AcrPull", roleType: "BuiltInRole", assignableScopes: ["/"] }]);
    const [{ name, id } = {}] = json as { name?: string; id?: string }[];
    expect((await az(simulator, `role definition show --name ${name ?? ""}`)).object["roleName"]).toBe("AcrPull");
    expect((await az(simulator, `role definition show --id ${id ?? ""}`)).object["roleName"]).toBe("AcrPull");
    expect((await az(simulator, "role definition list -o table")).out.split(/\s+/).slice(0, 3)).toEqual([
      "Name",
      "Type",
      "Description",
    ]);
  });

  it("creates a custom role from a file, changes it and deletes it", async () => {
    await write(["*/read"]);
    const made = await az(simulator, "role definition create --role-definition @role.json");
    expect(made.object).toMatchObject({ roleName: "Webhook keeper", roleType: "CustomRole" });
    expect(made.object["permissions"]).toMatchObject([{ actions: ["*/read"], dataActions: [] }]);
    await write(["*/read", "*/write"]);
    const changed = await az(simulator, "role definition update --role-definition role.json");
    expect(changed.object["name"]).toBe(made.object["name"]);
    expect(changed.object["permissions"]).toMatchObject([{ actions: ["*/read", "*/write"] }]);
    const custom = await az(simulator, "role definition list --custom-role-only true --query [].roleName");
    expect(custom.json).toEqual(["Webhook keeper"]);
    expect((await az(simulator, ["role", "definition", "delete", "--name", "Webhook keeper"])).exitCode).toBe(0);
    expect((await az(simulator, "role definition list --custom-role-only true")).json).toEqual([]);
  });

  it("requires JSON with assignable scopes, and never changes a built-in role", async () => {
    expect((await az(simulator, "role definition create --role-definition nothing")).err).toContain(
      "Failed to parse string as JSON",
    );
    expect((await az(simulator, ["role", "definition", "create", "--role-definition", '{"Name":"x"}'])).err).toBe(
      "ERROR: please provide 'assignableScopes'\n",
    );
    const builtIn = JSON.stringify({ Name: "AcrPull", AssignableScopes: [`/subscriptions/${await subscription()}`] });
    expect((await az(simulator, ["role", "definition", "create", "--role-definition", builtIn])).err).toContain(
      "(RoleDefinitionWithSameNameExists)",
    );
  });
});
