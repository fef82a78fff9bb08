import { describe, expect, it } from "vitest";
import type { FaultState } from "../../src/sandbox/world-status.ts";
import { aBrowser } from "../support/sandbox.ts";

/** A world with a geo-replicated registry that holds an image, seen from the laptop. */
async function aWorld() {
  const { sandbox } = await aBrowser().openTab();
  await sandbox.request("create", { template: "empty", profile: "chapter" });
  const run = async (line: string) => {
    const block = await sandbox.request("execute", { line });
    return { exitCode: block.exitCode, text: block.output.map(({ text }) => text).join(""), block };
  };
  for (const line of [
    "az group create -n shop -l westeurope",
    "az acr create -n contoso -g shop --sku Premium -l westeurope",
    "az acr login -n contoso",
    "docker pull nginx:1.25",
    "docker tag nginx:1.25 contoso.azurecr.io/web:v1",
    "docker push contoso.azurecr.io/web:v1",
    "docker pull alpine:3.18",
    "docker tag alpine:3.18 contoso.azurecr.io/tool:v1",
  ]) {
    expect((await run(line)).exitCode, line).toBe(0);
  }
  const trouble = (kind: FaultState["kind"], target: string, on = true) =>
    sandbox.request("fault", { kind, target, on });
  return { sandbox, run, trouble };
}

const pull = "docker pull contoso.azurecr.io/web:v1";
const push = "docker push contoso.azurecr.io/tool:v1";

describe("trouble", () => {
  it("is offered for resources of the world, with commands that show its effect", async () => {
    const { sandbox, trouble } = await aWorld();
    await trouble("throttled", "contoso");
    const troubles = await sandbox.request("troubles", null);
    expect(troubles).toHaveLength(7);
    for (const { targets } of troubles) expect(targets.length).toBeGreaterThan(0);
    expect(troubles.find(({ kind }) => kind === "throttled")?.targets).toEqual([
      { id: "contoso", label: "contoso", on: true },
    ]);
    expect(troubles.find(({ kind }) => kind === "regionDown")?.tries[0]).toBe(pull);
  });

  it.each<[FaultState["kind"], string, string, RegExp]>([
    ["regionDown", "westeurope", pull, /503|unavailable|no such host|unexpected/i],
    ["expiredToken", "contoso", pull, /unauthorized|expired|denied/i],
    ["blockedAddress", "203.0.113.24", pull, /denied|403|not allowed/i],
    ["nameNotResolving", "contoso", pull, /no such host/],
    ["storageFull", "contoso", push, /quota|storage|limit|denied/i],
    ["throttled", "contoso", pull, /toomanyrequests/i],
  ])("%s makes a command fail, and it works again without it and after undo", async (kind, target, line, text) => {
    const { run, trouble, sandbox } = await aWorld();
    await trouble(kind, target);
    const failed = await run(line);
    expect(failed.exitCode).not.toBe(0);
    expect(failed.text).toMatch(text);
    await trouble(kind, target, false);
    expect((await run(line)).exitCode).toBe(0);
    await trouble(kind, target);
    const { faults } = await sandbox.request("undo", null);
    expect(faults).toEqual([]);
    expect((await run(line)).exitCode).toBe(0);
  });

  it("slow copying keeps a replica waiting for longer", async () => {
    const { run, trouble, sandbox } = await aWorld();
    await run("az acr replication create -r contoso -l southeastasia");
    const copied = async () => {
      await run(push);
      const before = (await sandbox.request("undo", null)).now;
      await run(push);
      let minutes = 0;
      for (; minutes < 600; minutes++) {
        const { nextEventAt } = await sandbox.request("advance", { milliseconds: 60_000 });
        if (nextEventAt === undefined) break;
      }
      await sandbox.request("undo", null);
      expect(before).toBeGreaterThan(0);
      return minutes;
    };
    const usual = await copied();
    await trouble("slowCopy", "contoso");
    expect(await copied()).toBeGreaterThan(usual);
  });
});

describe("the place of a command", () => {
  it("decides the result of the registry's firewall and the name server", async () => {
    const { run, sandbox } = await aWorld();
    for (const line of [
      "az network vnet create -g shop -n net --address-prefixes 10.0.0.0/16 --subnet-name apps --subnet-prefixes 10.0.1.0/24",
      "az network private-endpoint create -g shop -n pe --vnet-name net --subnet apps --private-connection-resource-id $(az acr show -n contoso --query id -o tsv) --group-id registry --connection-name c",
      "az network private-dns zone create -g shop -n privatelink.azurecr.io",
      "az network private-dns link vnet create -g shop -z privatelink.azurecr.io -n link --virtual-network net --registration-enabled false",
      "az network private-endpoint dns-zone-group create -g shop --endpoint-name pe -n zones --private-dns-zone privatelink.azurecr.io --zone-name registry",
      "az acr update -n contoso --public-network-enabled false",
    ]) {
      const ran = await run(line);
      expect(ran.exitCode, ran.text).toBe(0);
    }
    expect((await run(pull)).exitCode).toBe(1);
    const inside = (await sandbox.request("places", null)).find(({ label }) => label.includes("net/apps"));
    await sandbox.request("place", { id: inside?.id ?? "" });
    expect((await run(pull)).exitCode).toBe(0);
    expect((await run("nslookup contoso.azurecr.io")).text).toMatch(/Address: 10\./);
    await sandbox.request("place", { id: "laptop" });
    expect((await run(pull)).exitCode).toBe(1);
  });
});
