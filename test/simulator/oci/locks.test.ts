import { describe, expect, it } from "vitest";
import { anIndex } from "../../support/images.ts";
import { pushImage, putManifest } from "../../support/push-image.ts";
import { aClient, outcome, type RegistryClient } from "./registry-client.ts";

const image = anIndex();
const other = anIndex([], { annotations: { a: "b" } });

const targets = {
  repository: "/acr/v1/app",
  tag: "/acr/v1/app/_tags/v1",
  manifest: `/acr/v1/app/_manifests/${image.digest}`,
};

const requests: Record<string, (client: RegistryClient) => Promise<Response>> = {
  "pull by tag": (client) => client.send("GET", "/v2/app/manifests/v1"),
  "move the tag": ({ send }) => putManifest(send, "app:v1", other),
  "push a new tag": ({ send }) => putManifest(send, "app:v2", other),
  "delete the tag": (client) => client.send("DELETE", "/v2/app/manifests/v1"),
  "remove the tag by ACR's own endpoint": (client) => client.send("DELETE", "/acr/v1/app/_tags/v1"),
  "delete the manifest": (client) => client.send("DELETE", `/v2/app/manifests/${image.digest}`),
  "delete the repository": (client) => client.send("DELETE", "/acr/v1/app"),
};

type Lock = "writeEnabled" | "deleteEnabled" | "readEnabled";
const no = "405 UNSUPPORTED";

/** What is let through, request by request; what is left out here is refused with 405 and UNSUPPORTED. */
const allowed: [keyof typeof targets, Lock, Record<string, string>][] = [
  ["repository", "writeEnabled", { "pull by tag": "200" }],
  ["repository", "deleteEnabled", { "pull by tag": "200", "move the tag": "201", "push a new tag": "201" }],
  ["tag", "writeEnabled", { "pull by tag": "200", "push a new tag": "201" }],
  ["tag", "deleteEnabled", { "pull by tag": "200", "move the tag": "201", "push a new tag": "201" }],
  ["manifest", "writeEnabled", { "pull by tag": "200", "push a new tag": "201" }],
  [
    "manifest",
    "deleteEnabled",
    {
      "pull by tag": "200",
      "move the tag": "201",
      "push a new tag": "201",
      // The manifest stays.
      "delete the tag": "202",
      "remove the tag by ACR's own endpoint": "202",
    },
  ],
];

const table = allowed.flatMap(([target, lock, open]) =>
  Object.keys(requests).map((request) => [target, lock, request, open[request] ?? no] as const),
);

async function locked(target: keyof typeof targets, lock: Lock) {
  const client = aClient({ changes: { deleteByTag: true } });
  await pushImage(client.send, "app:v1", image);
  const set = await client.send("PATCH", targets[target], { body: JSON.stringify({ [lock]: false }) });
  expect(set.status).toBe(200);
  return client;
}

describe("a lock", () => {
  it.each(table)("on a %s, %s false: %s answers %s", async (target, lock, request, expected) => {
    const client = await locked(target, lock);
    const before = client.simulator.world.get("tag", "contoso", "app", "v1")?.digest;
    const answer = await requests[request]?.(client);
    if (!answer) throw new Error(`no request ${request}`);
    expect(await outcome(answer)).toBe(expected);
    if (expected === no) expect(client.simulator.world.get("tag", "contoso", "app", "v1")?.digest).toBe(before);
  });

  it.each(Object.keys(targets) as (keyof typeof targets)[])("on reading a %s rejects pulls", async (target) => {
    const client = await locked(target, "readEnabled");
    const answer = await client.send("GET", "/v2/app/manifests/v1");
    expect(answer.status).toBe(405);
    expect(await answer.json()).toMatchObject({
      errors: [{ code: "UNSUPPORTED", message: "The operation is disallowed on this registry, repository or image." }],
    });
  });

  it("can always be removed", async () => {
    const client = await locked("tag", "writeEnabled");
    await client.send("PATCH", targets.tag, { body: JSON.stringify({ writeEnabled: true }) });
    expect(await outcome(await client.send("DELETE", `/v2/app/manifests/${image.digest}`))).toBe("202");
  });
});

describe("a repository", () => {
  it("is removed with its last manifest, and not before", async () => {
    const client = aClient();
    await pushImage(client.send, "app:v1", image);
    await pushImage(client.send, "app:v2", other);
    const names = async () =>
      ((await (await client.send("GET", "/v2/_catalog")).json()) as { repositories: string[] }).repositories;
    await client.send("DELETE", `/v2/app/manifests/${image.digest}`);
    expect(await names()).toEqual(["app"]);
    await client.send("DELETE", `/v2/app/manifests/${other.digest}`);
    expect(await names()).toEqual([]);
    expect(await outcome(await client.send("GET", "/v2/app/tags/list"))).toBe("404 NAME_UNKNOWN");
  });
});
