import { describe, expect, it } from "vitest";
import { aBrowser } from "../support/sandbox.ts";

describe("two moments of a world", () => {
  it("are compared by what a learner knows, also after a reload", async () => {
    const browser = aBrowser();
    const { sandbox } = await browser.openTab();
    const { status } = await sandbox.request("create", { template: "empty", profile: "chapter" });
    const run = (line: string) => sandbox.request("execute", { line });
    await run("az group create -n shop -l westeurope");
    await run("az acr create -n contoso -g shop --sku Basic");
    const before = await sandbox.request("snapshot", { name: "Before the move" });
    await run("az acr update -n contoso --sku Premium --admin-enabled true");
    await run("az acr replication create -r contoso -l eastus");
    const again = (await browser.openTab()).sandbox;
    await again.request("open", { id: status.entry.id, take: true });
    const { groups } = await again.request("compare", { from: before.id, to: "now" });
    const registries = groups.find(({ kind }) => kind === "registries");
    expect(registries?.differences).toMatchObject([{ sign: "~", name: "contoso" }]);
    expect(registries?.differences[0]?.fields).toEqual(
      expect.arrayContaining([
        { path: "sku", before: "Basic", after: "Premium" },
        { path: "adminUserEnabled", before: "false", after: "true" },
      ]),
    );
    expect(groups.find(({ kind }) => kind === "replicas")?.differences).toContainEqual({
      sign: "+",
      name: "eastus",
      fields: [],
    });
    expect(groups.map(({ kind }) => kind)).not.toContain("files");
    expect((await again.request("compare", { from: before.id, to: before.id })).groups).toEqual([]);
    await expect(again.request("compare", { from: "nothing", to: "now" })).rejects.toThrow(
      "That snapshot was deleted.",
    );
  });

  it("hide secrets", async () => {
    const { sandbox } = await aBrowser().openTab();
    await sandbox.request("create", { template: "empty", profile: "chapter" });
    const run = (line: string) => sandbox.request("execute", { line });
    await run("az group create -n shop -l westeurope");
    await run("az acr create -n contoso -g shop --sku Basic --admin-enabled true");
    const before = await sandbox.request("snapshot", { name: "Before" });
    const renewed = await run("az acr credential renew -n contoso --password-name password");
    const secret = /"value": "([^"]+)"/.exec(renewed.output.map(({ text }) => text).join(""))?.[1] ?? "none";
    const found = await sandbox.request("compare", { from: before.id, to: "now" });
    expect(found.groups.map(({ kind }) => kind)).toContain("registries");
    expect(JSON.stringify(found)).not.toContain(secret);
  });
});
