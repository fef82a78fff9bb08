import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningServer } from "../../src/node/serve.ts";
import { digest as sha256 } from "../support/images.ts";
import { basic, pushBlob, pushImage } from "../support/push-image.ts";
import { ask, aServer, sendTo } from "./loopback.ts";

const running: RunningServer[] = [];
const started = async (...words: string[]) => {
  const server = await aServer(...words);
  running.push(server);
  return server;
};
afterAll(() => Promise.all(running.map((server) => server.close())));

const as = (username: string, password: string) => ({ authorization: basic(username, password) });

const code = (text: string) =>
  (JSON.parse(text) as { errors?: { code: string }[]; error?: { code: string } }).errors?.[0]?.code ??
  (JSON.parse(text) as { error?: { code: string } }).error?.code;

describe("who is let in", () => {
  it("accepts the admin account by Basic and by a token, and rejects a wrong password and no credentials", async () => {
    const server = await started("--username", "me", "--password", "secret");
    const host = new URL(server.url).host;
    expect((await ask(server, "GET", "/v2/", { headers: as("me", "secret") })).status).toBe(200);
    expect((await ask(server, "GET", "/v2/", { headers: as("me", "wrong") })).status).toBe(401);
    const challenged = await ask(server, "GET", "/v2/");
    expect(challenged.status).toBe(401);
    expect(challenged.headers["www-authenticate"]).toBe(`Bearer realm="http://${host}/oauth2/token",service="${host}"`);
    const path = `/oauth2/token?service=${host}&scope=repository:web:pull,push`;
    const granted = await ask(server, "GET", path, { headers: as("me", "secret") });
    const { access_token: token } = JSON.parse(granted.text) as { access_token: string };
    await pushBlob(sendTo(server, { authorization: `Bearer ${token}` }), "web", "layer");
    expect((await ask(server, "GET", path, { headers: as("me", "wrong") })).status).toBe(401);
  });

  it("rejects requests without credentials, unless --anonymous is set", async () => {
    const closed = await started();
    expect((await ask(closed, "POST", "/v2/web/blobs/uploads/")).status).toBe(401);
    const open = await started("--anonymous");
    const digest = await pushBlob(sendTo(open), "web", "layer");
    expect((await ask(open, "GET", `/v2/web/blobs/${digest}`)).text).toBe("layer");
    expect((await ask(open, "GET", "/v2/", { headers: as("harbour", "wrong") })).status).toBe(401);
  });

  it("writes addresses with the request's host, and https behind a proxy that ends TLS", async () => {
    const server = await started("--username", "me", "--password", "secret");
    const headers = { host: "registry.localhost:8443", "x-forwarded-proto": "https" };
    const challenged = await ask(server, "GET", "/v2/", { headers });
    expect(challenged.headers["www-authenticate"]).toContain('realm="https://registry.localhost:8443/oauth2/token"');
    const created = await ask(
      server,
      "PUT",
      "/subscriptions/any/resourceGroups/loopback/providers/Microsoft.ContainerRegistry/registries/madehere?api-version=2023-07-01",
      {
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify({ location: "westeurope", sku: { name: "Basic" } }),
      },
    );
    expect([200, 201]).toContain(created.status);
    const poll = String(created.headers["azure-asyncoperation"] ?? "https://registry.localhost:8443/");
    expect(poll).toMatch(/^https:\/\/registry\.localhost:8443\//);
  });
});

describe("where a request goes", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await started("--anonymous");
  });

  it("is the management plane for its paths and its host, and the default registry for the rest", async () => {
    const byPath = await ask(server, "GET", "/subscriptions?api-version=2022-12-01");
    const byHost = await ask(server, "GET", "/subscriptions?api-version=2022-12-01", {
      headers: { host: "management.azure.com" },
    });
    expect(JSON.parse(byPath.text)).toEqual(JSON.parse(byHost.text));
    expect(code((await ask(server, "GET", "/subscriptions")).text)).toBe("MissingApiVersionParameter");
    expect((await ask(server, "GET", "/v2/")).status).toBe(200);
  });

  it("is the registry that the Host header names, which --anonymous does not open", async () => {
    const own = { host: "harbour.azurecr.io" };
    const digest = await pushBlob(sendTo(server, own), "named", "by host");
    expect((await ask(server, "GET", `/v2/named/blobs/${digest}`)).text).toBe("by host");
    expect((await ask(server, "GET", "/v2/", { headers: { host: "nobody.azurecr.io" } })).status).toBe(404);
  });

  it("is a public registry for its name, and nothing for a name that nobody has", async () => {
    const mcr = await ask(server, "GET", "/v2/", { headers: { host: "mcr.microsoft.com" } });
    expect(mcr.status).toBe(200);
    const foreign = await ask(server, "GET", "/v2/", { headers: { host: "attacker.example" } });
    expect(foreign.status).toBe(502);
    expect(foreign.text).toContain("attacker.example");
  });
});

