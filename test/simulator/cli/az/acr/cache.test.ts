import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

let simulator: Simulator;
beforeEach(() => {
  simulator = aSimulator();
  aRegistry(simulator);
});

const acr = (line: string) => az(simulator, `acr ${line} -r contoso`);
const secret = (name: string) => `https://vault.vault.azure.net/secrets/${name}`;

describe("az acr cache and credential-set", () => {
  it("caches a repository with the credentials of a set", async () => {
    const set = await acr(`credential-set create -n dockerhub -l docker.io -u ${secret("u")} -p ${secret("p")}`);
    expect([set.exitCode, set.err]).toEqual([0, ""]);
    expect(set.object).toMatchObject({
      loginServer: "docker.io",
      authCredentials: [{ name: "Credential1", usernameSecretIdentifier: secret("u") }],
    });
    const changed = await acr(`credential-set update -n dockerhub -p ${secret("q")}`);
    expect(changed.object["authCredentials"]).toMatchObject([
      { usernameSecretIdentifier: secret("u"), passwordSecretIdentifier: secret("q") },
    ]);
    const rule = await acr("cache create -n nginx -s docker.io/library/nginx -t nginx -c dockerhub");
    expect(rule.object).toMatchObject({ sourceRepository: "docker.io/library/nginx", targetRepository: "nginx" });
    expect(rule.object["credentialSetResourceId"]).toMatch(/\/credentialSets\/dockerhub$/);
    expect((await acr("cache update -n nginx --remove-cred-set")).object["credentialSetResourceId"]).toBeNull();
    expect((await acr("cache list --query [].name")).json).toEqual(["nginx"]);
    expect((await acr("cache show -n nginx")).object["targetRepository"]).toBe("nginx");
    const credentialSet = await acr("credential-set show -n dockerhub");
    expect(credentialSet.object).toMatchObject({
      loginServer: "docker.io",
      identity: { type: "SystemAssigned", principalId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    });
    expect((await acr("credential-set list --query [].name")).json).toEqual(["dockerhub"]);
    expect((await acr("cache delete -n nginx")).err).toContain("Use --yes.");
    expect((await acr("cache delete -n nginx --yes")).exitCode).toBe(0);
    expect((await acr("cache show -n nginx")).exitCode).toBe(3);
    expect((await acr("credential-set delete -n dockerhub --yes")).exitCode).toBe(0);
    expect((await acr("credential-set list")).json).toEqual([]);
  });
});

describe("az acr agentpool", () => {
  it("creates, lists, updates and deletes agent pools", async () => {
    const made = await acr("agentpool create -n builders --tier S2");
    expect([made.exitCode, made.object["tier"], made.object["count"]]).toEqual([0, "S2", 1]);
    expect((await acr("agentpool update -n builders -c 2")).object["count"]).toBe(2);
    expect((await acr("agentpool show -n builders --queue-count")).object["count"]).toBe(0);
    const [titles] = (await acr("agentpool list -o table")).out.split("\n");
    expect(titles?.trim().split(/\s{2,}/)).toEqual(["NAME", "COUNT", "TIER", "STATE", "VNET", "OS"]);
    expect((await acr("agentpool delete -n builders --yes")).exitCode).toBe(0);
    expect((await acr("agentpool list")).json).toEqual([]);
  });

  it("are rejected by the service on a tier that has none", async () => {
    const basic = aSimulator();
    aRegistry(basic, { sku: "Basic" });
    const printed = await az(basic, "acr agentpool create -n builders -r contoso");
    expect([printed.exitCode, printed.err]).toEqual([1, expect.stringMatching(/ERROR: \(\w+\)/)]);
  });
});

describe("az acr identity and encryption", () => {
  it("assign and remove identities of the registry", async () => {
    const id = (await az(simulator, "identity create -g shop -n keeper --query id -o tsv")).out.trim();
    await az(simulator, `acr identity assign -n contoso --identities ${id}`);
    await az(simulator, "acr identity assign -n contoso --identities [system]");
    const identity = await az(simulator, "acr identity show -n contoso");
    expect(identity.object).toMatchObject({ type: "SystemAssigned, UserAssigned" });
    await az(simulator, `acr identity remove -n contoso --identities ${id}`);
    expect((await az(simulator, "acr identity show -n contoso")).object["type"]).toBe("SystemAssigned");
    expect((await az(simulator, "acr identity remove -n contoso --identities /x")).exitCode).toBe(1);
  });

  it("show that content is not encrypted with a key of one's own", async () => {
    expect((await az(simulator, "acr encryption show -n contoso")).object["status"]).toBe("disabled");
    expect((await az(simulator, "acr encryption rotate-key -n contoso")).exitCode).toBe(1);
  });
});

describe("private endpoints and connected registries", () => {
  it("list what the registry offers to private links", async () => {
    const { json } = await az(simulator, "acr private-link-resource list -n contoso --query [].groupId");
    expect(json).toEqual(["registry"]);
    expect((await acr("private-endpoint-connection list")).json).toEqual([]);
    expect((await acr("private-endpoint-connection approve -n x")).exitCode).toBe(3);
  });

  it("say what is not simulated", async () => {
    expect((await acr("connected-registry list")).json).toEqual([]);
    const printed = await acr("connected-registry create -n edge --repository web");
    expect(printed.err).toContain("'az acr connected-registry create' is not simulated.");
  });
});
