import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../../src/content/build/compile.ts";
import { pickTier } from "../../../src/ui/compare/pick-tier.ts";

const { compiled } = compileContent(join(import.meta.dirname, "../../.."));
const tiers = compiled?.comparisons.find(({ id }) => id === "tiers");
const need = (...ids: string[]) => tiers?.needs.filter(({ id }) => ids.includes(id)) ?? [];
const ids = (needs: { id: string }[]) => needs.map(({ id }) => id);

describe("the tier picker", () => {
  it("names the cheapest tier that meets every need, and the need that asks for it", () => {
    const { sku, decisive, unmet, undecided } = pickTier(need("eight-webhooks", "second-region"), "chapter");
    expect([sku, decisive?.id, unmet, undecided]).toEqual(["Premium", "second-region", [], []]);
  });

  it("says that the rules don't state a tier instead of ruling every tier out", () => {
    expect(need("own-keys", "many-at-once").map(({ answer }) => answer)).toEqual([
      { chapter: "Standard", azure: "unpublished" },
      { chapter: "silent", azure: "Premium" },
    ]);
    const chapter = pickTier(need("own-keys"), "chapter");
    expect([chapter.sku, ids(chapter.unmet), ids(chapter.undecided)]).toEqual([undefined, [], ["own-keys"]]);
    const azure = pickTier(need("many-at-once"), "azure");
    expect([azure.sku, ids(azure.unmet), ids(azure.undecided)]).toEqual([undefined, [], ["many-at-once"]]);
  });

  it("still names a tier for the needs that the rules decide", () => {
    const { sku, undecided } = pickTier(need("own-keys", "eight-webhooks"), "chapter");
    expect([sku, ids(undecided)]).toEqual(["Standard", ["own-keys"]]);
  });

  it("offers no tier only where the rules rule every tier out", () => {
    const { sku, unmet } = pickTier(need("no-sign-in", "eight-webhooks"), "chapter");
    expect([sku, ids(unmet)]).toEqual([undefined, ["no-sign-in"]]);
  });

  it("doesn't offer content trust to a new registry under current Azure rules, as its check says", () => {
    const { sku, unmet } = pickTier(need("content-trust"), "azure");
    expect([sku, ids(unmet)]).toEqual([undefined, ["content-trust"]]);
    expect(pickTier(need("content-trust"), "chapter").sku).toBe("Premium");
    const row = tiers?.groups.flatMap(({ rows }) => rows).find(({ id }) => id === "contentTrust");
    expect(row?.cells["Premium"]).toEqual({ chapter: "yes", azure: "only if enabled by 2026-05-31" });
    expect(row?.cells["Basic"]).toEqual({ chapter: "no", azure: "no" });
  });
});