describe("hostile requests", () => {
  let server: RunningServer;
  beforeAll(async () => {
    server = await started("--anonymous", "--no-limits");
  });

  it.each([
    "/v2/../../etc/passwd",
    "/v2/%2e%2e/%2E%2e/etc/passwd",
    "/v2/web/blobs/..\\..\\world.json",
    "/v2/web/./blobs/x",
    "/v2/web#/blobs",
  ])("rejects %s and leaves the world as it was", async (path) => {
    const before = server.simulator.world.size;
    const answer = await ask(server, "GET", path);
    expect([answer.status, code(answer.text)]).toEqual([400, "NAME_INVALID"]);
    expect(server.simulator.world.size).toBe(before);
  });

  it.each([
    ["a host with a path in it", "GET /v2/ HTTP/1.1\r\nHost: 127.0.0.1/x?.azurecr.io\r\n\r\n"],
    ["no path at all", "GET * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"],
    ["another scheme", "GET ftp://127.0.0.1/v2/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"],
    ["a request without a host", "GET /v2/ HTTP/1.1\r\n\r\n"],
  ])("answers %s with 400", async (_, text) => {
    expect(await raw(server, text)).toMatch(/^HTTP\/1\.1 400 /);
  });

  it("takes a target that names scheme and host, as proxies send it", async () => {
    expect(await raw(server, "GET http://127.0.0.1/v2/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")).toMatch(
      /^HTTP\/1\.1 200 /,
    );
  });

  it("rejects a management request whose body is too large", async () => {
    const answer = await ask(server, "PUT", "/subscriptions/x/resourceGroups/large?api-version=2021-04-01", {
      body: `{"location":"westeurope","tags":{"x":"${"a".repeat(5 * 2 ** 20)}"}}`,
    });
    expect([answer.status, code(answer.text)]).toEqual([413, "RequestContentTooLarge"]);
    expect(server.simulator.world.has("group", "large")).toBe(false);
  });

  it("rejects a manifest above the limit even without a Content-Length", async () => {
    const answer = await ask(server, "PUT", "/v2/web/manifests/large", {
      headers: { "transfer-encoding": "chunked", "content-type": "application/vnd.oci.image.manifest.v1+json" },
      body: `{"schemaVersion":2,"x":"${"a".repeat(5 * 2 ** 20)}"}`,
    });
    expect(answer.status).toBe(413);
    expect((await ask(server, "GET", "/v2/")).status).toBe(200);
  });

  it("forgets an upload that breaks off, and the session continues from where it was", async () => {
    const opened = await ask(server, "POST", "/v2/web/blobs/uploads/");
    const session = String(opened.headers["location"]);
    await raw(server, `PATCH ${session} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nhalf`, true);
    await expect
      .poll(async () => (await ask(server, "PATCH", session, { body: "whole" })).headers["range"])
      .toBe("0-4");
    const closed = await ask(server, "PUT", `${session}?digest=${sha256("whole")}`);
    expect(closed.status).toBe(201);
  });
});

/** Sends text as it is; gives what came back, or hangs up at once. */
const raw = (server: RunningServer, text: string, hangUp = false): Promise<string> =>
  new Promise((done, failed) => {
    const socket = connect(Number(new URL(server.url).port), "127.0.0.1", () => {
      socket.write(text, () => {
        if (hangUp) setTimeout(() => socket.destroy(), 50);
      });
    });
    let got = "";
    socket.on("data", (piece) => {
      got += piece.toString();
      socket.end();
    });
    socket.on("error", failed);
    socket.on("close", () => done(got));
  });

