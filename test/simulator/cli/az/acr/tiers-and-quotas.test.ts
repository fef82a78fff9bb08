import { describe, expect, it } from "vitest";
import type { Profile } from "../../../../../src/assessment/item.ts";
import type { SkuName } from "../../../../../src/content/fact.ts";
import type { Simulator } from "../../../../../src/simulator/simulator.ts";
import { ok } from "../../../../../src/simulator/world/result.ts";
import { az } from "../../../../support/az.ts";
import { aRegistry, aSimulator } from "../../../../support/simulator.ts";

const registryOf = (profile: Profile, sku: SkuName): Simulator => {
  const simulator = aSimulator({ profile });
  aRegistry(simulator, { sku });
  return simulator;
};

const secret = (name: string) => `https://vault.vault.azure.net/secrets/${name}`;

/** A command that needs nothing else to stand, by the gate that it meets. */
const gated: Record<string, readonly string[]> = {
  repositoryScopedTokens: [
    "acr scope-map create -n readers -r contoso --repository web content/read",
    "acr token create -n builder -r contoso --repository web content/read",
  ],
  agentPools: ["acr agentpool create -n builders -r contoso"],
  artifactCacheRules: [
    "acr cache create -n nginx -r contoso -s mcr.microsoft.com/nginx -t nginx",
    `acr credential-set create -n dockerhub -r contoso -l docker.io -u ${secret("u")} -p ${secret("p")}`,
  ],
};

const profiles: readonly Profile[] = ["chapter", "azure"];
const skus: readonly SkuName[] = ["Basic", "Standard", "Premium"];

describe.each(profiles)("under the rules of %s", (profile) => {
  for (const [gate, lines] of Object.entries(gated)) {
    it.each(lines)(`az %s works exactly on the tiers of the row ${gate}`, async (line) => {
      const served: SkuName[] = [];
      for (const sku of skus) {
        const printed = await az(registryOf(profile, sku), line);
        if (printed.exitCode === 0) served.push(sku);
        else {
          expect(printed.exitCode).toBe(1);
          expect(printed.err).toMatch(/ERROR: \(\w+\) .*\b(Basic|Standard)\b/);
        }
      }
      expect(served).toEqual(registryOf(profile, "Basic").rules().skusWith(gate));
    });
  }
});

describe("quotas", () => {
  /** The rows of a full table, made from one that a command put there. */
  const fill = (simulator: Simulator, table: "token" | "scopeMap", from: string, rows: number) =>
    simulator.transact((draft) => {
      const row = draft.get(table, "contoso", from);
      for (let index = 1; row && index < rows; index += 1) {
        draft.put(table, ["contoso", `copy-${index}`], { ...row, name: `copy-${index}` });
      }
      return ok(null);
    });

  const limitOf = (simulator: Simulator, fact: string): number => {
    const limit = simulator.rules().limit(fact, "Basic");
    if (limit === undefined) throw new Error(`no limit for ${fact}`);
    return limit;
  };

  it("allow the last scope map and the last token, and reject one more", async () => {
    const simulator = registryOf("azure", "Basic");
    await az(simulator, "acr scope-map create -n readers -r contoso --repository web content/read");
    await az(simulator, "acr token create -n builder -r contoso --scope-map readers --no-passwords");
    fill(simulator, "token", "builder", limitOf(simulator, "maxTokens") - 1);
    const token = (name: string) => `acr token create -n ${name} -r contoso --scope-map readers --no-passwords`;
    expect((await az(simulator, token("last-one"))).exitCode).toBe(0);
    const over = await az(simulator, token("one-more"));
    expect([over.exitCode, over.err]).toEqual([1, expect.stringContaining("(QuotaExceeded)")]);
    fill(simulator, "scopeMap", "readers", limitOf(simulator, "maxScopeMaps") - 1);
    const map = (name: string) => `acr scope-map create -n ${name} -r contoso --repository web content/read`;
    expect((await az(simulator, map("last-one"))).exitCode).toBe(0);
    const full = await az(simulator, map("one-more"));
    expect([full.exitCode, full.err]).toEqual([1, expect.stringContaining("(QuotaExceeded)")]);
  });

  it("limit the actions of one scope map", async () => {
    const simulator = registryOf("azure", "Basic");
    const limit = limitOf(simulator, "maxActionsPerScopeMap");
    const repositories = (count: number) =>
      Array.from({ length: count }, (_, index) => ["--repository", `app${index}`, "content/read"]).flat();
    const create = (count: number) =>
      az(simulator, ["acr", "scope-map", "create", "-n", "readers", "-r", "contoso", ...repositories(count)]);
    expect((await create(limit + 1)).exitCode).toBe(1);
    expect((await create(limit)).exitCode).toBe(0);
  });
});
