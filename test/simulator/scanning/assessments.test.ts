import { describe, expect, it } from "vitest";
import { ok } from "../../../src/simulator/world/result.ts";
import { asAdmin, pushImage } from "../../support/push-image.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";
import { armOf } from "../arm/arm-client.ts";
import { aPrincipal, giveRole } from "../identity/people.ts";
import { imageWithZlib } from "./image-with-zlib.ts";

const key = "c0b7cfc6-3172-465a-b378-53c7ff2cc0d5";
const provider = "/providers/Microsoft.Security";
const old = { version: "2019-01-01-preview" };

/** A registry with the plan on or off, and the management plane as its client sees it. */
function aDefended(profile: "chapter" | "azure" = "azure", tier: "Free" | "Standard" = "Standard") {
  const simulator = aSimulator({ profile });
  aRegistry(simulator, {}, { adminUserEnabled: true });
  const arm = armOf(simulator);
  simulator.transact((draft) => {
    draft.put("defenderPlan", ["containers"], { tier, since: simulator.now });
    return ok(true);
  });
  const push = (tag: string, zlib: string) => pushImage(asAdmin(simulator), `web:${tag}`, imageWithZlib(zlib));
  const remove = (digest: string) => asAdmin(simulator)("DELETE", `/v2/web/manifests/${digest}`);
  const at = arm.registry("contoso");
  const findings = async (scope = at) =>
    (await arm.send("GET", `${scope}${provider}/assessments/${key}/subAssessments`, old)).body["value"] as {
      id: string;
      name: string;
      properties: Record<string, unknown>;
    }[];
  const assessment = async () => (await arm.send("GET", `${at}${provider}/assessments/${key}`)).body;
  const setPlan = (pricingTier: string) =>
    arm.send("PUT", `${arm.subscription}${provider}/pricings/Containers`, {
      body: { properties: { pricingTier } },
      version: "2024-01-01",
    });
  const scan = (digest: string) =>
    arm.send("POST", `${at}${provider}/assessments/${key}/initiateScan`, { body: { repositoryName: "web", digest } });
  return { simulator, arm, at, push, remove, findings, assessment, setPlan, scan };
}

const minutes = 60_000;

