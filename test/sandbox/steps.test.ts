import { describe, expect, it } from "vitest";
import { aBrowser } from "../support/sandbox.ts";

async function aWorld() {
  const { sandbox } = await aBrowser().openTab();
  await sandbox.request("create", { template: "empty", profile: "chapter" });
  const run = (line: string) => sandbox.request("execute", { line });
  for (const line of [
    "az group create -n shop -l westeurope",
    "az acr create -n contoso -g shop --sku Premium",
    "az acr login -n contoso",
    "docker build -t contoso.azurecr.io/web:v1 .",
    "docker push contoso.azurecr.io/web:v1",
  ]) {
    expect((await run(line)).exitCode, line).toBe(0);
  }
  return { sandbox, run };
}

describe("commands that only look", () => {
  it.each([
    "az acr list",
    "az acr show -n contoso -o table",
    "az acr repository list -n contoso",
    "az acr manifest list-metadata -r contoso -n web",
    "az acr show-usage -n contoso",
    "az acr replication list -r contoso",
    "az acr webhook list -r contoso",
    "az role assignment list",
    "docker images",
    "docker inspect contoso.azurecr.io/web:v1",
    "oras repo tags contoso.azurecr.io/web",
    "ls -la",
    "cat Dockerfile | grep FROM",
  ])("%s changes nothing that a learner can see", async (line) => {
    const { run } = await aWorld();
    const block = await run(line);
    expect(block.exitCode).toBe(0);
    expect(block.changes).toEqual([]);
  });
});

describe("commands that fail", () => {
  it.each([
    "az acr create -n contoso -g shop --sku Nothing",
    "az acr show -n nowhere",
    "az acr update -n contoso --no-such-option",
    "az acr replication create -r contoso -l nowhere",
    "az acr webhook create -r contoso -n x --uri nonsense --actions push",
    "docker push nowhere.azurecr.io/web:v1",
    "docker pull contoso.azurecr.io/web:v9",
    "oras pull contoso.azurecr.io/web:v9",
    "helm pull oci://contoso.azurecr.io/helm/nothing --version 1.0.0",
    "kubectl get pods",
    "no-such-command",
  ])("%s leave everything unchanged", async (line) => {
    const { sandbox, run } = await aWorld();
    const before = await sandbox.request("snapshot", { name: "before" });
    const block = await run(line);
    expect(block.exitCode).not.toBe(0);
    expect(block.changes).toEqual([]);
    expect((await sandbox.request("compare", { from: before.id, to: "now" })).groups).toEqual([]);
  });
});
