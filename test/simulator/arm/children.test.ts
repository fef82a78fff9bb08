import { describe, expect, it } from "vitest";
import { anImage } from "../../support/images.ts";
import { pushBlob, pushImage } from "../../support/push-image.ts";
import { bench, succeeded, type Bench } from "./sku-probes.ts";

const read = async (on: Bench, path: string) => (await on.arm.send("GET", `${on.registry}/${path}`)).body;
const post = (on: Bench, path: string, body: unknown = {}) => on.arm.send("POST", `${on.registry}/${path}`, { body });

describe("replications", () => {
  it("list the home region too once there is a first one, and keep it", async () => {
    const on = await bench("azure", "Premium");
    expect((await read(on, "replications")).value).toEqual([]);
    const made = await on.arm.send("PUT", `${on.registry}/replications/eastus`, { body: { location: "East US" } });
    expect(made.body.properties).toMatchObject({ provisioningState: "Creating", regionEndpointEnabled: true });
    await on.simulator.runUntilIdle(60_000);
    const names = (await read(on, "replications")).value.map(({ name }: { name: string }) => name);
    expect(names).toEqual(["eastus", "westeurope"]);
    const home = await on.arm.send("DELETE", `${on.registry}/replications/westeurope`);
    expect(home).toMatchObject({ status: 409, code: "ReplicationHomeRegion" });
  });

  it("can't be created in the registry's region, or twice in a region", async () => {
    const on = await bench("azure", "Premium");
    const put = (name: string, location: string) =>
      on.arm.send("PUT", `${on.registry}/replications/${name}`, { body: { location } });
    expect((await put("westeurope", "westeurope")).message).toBe(
      "Replication could not be created in the same location as the registry.",
    );
    await put("eastus", "eastus");
    expect(await put("other", "eastus")).toMatchObject({ status: 409 });
  });
});

describe("webhooks", () => {
  it("don't show address and headers, which only getCallbackConfig returns", async () => {
    const on = await bench("azure", "Basic");
    const properties = {
      serviceUri: "https://l.example/",
      customHeaders: { "x-key": "1" },
      actions: ["push"],
      scope: "app:*",
    };
    expect(succeeded(await on.child("webhooks/deploy", { properties }))).toBe(true);
    const webhook = await read(on, "webhooks/deploy");
    expect(webhook.properties).toEqual({
      status: "enabled",
      scope: "app:*",
      actions: ["push"],
      provisioningState: "Succeeded",
    });
    const { body } = await post(on, "webhooks/deploy/getCallbackConfig");
    expect(body).toEqual({ serviceUri: "https://l.example/", customHeaders: { "x-key": "1" } });
  });

  it("reject one more than the SKU has in the service's words", async () => {
    const on = await bench("azure", "Basic");
    const properties = { serviceUri: "https://l.example/", actions: ["push"] };
    for (const name of ["first", "second"]) await on.child(`webhooks/${name}`, { properties });
    const third = await on.arm.send("PUT", `${on.registry}/webhooks/third`, { body: { properties } });
    expect(third).toMatchObject({ code: "QuotaExceeded" });
    expect(third.message).toContain("Quota exceeded for resource type webhooks for the registry SKU Basic.");
  });

  it("are rejected with a message that names a wrong action, address, scope or name", async () => {
    const on = await bench("azure", "Premium");
    const right = { serviceUri: "https://l.example/", actions: ["push"] };
    const put = async (name: string, changes: Record<string, unknown>) =>
      (await on.arm.send("PUT", `${on.registry}/webhooks/${name}`, { body: { properties: { ...right, ...changes } } }))
        .code;
    expect(await put("deploy", { actions: ["pull"] })).toBe("InvalidWebhookAction");
    expect(await put("deploy", { serviceUri: "ftp://x" })).toBe("InvalidServiceUri");
    expect(await put("deploy", { scope: "App!" })).toBe("InvalidWebhookScope");
    expect(await put("web-hook", {})).toBe("InvalidResourceName");
  });
});

