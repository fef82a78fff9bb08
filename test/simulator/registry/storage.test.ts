import { describe, expect, it } from "vitest";
import { ceilingOf, gibibyte, requireStorage, tebibyte } from "../../../src/simulator/registry/storage.ts";
import type { SkuName } from "../../../src/content/fact.ts";
import type { Profile } from "../../../src/assessment/item.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";

describe("how much a registry may hold", () => {
  it.each<[Profile, SkuName, boolean, number, string]>([
    ["chapter", "Basic", false, 10 * gibibyte, "includedStorageGiB"],
    ["chapter", "Standard", false, 100 * gibibyte, "includedStorageGiB"],
    ["chapter", "Premium", false, 500 * gibibyte, "includedStorageGiB"],
    ["chapter", "Premium", true, 10 * tebibyte, "maxStorageTiB"],
    ["azure", "Basic", false, 40 * tebibyte, "maxStorageTiB"],
    ["azure", "Standard", false, 40 * tebibyte, "maxStorageTiB"],
    ["azure", "Premium", false, 100 * tebibyte, "maxStorageTiB"],
    ["azure", "Premium", true, 100 * tebibyte, "maxStorageTiB"],
  ])("under %s, %s, an increase granted: %s", (profile, sku, granted, bytes, fact) => {
    expect(ceilingOf(aSimulator({ profile }).rules(), sku, granted)).toEqual({ bytes, fact });
  });

  it.each([
    [false, 500 * gibibyte],
    [true, 10 * tebibyte],
  ])("is kept to the byte by pushes under the chapter's rules, an increase granted: %s", (granted, bytes) => {
    const simulator = aSimulator({ profile: "chapter" });
    aRegistry(simulator, { sku: "Premium" }, { storageIncreaseGranted: granted });
    simulator.transact((draft) => ok(draft.put("usage", ["contoso"], { bytes: bytes - 5 })));
    const may = (more: number) => requireStorage(simulator.world, simulator.rules(), "contoso", more);
    expect(may(5).ok).toBe(true);
    expect(may(6)).toMatchObject({
      refusal: { code: "DENIED", fact: granted ? "maxStorageTiB" : "includedStorageGiB" },
    });
  });
});
