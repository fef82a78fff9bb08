import { describe, expect, it } from "vitest";
import type { Profile } from "../../../src/assessment/item.ts";
import { anImage } from "../../support/images.ts";
import { asAdmin, pushImage } from "../../support/push-image.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";
import { addReplica } from "../../support/replicas.ts";

const farAway = { ...laptop, region: "eastus" };
const minute = 60_000;

/** An image pushed at home in West Europe, and a client near the replica in East US that reads metadata. */
async function aFreshPush(profile: Profile) {
  const simulator = aSimulator({ profile });
  aRegistry(simulator, {}, { adminUserEnabled: true });
  addReplica(simulator, "contoso", "eastus");
  await simulator.advance(minute);
  const digest = await pushImage(asAdmin(simulator), "web:v1");
  const read = async (path: string) => {
    const response = await asAdmin(simulator, "contoso", farAway)("GET", path);
    return { status: response.status, body: await response.json(), trace: simulator.traceOf(response) };
  };
  return { simulator, digest, read };
}

const pathsOf = (digest: string) => [
  "/acr/v1/web",
  "/acr/v1/web/_tags",
  "/acr/v1/web/_tags/v1",
  "/acr/v1/web/_manifests",
  `/acr/v1/web/_manifests/${digest}`,
  "/v2/web/tags/list",
];

describe("metadata of an image that a replica doesn't have yet", () => {
  it("comes from the home region under the chapter's rules, and the trace says so", async () => {
    const { digest, read } = await aFreshPush("chapter");
    for (const path of pathsOf(digest)) {
      const { status, trace } = await read(path);
      expect([path, status, trace.region, trace.why]).toEqual([
        path,
        200,
        "westeurope",
        "The replica in East US doesn't have it yet, so West Europe served it.",
      ]);
    }
    expect((await read("/acr/v1/web/_tags")).body).toMatchObject({ tags: [{ name: "v1", digest }] });
    expect((await read("/acr/v1/_catalog")).body).toEqual({ repositories: ["web"] });
  });

  it("is unknown under Azure's rules: the explanation names the regions, how far replication is, and what to do", async () => {
    const { digest, read } = await aFreshPush("azure");
    for (const path of pathsOf(digest)) {
      const { status, trace } = await read(path);
      expect([path, status, trace.refusal?.why, trace.refusal?.next]).toEqual([
        path,
        404,
        "East US doesn't have repository web yet: replication from West Europe is 0% done.",
        "Wait or advance the clock (`sleep 2m`), then retry.",
      ]);
    }
    expect((await read("/acr/v1/_catalog")).body).toEqual({ repositories: [] });
  });

  it("names the missing tag when the replica has the repository, with the percentage replicated", async () => {
    const { simulator, read } = await aFreshPush("azure");
    await simulator.advance(5 * minute);
    expect((await read("/acr/v1/web/_tags/v1")).status).toBe(200);
    await pushImage(asAdmin(simulator), "web:v2", anImage({ layers: ["two"] }));
    const { trace } = await read("/v2/web/manifests/v2");
    expect(trace.refusal?.why).toBe("East US doesn't have tag web:v2 yet: replication from West Europe is 0% done.");
    while ((await read("/acr/v1/web/_tags/v2")).status !== 200) {
      const { why } = (await read("/acr/v1/web/_tags/v2")).trace.refusal ?? {};
      expect(why).toMatch(/^East US doesn't have tag web:v2 yet: replication from West Europe is \d+% done\.$/);
      await simulator.advanceTo(simulator.nextEventAt ?? simulator.now + minute);
    }
  });

  it("doesn't mention regions when no region has it", async () => {
    const { simulator, read } = await aFreshPush("azure");
    await simulator.advance(5 * minute);
    const { trace } = await read("/acr/v1/web/_tags/v9");
    expect([trace.refusal?.why, trace.refusal?.next]).toEqual(["Repository web has no tag v9.", undefined]);
  });
});
