import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import { machineClient } from "../../../src/simulator/cli/registry/machine-client.ts";
import { fetchBlob, fetchManifest } from "../../../src/simulator/registry-client/download.ts";
import { fetchTags } from "../../../src/simulator/registry-client/list-pages.ts";
import { listReferrers } from "../../../src/simulator/registry-client/referrers.ts";
import { RegistryClient, type RegistryClientOptions } from "../../../src/simulator/registry-client/registry-client.ts";
import { uploadBlob } from "../../../src/simulator/registry-client/upload.ts";
import { digestOf } from "../../../src/simulator/world/hash.ts";
import { NetworkError } from "../../../src/simulator/world/network-error.ts";
import { aMachine } from "../../support/program.ts";
import { aRegistry, aSimulator } from "../../support/simulator.ts";

const host = "contoso.azurecr.io";
const challenge = `Bearer realm="https://${host}/oauth2/token",service="${host}",scope="repository:app:pull"`;
const digest = digestOf(nodeHash, new TextEncoder().encode("content"));

/** A client of a registry that gives the responses in their order, and the requests that it sent. */
function aClient(responses: (Response | Error)[], options: Partial<RegistryClientOptions> = {}) {
  const sent: Request[] = [];
  const send = (request: Request): Promise<Response> => {
    const response = responses[sent.push(request) - 1] ?? new Response("", { status: 500 });
    return response instanceof Error ? Promise.reject(response) : Promise.resolve(response);
  };
  const client = new RegistryClient(host, { send, hash: nodeHash, ...options });
  return {
    client,
    sent,
    lines: () => sent.map(({ method, url }) => `${method} ${url.replace(`https://${host}`, "")}`),
  };
}

const challenged = () => new Response("", { status: 401, headers: { "www-authenticate": challenge } });
const token = () => Response.json({ access_token: "secret" });

describe("a request to a registry", () => {
  it("answers a challenge once, and keeps the token for the repository", async () => {
    const credentials = () => Promise.resolve({ username: "user", password: "pässword" });
    const { client, sent, lines } = aClient(
      [challenged(), token(), Response.json({ tags: ["v1"] }), new Response("{}")],
      {
        credentials,
      },
    );
    expect(await fetchTags(client, "app")).toEqual({ ok: true, value: ["v1"] });
    await client.expect("GET", "/v2/app/manifests/v1");
    expect(lines()).toEqual([
      "GET /v2/app/tags/list",
      `GET /oauth2/token?account=user&scope=repository%3Aapp%3Apull&service=${host}`,
      "GET /v2/app/tags/list",
      "GET /v2/app/manifests/v1",
    ]);
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual([
      null,
      "Basic dXNlcjpww6Rzc3dvcmQ=",
      "Bearer secret",
      "Bearer secret",
    ]);
  });

  it("exchanges a refresh token with a form", async () => {
    const credentials = () => Promise.resolve({ identityToken: "refresh" });
    const { client, sent } = aClient([challenged(), token(), new Response("{}")], { credentials, clientId: "docker" });
    expect((await client.expect("GET", "/v2/app/tags/list")).ok).toBe(true);
    expect(await sent[1]?.text()).toBe(
      `grant_type=refresh_token&service=${host}&client_id=docker&refresh_token=refresh&scope=repository%3Aapp%3Apull`,
    );
  });

  it("fails with the host that rejected the request and with its errors", async () => {
    const errors = [{ code: "DENIED", message: "requested access to the resource is denied" }];
    const { client } = aClient([challenged(), Response.json({ errors }, { status: 401 })]);
    expect(await client.expect("GET", "/v2/app/tags/list")).toMatchObject({
      ok: false,
      refusal: { code: "TokenRejected", status: 401, faults: errors, authorized: false },
    });
    const other = aClient([Response.json({ errors }, { status: 403 })]);
    expect(await other.client.expect("GET", "/v2/app/tags/list")).toMatchObject({
      ok: false,
      refusal: {
        code: "Rejected",
        method: "GET",
        url: `https://${host}/v2/app/tags/list`,
        status: 403,
        faults: errors,
      },
    });
  });

  it("sends the tool's own header, and treats a challenge after that as a rejection", async () => {
    const { client, sent } = aClient([challenged()], {
      authorization: (repository) => Promise.resolve(`Bearer ${repository}`),
    });
    expect(await client.expect("GET", "/v2/app/tags/list")).toMatchObject({ ok: false, refusal: { status: 401 } });
    expect(sent.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer app"]);
  });

  it("follows a redirect to another host without sending the token", async () => {
    const moved = new Response("", { status: 307, headers: { location: "https://storage.example/blob" } });
    const { client, sent } = aClient([challenged(), token(), moved, new Response("content")]);
    expect(await fetchBlob(client, "app", digest)).toMatchObject({ ok: true });
    expect(sent[3]?.url).toBe("https://storage.example/blob");
    expect(sent[3]?.headers.get("authorization")).toBeNull();
  });

  it("retries a throttled request after the registry's Retry-After, when the tool can wait", async () => {
    const throttled = () => new Response("", { status: 429, headers: { "retry-after": "7" } });
    const waits: number[] = [];
    const wait = (milliseconds: number) => Promise.resolve(void waits.push(milliseconds));
    expect((await aClient([throttled(), new Response("{}")], { wait }).client.expect("GET", "/v2/")).ok).toBe(true);
    expect(waits).toEqual([7000]);
    const impatient = aClient([throttled(), new Response("{}")]);
    expect(await impatient.client.expect("GET", "/v2/")).toMatchObject({ ok: false, refusal: { status: 429 } });
    const limit = aClient([1, 2, 3, 4, 5, 6].map(throttled), { wait });
    expect((await limit.client.expect("GET", "/v2/")).ok).toBe(false);
    expect(limit.sent).toHaveLength(5);
  });

  it("fails as unreachable when there is no response or the host name is invalid", async () => {
    const { client } = aClient([new NetworkError("ENOTFOUND", host)]);
    expect(await client.send("GET", "/v2/")).toMatchObject({ ok: false, refusal: { code: "Unreachable" } });
    const impossible = new RegistryClient("[::", { send: () => Promise.reject(new Error("sent")), hash: nodeHash });
    expect(await impossible.send("GET", "/v2/")).toMatchObject({ ok: false, refusal: { code: "Unreachable" } });
  });
});

describe("content from a registry", () => {
  it("fails when its digest doesn't match", async () => {
    const actual = digestOf(nodeHash, new TextEncoder().encode("other"));
    const mismatch = { ok: false, refusal: { code: "DigestMismatch", expected: digest, actual } };
    expect(await fetchBlob(aClient([new Response("other")]).client, "app", digest)).toEqual(mismatch);
    const named = new Response("other", { headers: { "docker-content-digest": digest, "content-type": "text/plain" } });
    expect(await fetchManifest(aClient([named]).client, "app", "v1")).toEqual(mismatch);
  });

  it("comes in pages", async () => {
    const link = { link: '</v2/app/tags/list?last=a>; rel="next"' };
    const { client, lines } = aClient([
      Response.json({ tags: ["a"] }, { headers: link }),
      Response.json({ tags: ["b"] }),
    ]);
    expect(await fetchTags(client, "app")).toEqual({ ok: true, value: ["a", "b"] });
    expect(lines()).toEqual(["GET /v2/app/tags/list", "GET /v2/app/tags/list?last=a"]);
  });

  it("lists referrers by the tag of the digest where the registry has no API for them", async () => {
    const manifests = [
      { mediaType: "m", digest: "d", size: 1, artifactType: "a" },
      { mediaType: "m", digest: "e", size: 1 },
    ];
    const { client, lines } = aClient([new Response("", { status: 404 }), Response.json({ manifests })]);
    expect(await listReferrers(client, "app", digest, "a")).toEqual({ ok: true, value: manifests.slice(0, 1) });
    expect(lines()).toEqual([
      `GET /v2/app/referrers/${digest}?artifactType=a`,
      `GET /v2/app/manifests/${digest.replace(":", "-")}`,
    ]);
  });
});

describe("a blob that the registry does not mount", () => {
  it("is fetched from the source only when it has to be sent", async () => {
    const simulator = aSimulator();
    const { adminPasswords } = aRegistry(simulator, {}, { adminUserEnabled: true });
    const machine = aMachine(simulator);
    const credentials = { username: "contoso", password: adminPasswords[0]?.value ?? "" };
    const client = machineClient(machine, host, { credentials, userAgent: "test" });
    const bytes = new TextEncoder().encode("content");
    let fetches = 0;
    const content = () => {
      fetches++;
      return bytes;
    };
    const upload = (repository: string, mountFrom: string) =>
      uploadBlob(client, repository, digest, content, { mountFrom });
    expect(await upload("app", "nowhere")).toEqual({ ok: true, value: "uploaded" });
    expect(await fetchBlob(client, "app", digest)).toEqual({ ok: true, value: bytes });
    expect(await upload("web", "app")).toEqual({ ok: true, value: "mounted" });
    expect(await upload("app", "web")).toEqual({ ok: true, value: "exists" });
    expect(fetches).toBe(1);
  });
});