describe("tokens and scope maps", () => {
  it("include three scope maps of the system, which can't be changed", async () => {
    const on = await bench("azure", "Basic");
    const maps = (await read(on, "scopeMaps")).value;
    expect(maps.map(({ name }: { name: string }) => name)).toEqual(on.rules.value("systemScopeMaps"));
    expect((await on.arm.send("DELETE", `${on.registry}/scopeMaps/_repositories_pull`)).code).toBe("SystemScopeMap");
  });

  it("show a password once, and allow exactly what the scope map allows", async () => {
    const on = await bench("azure", "Basic");
    await pushImage(on.oci, "app:v1");
    await on.child("scopeMaps/app-reader", { properties: { actions: ["repositories/APP/content/read"] } });
    await on.child("tokens/robot", { properties: { scopeMapId: `${on.registry}/scopeMaps/app-reader` } });
    const made = await post(on, "generateCredentials", { tokenId: `${on.registry}/tokens/robot` });
    expect(made.body.username).toBe("robot");
    expect(made.body.passwords.map(({ name }: { name: string }) => name)).toEqual(["password1", "password2"]);
    const value = made.body.passwords[0].value;
    expect(JSON.stringify(await read(on, "tokens/robot"))).not.toContain(value);
    const pull = (method: string) => {
      const headers = { authorization: `Basic ${btoa(`robot:${value}`)}` };
      const request = new Request("https://contoso.azurecr.io/v2/app/manifests/v1", { method, headers });
      return on.simulator.send(request, { address: "203.0.113.24" });
    };
    expect((await pull("GET")).status).toBe(200);
    expect((await pull("DELETE")).status).not.toBe(202);
  });

  it("reject an unknown action, and keep a map that a token uses", async () => {
    const on = await bench("azure", "Basic");
    const wrong = { properties: { actions: ["repositories/app/content/fly"] } };
    expect((await on.arm.send("PUT", `${on.registry}/scopeMaps/app-map`, { body: wrong })).code).toBe(
      "InvalidScopeMapAction",
    );
    await on.child("scopeMaps/app-map", { properties: { actions: ["repositories/team/*/content/read"] } });
    await on.child("tokens/robot", { properties: { scopeMapId: `${on.registry}/scopeMaps/app-map` } });
    expect((await on.arm.send("DELETE", `${on.registry}/scopeMaps/app-map`)).code).toBe("ScopeMapInUse");
  });
});

describe("the admin account", () => {
  it("gives its passwords while it is on, and renews one of them", async () => {
    const on = await bench("azure", "Basic");
    const before = (await post(on, "listCredentials")).body.passwords;
    const after = (await post(on, "regenerateCredential", { name: "password2" })).body.passwords;
    expect(after[0]).toEqual(before[0]);
    expect(after[1].value).not.toBe(before[1].value);
    await on.patch({ adminUserEnabled: false });
    expect((await post(on, "listCredentials")).code).toBe("UnauthorizedForCredentialOperations");
  });
});

describe("usage and names", () => {
  it("counts bytes and webhooks against the SKU's limits, and more where the SKU has more", async () => {
    const names = async (sku: "Standard" | "Premium") =>
      (await read(await bench("azure", sku), "listUsages")).value.map(({ name }: { name: string }) => name);
    expect(await names("Standard")).toEqual(["Size", "Webhooks"]);
    expect(await names("Premium")).toContain("Geo-replications");
    const on = await bench("azure", "Standard");
    await pushBlob(on.oci, "app", "twelve bytes");
    expect((await read(on, "listUsages")).value).toEqual([
      { name: "Size", limit: 107374182400, currentValue: 12, unit: "Bytes" },
      { name: "Webhooks", limit: 10, currentValue: 0, unit: "Count" },
    ]);
  });

  it("says whether a name is free", async () => {
    const on = await bench("azure", "Basic");
    const path = `${on.arm.subscription}/providers/Microsoft.ContainerRegistry/checkNameAvailability`;
    const check = async (name: string) => (await on.arm.send("POST", path, { body: { name } })).body;
    expect(await check("contoso")).toMatchObject({ nameAvailable: false, reason: "AlreadyExists" });
    expect(await check("fabrikam")).toEqual({ nameAvailable: true });
    expect(await check("no")).toMatchObject({ nameAvailable: false, reason: "Invalid" });
  });
});