describe("findings of the scanner in the management plane", () => {
  it("name the flaw, the package, the fixed version, and the image with its tags", async () => {
    const { simulator, push, findings, at } = aDefended();
    const digest = await push("1.0", "1.2.11-r3");
    await simulator.advance(5 * minutes);
    const [first, second] = await findings();
    expect([first?.properties["id"], second?.properties["id"]]).toEqual(["CVE-2022-37434", "CVE-2018-25032"]);
    expect(first?.id).toBe(`${at}${provider}/assessments/${key}/subAssessments/${first?.name}`);
    expect(first?.properties).toMatchObject({
      displayName: "CVE-2022-37434",
      status: { code: "Unhealthy", severity: "High" },
      remediation: "Create new image with updated package zlib with version 1.2.12-r2 or higher.",
      resourceDetails: { source: "Azure", id: `/repositories/web/images/${digest}` },
      additionalData: {
        assessedResourceType: "AzureContainerRegistryVulnerability",
        artifactDetails: { registryHost: "contoso.azurecr.io", repositoryName: "web", digest, tags: ["1.0"] },
        softwareDetails: { packageName: "zlib", version: "1.2.11-r3", fixedVersion: "1.2.12-r2" },
        vulnerabilityDetails: { cveId: "CVE-2022-37434", severity: "Critical" },
      },
    });
  });

  it("are the same at the registry, its group, the subscription and in the list of all", async () => {
    const { simulator, arm, push, findings } = aDefended();
    await push("1.0", "1.2.11-r3");
    await simulator.advance(5 * minutes);
    const here = await findings();
    expect(here).toHaveLength(2);
    expect(await findings(arm.group("shop"))).toEqual(here);
    expect(await findings(arm.subscription)).toEqual(here);
    expect((await arm.send("GET", `${arm.subscription}${provider}/subAssessments`, old)).body["value"]).toEqual(here);
    const reply = await arm.send("GET", `${here[0]?.id}`, old);
    expect(reply.body).toEqual(here[0]);
    expect(await findings(arm.group("other"))).toEqual([]);
  });

  it("make the registry unhealthy, and an image without flaws leaves it healthy", async () => {
    const { simulator, push, assessment } = aDefended();
    expect((await assessment()).properties.status.code).toBe("NotApplicable");
    await push("1.1", "1.2.12-r2");
    await simulator.advance(5 * minutes);
    expect((await assessment()).properties.status).toEqual({ code: "Healthy" });
    await push("1.0", "1.2.11-r3");
    await simulator.advance(5 * minutes);
    expect((await assessment()).properties.status).toEqual({ code: "Unhealthy" });
  });

  it("don't exist while the plan is off; switching it on scans images of the last 30 days", async () => {
    const { simulator, push, findings, assessment, setPlan } = aDefended("azure", "Free");
    await push("0.9", "1.2.11-r2");
    await simulator.advance(31 * 24 * 60 * minutes);
    await push("1.0", "1.2.11-r3");
    await simulator.advance(60 * minutes);
    expect(await findings()).toEqual([]);
    expect(await assessment()).toMatchObject({ error: { code: "ResourceNotFound" } });
    await setPlan("Standard");
    await simulator.advance(5 * minutes);
    expect(await findings()).toHaveLength(2);
    await setPlan("Free");
    expect(await findings()).toEqual([]);
  });

  it("are removed with the image, and a queued scan finds nothing once the plan is off", async () => {
    const { simulator, push, remove, findings, setPlan } = aDefended();
    const digest = await push("1.0", "1.2.11-r3");
    await setPlan("Free");
    await simulator.advance(5 * minutes);
    expect(simulator.world.any("scan", "contoso")).toBe(false);
    await setPlan("Standard");
    await simulator.advance(5 * minutes);
    expect(await findings()).toHaveLength(2);
    expect((await remove(digest)).status).toBe(202);
    expect(await findings()).toEqual([]);
  });

  it("can be read only with permission to read", async () => {
    const { simulator, arm, at } = aDefended();
    for (const [id, role] of [
      ["ann", "Reader"],
      ["ben", "AcrPush"],
    ] as const) {
      aPrincipal(simulator, id);
      giveRole(simulator, id, role);
    }
    const ask = async (principalId: string) =>
      (await arm.send("GET", `${at}${provider}/assessments`, { origin: { ...laptop, principalId } })).status;
    expect([await ask("ann"), await ask("ben")]).toEqual([200, 403]);
  });
});

describe("a scan by hand", () => {
  it("runs again under the chapter's rules, against the advisories of the day", async () => {
    const { simulator, push, findings, scan } = aDefended("chapter");
    const digest = await push("1.0", "1.2.11-r3");
    await simulator.advance(5 * minutes);
    const before = (await findings())[0]?.properties["timeGenerated"];
    await simulator.advance(60 * minutes);
    expect(await scan(digest)).toMatchObject({ status: 202, body: { status: "Queued", digest } });
    await simulator.advance(5 * minutes);
    const after = await findings();
    expect(after).toHaveLength(2);
    expect(after[0]?.properties["timeGenerated"]).not.toBe(before);
  });

  it.each([
    ["azure", "Standard", 405, "OperationNotSupported"],
    ["chapter", "Free", 409, "DefenderPlanDisabled"],
  ] as const)("is rejected under the rules of %s with the plan %s", async (profile, tier, status, code) => {
    const { simulator, push, scan } = aDefended(profile, tier);
    const digest = await push("1.0", "1.2.11-r3");
    const before = simulator.world;
    expect(await scan(digest)).toMatchObject({ status, code });
    expect(simulator.world).toBe(before);
  });

  it("is rejected for an image that doesn't exist", async () => {
    const { scan } = aDefended("chapter");
    expect(await scan(`sha256:${"0".repeat(64)}`)).toMatchObject({ status: 404, code: "ManifestUnknown" });
  });
});
