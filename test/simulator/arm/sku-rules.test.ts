import { describe, expect, it } from "vitest";
import { profiles, skuNames, type SkuName } from "../../../src/content/fact.ts";
import type { Profile } from "../../../src/assessment/item.ts";
import { createThrottle, type RequestKind } from "../../../src/simulator/oci/throttle.ts";
import { pushImage } from "../../support/push-image.ts";
import { laptop } from "../../support/simulator.ts";
import { requestScan } from "../../../src/simulator/registry/scan.ts";
import { facts } from "../../support/simulator-facts.ts";
import { bench, gateProbes, limitProbes, succeeded, uploadStatus, type Bench } from "./sku-probes.ts";

type Check = (on: Bench) => Promise<void>;

/** A gate is open exactly where the facts open it. */
const gateCheck =
  (fact: string): Check =>
  async (on) => {
    const status = (await gateProbes[fact]?.(on)) ?? 0;
    expect(`${status} ${succeeded(status)}`).toBe(`${status} ${on.rules.allows(fact, on.sku)}`);
  };

/** The last one within a limit is taken, the next is refused; where nobody publishes a limit, a few are taken. */
const limitCheck =
  (fact: string): Check =>
  async (on) => {
    const probe = limitProbes[fact];
    if (!probe) throw new Error(`no probe for ${fact}`);
    const open = probe.gate === undefined || on.rules.allows(probe.gate, on.sku);
    const limit = on.rules.limit(fact, on.sku);
    const fits = Math.max(0, (limit ?? 4) - 1);
    const again = () => bench(on.rules.profile, on.sku);
    probe.hold(on, fits);
    expect(succeeded(await probe.add(on, fits))).toBe(open && limit !== 0);
    if (limit === undefined) return;
    const full = await again();
    probe.hold(full, limit);
    expect(succeeded(await probe.add(full, limit))).toBe(false);
  };

const gib = 2 ** 30;

/** Pushes a small blob into a registry that holds so much already. */
async function pushAt(on: Bench, bytes: number, granted = false): Promise<boolean> {
  on.change((draft) => {
    draft.put("usage", ["contoso"], { bytes });
    draft.update("registry", ["contoso"], (row) => ({ ...row, storageIncreaseGranted: granted }));
  });
  return succeeded(await uploadStatus(on, `${bytes}/${granted}`));
}

const storageCheck: Check = async (on) => {
  const included = (on.rules.limit("includedStorageGiB", on.sku) ?? 0) * gib;
  expect(await pushAt(on, included - 1000)).toBe(true);
  expect(await pushAt(on, included)).toBe(on.rules.sku("storageOver", on.sku).value === "bill");
};

const ceilingCheck: Check = async (on) => {
  const most = (on.rules.limit("maxStorageTiB", on.sku) ?? 0) * 1024 * gib;
  expect(await pushAt(on, most - 1000, true)).toBe(true);
  expect(await pushAt(on, most, true)).toBe(false);
};

/** Requests of one kind, sent together without waiting for an answer, until one is refused. */
const rateCheck =
  (kind: RequestKind, fact: string): Check =>
  async (on) => {
    const { simulator, rules, sku } = on;
    const throttle = createThrottle({ world: () => simulator.world, rules: () => rules } as never);
    const rate = rules.limit(fact, sku) ?? Number.POSITIVE_INFINITY;
    const atOnce = rules.limit("concurrentOperations", sku) ?? Number.POSITIVE_INFINITY;
    const expected = Math.min(rate, atOnce);
    let admitted = 0;
    for (; admitted <= expected; admitted++) {
      const arrival = { registry: "contoso", region: "westeurope", kinds: [kind], origin: laptop };
      const answer = throttle.admitRequest(arrival);
      if (answer.ok) continue;
      expect(answer.refusal).toMatchObject({ status: 429, fact: atOnce < rate ? "concurrentOperations" : fact });
      break;
    }
    expect(admitted).toBe(expected);
  };

const moveCheck: Check = async (on) => {
  const from = on.sku;
  const targets = on.rules.sku("upgradePath", from).value as string[];
  for (const target of skuNames.filter((sku) => sku !== from)) {
    const down = skuNames.indexOf(target) < skuNames.indexOf(from);
    const expected = targets.includes(target) && (!down || on.rules.allows("downgradeAllowed", from));
    const fresh = await bench(on.rules.profile, from);
    const reply = await fresh.arm.send("PATCH", fresh.registry, { body: { sku: { name: target } } });
    expect(`${target} ${succeeded(reply.status)}`).toBe(`${target} ${expected}`);
  }
};