describe("importing", () => {
  async function twoRegistries() {
    const on = await bench("azure", "Basic");
    const digest = await pushImage(on.oci, "app:v1");
    await on.arm.put(on.arm.registry("fabrikam"), { location: "westeurope", sku: { name: "Basic" } });
    const order = (changes: Record<string, unknown> = {}) =>
      on.arm.send("POST", `${on.arm.registry("fabrikam")}/importImage`, {
        body: {
          source: { resourceId: on.registry, sourceImage: "app:v1" },
          targetTags: ["copy:v1"],
          mode: "NoForce",
          ...changes,
        },
      });
    return { on, digest, order };
  }

  it("copies an image between registries under the same digest, counting its bytes", async () => {
    const { on, digest, order } = await twoRegistries();
    expect((await order()).status).toBe(202);
    const { world } = on.simulator;
    expect(world.get("tag", "fabrikam", "copy", "v1")?.digest).toBe(digest);
    expect(world.get("usage", "fabrikam")).toEqual(world.get("usage", "contoso"));
  });

  it("keeps a tag that is there unless forced", async () => {
    const { on, order } = await twoRegistries();
    await order();
    const second = await pushImage(on.oci, "app:v1", anImage({ layers: ["second"] }));
    expect(await order()).toMatchObject({ status: 409, code: "Conflict" });
    expect((await order({ mode: "Force" })).status).toBe(202);
    expect(on.simulator.world.get("tag", "fabrikam", "copy", "v1")?.digest).toBe(second);
  });

  it("takes an image from a public registry, which nobody has to sign in to", async () => {
    const { on, order } = await twoRegistries();
    const source = { registryUri: "docker.io", sourceImage: "library/hello-world:latest" };
    expect(await order({ source, targetTags: ["hello:v1"] })).toMatchObject({ status: 202 });
    expect(on.simulator.world.has("tag", "fabrikam", "hello", "v1")).toBe(true);
    const nowhere = { registryUri: "registry.nowhere.example", sourceImage: "app:v1" };
    expect(await order({ source: nowhere })).toMatchObject({ code: "ImportSourceNotFound" });
  });

  it("needs the image, and the right to pull it", async () => {
    const { on, order } = await twoRegistries();
    const before = [...on.simulator.world.scan("repository", ["fabrikam"])];
    const missing = { resourceId: on.registry, sourceImage: "app:v9" };
    expect(await order({ source: missing })).toMatchObject({ code: "ImageNotFoundAtSource" });
    const guess = { username: "contoso", password: "wrong" };
    const source = { registryUri: "contoso.azurecr.io", sourceImage: "app:v1", credentials: guess };
    expect(await order({ source })).toMatchObject({ status: 403, code: "ImportSourceDenied" });
    expect([...on.simulator.world.scan("repository", ["fabrikam"])]).toEqual(before);
  });
});

describe("tasks and runs", () => {
  const step = {
    type: "Docker",
    dockerFilePath: "Dockerfile",
    contextPath: "https://git.example/app.git",
    imageNames: ["app:{{.Run.ID}}"],
  };

  it("return a task with defaults from the facts and without its secrets", async () => {
    const on = await bench("azure", "Basic");
    const sourceRepository = {
      sourceControlType: "Github",
      repositoryUrl: "https://git.example/app.git",
      branch: "main",
      sourceControlAuthProperties: { token: "s3cret", tokenType: "PAT" },
    };
    const trigger = {
      timerTriggers: [{ name: "t1", schedule: "0 4 * * *" }],
      sourceTriggers: [{ name: "commits", sourceTriggerEvents: ["commit"], sourceRepository }],
    };
    await on.child("tasks/build-app", { location: "westeurope", properties: { step, trigger } });
    const { properties } = await read(on, "tasks/build-app");
    expect(properties).toMatchObject({
      status: "Enabled",
      timeout: 3600,
      platform: { os: "linux", architecture: "amd64" },
    });
    expect(properties.trigger.timerTriggers).toEqual([{ name: "t1", schedule: "0 4 * * *", status: "Enabled" }]);
    expect(JSON.stringify(properties)).not.toContain("s3cret");
  });

  it("reject an invalid schedule and an incomplete step", async () => {
    const on = await bench("azure", "Basic");
    const put = async (properties: unknown) =>
      (await on.arm.send("PUT", `${on.registry}/tasks/build-app`, { body: { properties } })).code;
    expect(await put({ step, trigger: { timerTriggers: [{ name: "t1", schedule: "0 25 * * *" }] } })).toBe(
      "InvalidTask",
    );
    expect(await put({ step: { type: "Docker" } })).toBe("InvalidTask");
  });

  it("queue a run, show it and cancel it", async () => {
    const on = await bench("azure", "Basic");
    const queued = await post(on, "scheduleRun", {
      ...step,
      type: "DockerBuildRequest",
      sourceLocation: step.contextPath,
    });
    expect(queued.body.properties).toMatchObject({ runId: "cb1", runType: "QuickBuild" });
    expect((await post(on, "runs/cb1/cancel")).status).toBe(200);
    expect((await read(on, "runs/cb1")).properties.status).toBe("Canceled");
    expect((await read(on, "runs")).value).toHaveLength(1);
    expect((await post(on, "runs/cb1/listLogSasUrl")).body.logLink).toMatch(
      /^https:\/\/[a-z0-9]+\.blob\.core\.windows\.net\//,
    );
    expect((await post(on, "listBuildSourceUploadUrl")).body.relativePath).toMatch(/^source\/.+\.tar\.gz$/);
  });
});

describe("what is not simulated", () => {
  it("is rejected with an error that names it", async () => {
    const on = await bench("azure", "Premium");
    const refused = await on.arm.send("GET", `${on.registry}/exportPipelines`);
    expect(refused).toMatchObject({ status: 501, code: "NotSimulated" });
  });
});
