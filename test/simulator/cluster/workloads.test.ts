import { describe, expect, it } from "vitest";
import { anImage } from "../../support/images.ts";
import { storeImage } from "../../support/push-image.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";
import { aCluster, ask } from "./harbour.ts";

async function aHarbour() {
  const simulator = aSimulator();
  aRegistry(simulator);
  for (const tag of ["1", "2"]) storeImage(simulator, `crane:${tag}`, anImage({ layers: [tag] }));
  const cluster = await aCluster(simulator);
  await cluster.attach("contoso");
  const deployments = `${cluster.server}/apis/apps/v1/namespaces/default/deployments`;
  const template = (tag: string) => ({
    metadata: { labels: { app: "crane" } },
    spec: { containers: [{ name: "main", image: `contoso.azurecr.io/crane:${tag}` }] },
  });
  const pods = async (): Promise<{ status: { phase: string }; spec: { containers: { image: string }[] } }[]> => {
    const url = `${cluster.server}/api/v1/namespaces/default/pods?labelSelector=${encodeURIComponent("app=crane")}`;
    return (await ask(simulator, "GET", url)).body.items;
  };
  const images = async (phase: string) =>
    (await pods())
      .filter(({ status }) => status.phase === phase)
      .map(({ spec }) => spec.containers[0]?.image.slice(-1));
  return { simulator, cluster, deployments, template, pods, images };
}

describe("a deployment", () => {
  it("keeps its number of pods, and rolls out a new image", async () => {
    const { simulator, deployments, template, images } = await aHarbour();
    await ask(simulator, "POST", deployments, {
      metadata: { name: "crane" },
      spec: { replicas: 3, template: template("1") },
    });
    await simulator.advance(10_000);
    expect(await images("Running")).toEqual(["1", "1", "1"]);
    await ask(simulator, "PATCH", `${deployments}/crane`, { spec: { template: template("2") } });
    await simulator.advance(60_000);
    expect(await images("Running")).toEqual(["2", "2", "2"]);
    const deployment = (await ask(simulator, "GET", `${deployments}/crane`)).body;
    expect(deployment.status).toMatchObject({ readyReplicas: 3, updatedReplicas: 3 });
  });

  it("keeps the old pods serving while the new image cannot be pulled", async () => {
    const { simulator, deployments, template, images } = await aHarbour();
    await ask(simulator, "POST", deployments, {
      metadata: { name: "crane" },
      spec: { replicas: 2, template: template("1") },
    });
    await simulator.advance(10_000);
    await ask(simulator, "PATCH", `${deployments}/crane`, { spec: { template: template("9") } });
    await simulator.advance(60_000);
    expect(await images("Running")).toEqual(["1", "1"]);
    expect(await images("Pending")).toEqual(["9"]);
  });

  it("is deleted with its pods", async () => {
    const { simulator, deployments, template, pods } = await aHarbour();
    await ask(simulator, "POST", deployments, {
      metadata: { name: "crane" },
      spec: { replicas: 2, template: template("1") },
    });
    await simulator.advance(10_000);
    expect(await pods()).toHaveLength(2);
    await ask(simulator, "DELETE", `${deployments}/crane`);
    await simulator.advance(1000);
    expect(await pods()).toEqual([]);
  });
});

describe("admission", () => {
  it("rejects an unsigned image while a policy is on, with the policy and the reason, and admits it when off", async () => {
    const { simulator, cluster } = await aHarbour();
    const policies = `${cluster.server}/apis/policy.drydock.dev/v1/imagepolicies`;
    const trust = { name: "all", registryScopes: ["*"], level: "strict", certificates: [], trustedIdentities: ["*"] };
    await ask(simulator, "POST", policies, { metadata: { name: "signed-only" }, spec: { trustPolicies: [trust] } });
    const denied = await cluster.run("crane", "contoso.azurecr.io/crane:1");
    expect(denied.status).toBe(403);
    expect(denied.body.message).toMatch(/\[signed-only\] .*no signature is associated with sha256:/);
    await ask(simulator, "PATCH", `${policies}/signed-only`, { spec: { enabled: false } });
    expect((await cluster.run("crane", "contoso.azurecr.io/crane:1")).status).toBe(201);
  });
});
