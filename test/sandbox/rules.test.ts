import { describe, expect, it } from "vitest";
import { facts } from "../support/simulator-facts.ts";
import { skuText } from "../../src/content/fact-format.ts";
import { aWorldWith } from "../support/sandbox.ts";

describe("the rules of an environment", () => {
  it("list the differences before its owner changes them, for the tiers in use", async () => {
    const { sandbox } = await aWorldWith(
      "az group create -n shop -l westeurope",
      "az acr create -n contoso -g shop --sku Premium",
    );
    const changes = await sandbox.request("ruleChanges", null);
    const storage = facts.skus.find(
      ({ id, chapter, azure }) => id.startsWith("storage") && chapter.Premium !== azure.Premium,
    );
    if (!storage) throw new Error("No storage limit differs between the profiles.");
    expect(changes).toContainEqual({
      fact: storage.id,
      label: storage.label,
      now: `Premium: ${skuText(storage, "azure", "Premium")}`,
      other: `Premium: ${skuText(storage, "chapter", "Premium")}`,
    });
    expect(changes.map(({ now }) => now).join()).not.toContain("Basic:");
    const { status } = await sandbox.request("profile", { profile: "chapter" }).then((now) => ({ status: now }));
    expect([status.entry.profile, status.undo]).toEqual(["chapter", "Rules: Chapter"]);
    const back = await sandbox.request("ruleChanges", null);
    expect(back.find(({ fact }) => fact === storage.id)?.now).toBe(
      `Premium: ${skuText(storage, "chapter", "Premium")}`,
    );
    expect((await sandbox.request("undo", null)).entry.profile).toBe("azure");
  });
});
