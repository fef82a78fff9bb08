import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

describe("az ad sp create-for-rbac", () => {
  it("makes an application with a secret, a service principal, and assigns the role", async () => {
    const scope = (await az(simulator, "group show -n shop --query id -o tsv")).out.trim();
    const made = await az(simulator, `ad sp create-for-rbac --name ci --role AcrPush --scopes ${scope}`);
    expect(made.exitCode).toBe(0);
    expect(Object.keys(made.object)).toEqual(["appId", "displayName", "password", "tenant"]);
    expect(made.err).toContain(`WARNING: Creating 'AcrPush' role assignment under scope '${scope}'`);
    expect(made.err).toContain("The output includes credentials that you must protect.");
    const appId = String(made.object["appId"]);
    const assignments = await az(simulator, `role assignment list --assignee ${appId} --all`);
    expect(assignments.json).toMatchObject([{ roleDefinitionName: "AcrPush", scope, principalName: appId }]);
    expect((await az(simulator, `ad sp show --id ${appId} --query displayName`)).json).toBe("ci");
    expect((await az(simulator, "ad sp list --display-name ci --query [].appId")).json).toEqual([appId]);
    const login = `login --service-principal -u ${appId} -p ${String(made.object["password"])} --tenant ${String(made.object["tenant"])}`;
    expect((await az(simulator, login)).exitCode).toBe(0);
  });

  it("requires scopes with a role", async () => {
    const { exitCode, err } = await az(simulator, "ad sp create-for-rbac --name ci --role AcrPush");
    expect([exitCode, err]).toEqual([
      1,
      "ERROR: Usage error: To create role assignments, specify both --role and --scopes.\n",
    ]);
  });

  it("gives an existing application another secret", async () => {
    const first = await az(simulator, "ad sp create-for-rbac --name ci");
    const second = await az(simulator, "ad sp create-for-rbac --name ci");
    expect(second.err).toContain("Found an existing application instance: (id) ");
    expect(second.object["appId"]).toBe(first.object["appId"]);
    expect(second.object["password"]).not.toBe(first.object["password"]);
    const reset = await az(simulator, `ad sp credential reset --id ${String(first.object["appId"])}`);
    expect(Object.keys(reset.object)).toEqual(["appId", "password", "tenant"]);
  });
});

describe("az ad", () => {
  it("shows who is signed in", async () => {
    const { object } = await az(simulator, "ad signed-in-user show");
    const account = await az(simulator, "account show --query user.name -o tsv");
    expect(object["userPrincipalName"]).toBe(account.out.trim());
    expect((await az(simulator, `ad user show --id ${String(object["id"])}`)).object["id"]).toBe(object["id"]);
  });

  it("ends with 3 for a service principal that is not there, and deletes one that is", async () => {
    expect((await az(simulator, "ad sp show --id nobody")).err).toBe(
      "ERROR: Service principal 'nobody' doesn't exist\n",
    );
    const { object } = await az(simulator, "ad sp create-for-rbac --name ci");
    const appId = String(object["appId"]);
    expect((await az(simulator, `ad sp delete --id ${appId}`)).exitCode).toBe(0);
    const missing = await az(simulator, `ad sp show --id ${appId}`);
    expect(missing.exitCode).toBe(3);
    expect(missing.err).toContain(`Resource '${appId}' does not exist`);
  });

  it("finds users, applications and groups", async () => {
    const me = (await az(simulator, "ad signed-in-user show")).object;
    const upn = String(me["userPrincipalName"]);
    expect((await az(simulator, `ad user list --upn ${upn} --query [].id`)).json).toEqual([me["id"]]);
    const app = (await az(simulator, "ad app create --display-name web")).object;
    expect((await az(simulator, `ad app show --id ${String(app["appId"])}`)).object["id"]).toBe(app["id"]);
    const group = (await az(simulator, "ad group create --display-name team --mail-nickname team")).object;
    expect((await az(simulator, "ad group show -g team")).object["id"]).toBe(group["id"]);
    expect((await az(simulator, "ad group list --display-name team --query [].id")).json).toEqual([group["id"]]);
    expect((await az(simulator, "ad group list --display-name other")).json).toEqual([]);
  });

  it("keeps applications and groups with members", async () => {
    const app = await az(simulator, "ad app create --display-name web");
    expect((await az(simulator, `ad sp create --id ${String(app.object["appId"])}`)).object["displayName"]).toBe("web");
    expect((await az(simulator, "ad app list --display-name web --query [].appId")).json).toEqual([
      app.object["appId"],
    ]);
    await az(simulator, "ad group create --display-name pullers --mail-nickname pullers");
    const me = (await az(simulator, "ad signed-in-user show --query id -o tsv")).out.trim();
    expect((await az(simulator, `ad group member add -g pullers --member-id ${me}`)).exitCode).toBe(0);
    expect((await az(simulator, "ad group member list -g pullers --query [].id")).json).toEqual([me]);
    expect((await az(simulator, `ad group member remove -g pullers --member-id ${me}`)).exitCode).toBe(0);
    expect((await az(simulator, "ad group member list -g pullers")).json).toEqual([]);
    expect((await az(simulator, `ad app delete --id ${String(app.object["appId"])}`)).exitCode).toBe(0);
  });
});
