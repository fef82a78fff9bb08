import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

describe("az identity", () => {
  it("creates an identity in the group's region, shows, lists and deletes it", async () => {
    const made = await az(simulator, "identity create -g shop -n puller");
    expect(Object.keys(made.object)).toEqual([
      "clientId",
      "id",
      "location",
      "name",
      "principalId",
      "resourceGroup",
      "systemData",
      "tags",
      "tenantId",
      "type",
    ]);
    expect(made.object["location"]).toBe("westeurope");
    expect((await az(simulator, "identity show -g shop -n puller")).json).toEqual(made.json);
    expect((await az(simulator, "identity list --query [].name")).json).toEqual(["puller"]);
    expect((await az(simulator, "identity delete -g shop -n puller")).out).toBe("");
    expect((await az(simulator, "identity show -g shop -n puller")).exitCode).toBe(3);
  });

  it("can hold a role by its principal id", async () => {
    const { object } = await az(simulator, "identity create -g shop -n puller");
    const id = String(object["principalId"]);
    const assigned = await az(
      simulator,
      `role assignment create --role AcrPull -g shop --assignee-object-id ${id} --assignee-principal-type ServicePrincipal`,
    );
    expect(assigned.object["principalId"]).toBe(id);
    const wrong = await az(
      simulator,
      `role assignment create --role AcrPush -g shop --assignee-object-id ${id} --assignee-principal-type User`,
    );
    expect(wrong.err).toContain("(UnmatchedPrincipalType)");
  });

  it("keeps federated credentials", async () => {
    await az(simulator, "identity create -g shop -n puller");
    const at = "-g shop --identity-name puller -n ci";
    const made = await az(simulator, `identity federated-credential create ${at} --issuer https://i --subject repo:a`);
    expect(made.object).toMatchObject({ audiences: ["api://AzureADTokenExchange"], issuer: "https://i" });
    const changed = await az(simulator, `identity federated-credential update ${at} --subject repo:b`);
    expect(changed.object).toMatchObject({ issuer: "https://i", subject: "repo:b" });
    expect((await az(simulator, `identity federated-credential show ${at}`)).json).toEqual(changed.json);
    expect((await az(simulator, `identity federated-credential delete ${at} --yes`)).exitCode).toBe(0);
    expect((await az(simulator, "identity federated-credential list -g shop --identity-name puller")).json).toEqual([]);
  });
});
