import { describe, expect, it } from "vitest";
import type { StatePath } from "../../src/sandbox/state-view.ts";
import { aBrowser, aWorldWith } from "../support/sandbox.ts";

async function aWorld() {
  const { sandbox, run } = await aWorldWith(
    "az group create -n shop -l westeurope",
    "az acr create -n contoso -g shop --sku Premium",
    "az acr login -n contoso",
    "docker build -t contoso.azurecr.io/web:v1 .",
    "docker push contoso.azurecr.io/web:v1",
  );
  return { sandbox, run };
}

describe("the tree of the world", () => {
  it("opens level by level down to a tag, and describes it", async () => {
    const { sandbox } = await aWorld();
    const below = async (path?: StatePath, text?: string) =>
      sandbox.request("state", { ...(path && { path }), ...(text !== undefined && { text }) });
    const labels = async (path?: StatePath) => (await below(path)).nodes.map(({ label, count }) => [label, count]);
    expect(await labels()).toEqual(
      expect.arrayContaining([
        ["Registries", 1],
        ["Resource groups", 1],
      ]),
    );
    expect(await labels(["list", "registry"])).toEqual([["contoso", undefined]]);
    expect(await labels(["row", "registry", "contoso"])).toContainEqual(["Repositories", 1]);
    expect(await labels(["row", "repository", "contoso", "web"])).toEqual([
      ["Tags", 1],
      ["Manifests", 1],
    ]);
    const [tag] = (await below(["list", "tag", "contoso", "web"])).nodes;
    expect(tag).toMatchObject({ label: "v1", opens: false });
    const fields = await sandbox.request("stateFields", { path: tag?.path ?? ["list", "tag"] });
    expect(fields).toContainEqual(["digest", expect.stringMatching(/^sha256:/)]);
    expect((await below(["list", "tag", "contoso", "web"], "nothing")).nodes).toEqual([]);
    expect(await sandbox.request("stateFields", { path: ["row", "tag", "contoso", "web", "gone"] })).toBeNull();
  });

  it("marks what the last step changed, and everything above it", async () => {
    const { sandbox, run } = await aWorld();
    await run("az acr webhook create -r contoso -n hook1 --uri https://hooks.example/x --actions push");
    const changed = async (path?: StatePath) =>
      (await sandbox.request("state", path ? { path } : {})).nodes
        .filter((node) => node.changed)
        .map(({ label }) => label);
    expect(await changed(["row", "registry", "contoso"])).toEqual(["Webhooks"]);
    expect(await changed(["list", "webhook", "contoso"])).toEqual(["hook1"]);
    expect(await changed(["list", "registry"])).toEqual(["contoso"]);
    expect(await changed(["row", "repository", "contoso", "web"])).toEqual([]);
  });
});

describe("the access matrix", () => {
  it("has nothing to say while there is no registry", async () => {
    const { sandbox } = await aBrowser().openTab();
    await sandbox.request("create", { template: "empty", profile: "chapter" });
    expect(await sandbox.request("access", {})).toBeNull();
  });

  it("says who may do what and why, as the planes do", async () => {
    const { sandbox, run } = await aWorld();
    await run("az acr token create -n reader -r contoso --repository web content/read");
    const access = await sandbox.request("access", {});
    const pull = access?.operations.indexOf("pull") ?? -1;
    const push = access?.operations.indexOf("push") ?? -1;
    const cells = (name: string) => access?.lines.find((line) => line.name === name)?.cells;
    expect(cells("token reader")?.[pull]?.allowed).toBe(true);
    expect(cells("token reader")?.[push]).toMatchObject({ allowed: false, because: expect.any(String) });
    expect(cells("Learner")?.[push]?.allowed).toBe(true);
    expect(cells("anonymous")?.[pull]?.allowed).toBe(false);
    expect(access?.network.allowed).toBe(true);
    await run("az acr update -n contoso --public-network-enabled false");
    expect((await sandbox.request("access", {}))?.network.allowed).toBe(false);
  });
});

describe("the events of the world", () => {
  it("are what is to come and what webhooks and runs did, with what was sent", async () => {
    const { sandbox, run } = await aWorld();
    await run(
      "az acr webhook create -r contoso -n hook1 --uri https://hooks.example/x --actions push",
      "docker tag contoso.azurecr.io/web:v1 contoso.azurecr.io/web:v2",
      "docker push contoso.azurecr.io/web:v2",
      "az acr build -r contoso -t built:v1 .",
    );
    await sandbox.request("advance", { milliseconds: 600_000 });
    const entries = await sandbox.request("events", null);
    const delivery = entries.find(({ kind, payload }) => kind === "webhook" && payload?.includes('"tag": "v2"'));
    expect(delivery?.title).toBe("hook1 notified of push");
    expect(delivery?.payload).toContain('"repository": "web"');
    expect(entries.find(({ kind }) => kind === "run")).toMatchObject({ state: "ok" });
    const moments = entries.filter(({ kind }) => kind !== "pending").map(({ at }) => at);
    expect(moments).toEqual([...moments].sort((a, b) => b - a));
  });

  it("list scheduled events until they happen", async () => {
    const { sandbox, run } = await aWorld();
    await run("az acr replication create -r contoso -l eastus", "docker pull nginx:1.25");
    await run("docker tag nginx:1.25 contoso.azurecr.io/nginx:1", "docker push contoso.azurecr.io/nginx:1");
    const waiting = async () => (await sandbox.request("events", null)).filter(({ kind }) => kind === "pending").length;
    expect(await waiting()).toBeGreaterThan(0);
    for (let step = 0; step < 50 && (await waiting()) > 0; step++) {
      await sandbox.request("advance", { to: "nextEvent" });
    }
    expect(await waiting()).toBe(0);
  });
});