describe("contents over the wire", () => {
  let server: RunningServer;
  const content = "0123456789".repeat(100_000);
  let path: string;
  beforeAll(async () => {
    server = await started("--anonymous");
    path = `/v2/web/blobs/${await pushBlob(sendTo(server), "web", content)}`;
  });

  it("come whole, in ranges, and as a HEAD with their length", async () => {
    expect((await ask(server, "GET", path)).text).toBe(content);
    const part = await ask(server, "GET", path, { headers: { range: "bytes=999990-" } });
    expect([part.status, part.text, part.headers["content-range"]]).toEqual([
      206,
      "0123456789",
      "bytes 999990-999999/1000000",
    ]);
    const head = await ask(server, "HEAD", path);
    expect([head.status, head.headers["content-length"], head.text]).toEqual([200, "1000000", ""]);
    const past = await ask(server, "GET", path, { headers: { range: "bytes=1000000-" } });
    expect(past.status).toBe(416);
  });

  it("are taken in chunks of unknown length and in ranges", async () => {
    const opened = await ask(server, "POST", "/v2/web/blobs/uploads/");
    const first = await ask(server, "PATCH", String(opened.headers["location"]), {
      headers: { "transfer-encoding": "chunked" },
      body: "stream ",
    });
    expect([first.status, first.headers["range"]]).toEqual([202, "0-6"]);
    const second = await ask(server, "PATCH", String(first.headers["location"]), {
      headers: { "content-range": "7-9" },
      body: "end",
    });
    const digest = sha256("stream end");
    await ask(server, "PUT", `${String(second.headers["location"])}?digest=${digest}`);
    expect((await ask(server, "GET", `/v2/web/blobs/${digest}`)).text).toBe("stream end");
  });

  it("don't break the server when a client stops reading halfway", async () => {
    for (let at = 0; at < 20; at++) await raw(server, `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
    expect((await ask(server, "GET", path)).text.length).toBe(content.length);
  });
});

describe("the switches of the registry", () => {
  it("deletes a manifest by its tag, unless --strict-acr is set", async () => {
    const loose = await started("--anonymous");
    await pushImage(sendTo(loose), "web:one");
    expect((await ask(loose, "DELETE", "/v2/web/manifests/one")).status).toBe(202);
    const strict = await started("--anonymous", "--strict-acr");
    await pushImage(sendTo(strict), "web:one");
    expect((await ask(strict, "DELETE", "/v2/web/manifests/one")).status).not.toBe(202);
    expect((await ask(strict, "GET", "/v2/web/manifests/one")).status).toBe(200);
  });

  it("lets virtual time pass with real time, unless its clock is manual", async () => {
    const following = await started();
    const manual = await started("--clock", "manual");
    const [before, stood] = [following.simulator.now, manual.simulator.now];
    await expect.poll(() => following.simulator.now - before).toBeGreaterThan(200);
    expect(manual.simulator.now).toBe(stood);
  });

  it("rejects more operations at once than the tier runs, unless limits are switched off", async () => {
    /** Holds ten uploads open and asks until the answer has the status. */
    const besideUploads = async (server: RunningServer, status: number) => {
      const uploads = [];
      for (let at = 0; at < 10; at++) {
        const opened = await ask(server, "POST", "/v2/web/blobs/uploads/");
        uploads.push(holdOpen(server, String(opened.headers["location"])));
      }
      let answer = await ask(server, "GET", "/v2/");
      await expect.poll(async () => (answer = await ask(server, "GET", "/v2/")).status).toBe(status);
      for (const upload of uploads) upload.destroy();
      return answer;
    };
    const rejected = await besideUploads(await started("--anonymous", "--sku", "Basic"), 429);
    expect(code(rejected.text)).toBe("TOOMANYREQUESTS");
    expect(Number(rejected.headers["retry-after"])).toBeGreaterThan(0);
    await besideUploads(await started("--anonymous", "--sku", "Basic", "--no-limits"), 200);
  });
});

/** Starts to send a chunk and never ends it. */
function holdOpen(server: RunningServer, session: string): Socket {
  const socket = connect(Number(new URL(server.url).port), "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write(`PATCH ${session} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n`);
  return socket;
}

describe("a saved state", () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-state-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(["state", "world.json"])("kept in %s has contents, time and open uploads again", async (name) => {
    const state = join(folder, name);
    const first = await aServer("--anonymous", "--state", state);
    const digest = await pushBlob(sendTo(first), "web", "layer");
    const opened = await ask(first, "POST", "/v2/web/blobs/uploads/");
    const half = await ask(first, "PATCH", String(opened.headers["location"]), { body: "half " });
    const closedAt = first.simulator.now;
    await first.close();

    const second = await aServer("--anonymous", "--state", state);
    expect(second.simulator.now).toBeGreaterThanOrEqual(closedAt);
    expect((await ask(second, "GET", `/v2/web/blobs/${digest}`)).text).toBe("layer");
    const rest = await ask(second, "PUT", `${String(half.headers["location"])}?digest=${sha256("half done")}`, {
      body: "done",
    });
    expect(rest.status).toBe(201);
    expect((await ask(second, "GET", `/v2/web/blobs/${sha256("half done")}`)).text).toBe("half done");
    await second.close();
  });

  it("is rejected under another profile, and when the file is damaged", async () => {
    const state = join(folder, "azure");
    await (await aServer("--profile", "azure", "--state", state)).close();
    await expect(aServer("--profile", "chapter", "--state", state)).rejects.toThrow(/azure profile/);
    writeFileSync(join(state, "world.json"), "{");
    await expect(aServer("--state", state)).rejects.toThrow(/world\.json: The file isn.t JSON/);
  });
});

it("rejects an invalid registry name, region and address", async () => {
  await expect(aServer("--registry", "no-dash")).rejects.toThrow(/--registry no-dash: The specified resource name/);
  await expect(aServer("--location", "mars")).rejects.toThrow(/not a region/);
  const server = await started();
  const { port } = new URL(server.url);
  await expect(aServer("--port", port)).rejects.toThrow(/in use/);
});