const perReplicaCheck: Check = async (on) => {
  await on.child("replications/eastus", { location: "eastus" });
  const answer = await on.oci("GET", "/v2/", { host: "contoso.eastus.azurecr.io" });
  expect(answer.status).toBe(typeof on.rules.sku("perReplicaLoginServer", on.sku).value === "string" ? 200 : 404);
};

const fallbackCheck: Check = async (on) => {
  const fallback = on.rules.sku("replicaFallback", on.sku).value;
  const made = await on.child("replications/eastus", { location: "eastus" });
  expect(succeeded(made)).toBe(fallback !== null);
  if (fallback === null) return;
  const digest = await pushImage(on.oci, "app:v1");
  on.change((draft) => {
    const row = { before: null, bytes: 2, since: 0, due: Number.MAX_SAFE_INTEGER, order: "0" };
    draft.put("pending", ["contoso", "eastus", "tag", "app", "v1"], row);
    draft.put("pending", ["contoso", "eastus", "manifest", "app", digest], row);
  });
  const pull = await on.oci("GET", "/v2/app/manifests/v1", { region: "eastus" });
  expect(pull.status).toBe(fallback === "primary" ? 200 : 404);
};

const scanCheck: Check = async (on) => {
  const target = { registry: "contoso", repository: "app", digest: await pushImage(on.oci, "app:v1") };
  const { simulator, rules } = on;
  const scan = simulator.transact((draft) => {
    draft.put("defenderPlan", ["containers"], { tier: "Standard", since: 0 });
    return requestScan(draft, { rules: () => rules } as never, target);
  });
  expect(scan.ok).toBe(rules.allows("scanOnDemand", on.sku));
};

/** Pings in one minute: as many arrive as the row says, the next has to wait. */
const webhookRateCheck: Check = async (on) => {
  const limit = on.rules.limit("webhookEventsPerMinute", on.sku);
  const serviceUri = "https://listener.example/";
  on.change((draft) => draft.put("listener", [serviceUri], { status: 200, received: [] }));
  await on.child("webhooks/deploy", { properties: { serviceUri, actions: ["push"] } });
  for (let count = 0; count <= (limit ?? 20); count++) await on.arm.send("POST", `${on.registry}/webhooks/deploy/ping`);
  const received = on.simulator.world.get("listener", serviceUri)?.received.length;
  expect(received).toBe(limit ?? 21);
};

const checks: Record<string, Check> = {
  ...Object.fromEntries(Object.keys(gateProbes).map((fact) => [fact, gateCheck(fact)])),
  ...Object.fromEntries(Object.keys(limitProbes).map((fact) => [fact, limitCheck(fact)])),
  includedStorageGiB: storageCheck,
  storageOver: storageCheck,
  maxStorageTiB: ceilingCheck,
  concurrentOperations: rateCheck("read", "readOpsPerMinute"),
  readOpsPerMinute: rateCheck("read", "readOpsPerMinute"),
  writeOpsPerMinute: rateCheck("write", "writeOpsPerMinute"),
  deleteOpsPerMinute: rateCheck("delete", "deleteOpsPerMinute"),
  listReferrersPerMinute: rateCheck("listReferrers", "listReferrersPerMinute"),
  oauthPerMinute: rateCheck("oauth", "oauthPerMinute"),
  upgradePath: moveCheck,
  downgradeAllowed: moveCheck,
  perReplicaLoginServer: perReplicaCheck,
  replicaFallback: fallbackCheck,
  scanOnDemand: scanCheck,
  webhookEventsPerMinute: webhookRateCheck,
};

const cases: [string, Profile, SkuName][] = facts.skus
  .filter(({ enforced }) => enforced === "rule")
  .flatMap(({ id }) =>
    profiles.flatMap((profile) => skuNames.map((sku): [string, Profile, SkuName] => [id, profile, sku])),
  );

describe("every rule of the SKU table is enforced as its row says", () => {
  it.each(cases)("%s, %s rules, %s", async (fact, profile, sku) => {
    const check = checks[fact];
    if (!check) throw new Error(`The rule ${fact} has no enforcement that this test knows.`);
    await check(await bench(profile, sku));
  });
});
