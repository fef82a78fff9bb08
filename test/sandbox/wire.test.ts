import { describe, expect, it } from "vitest";
import { harOf, textOf } from "../../src/sandbox/wire-export.ts";
import { planeOf, signIns, spared } from "../../src/sandbox/wire-reading.ts";
import { aBrowser } from "../support/sandbox.ts";

/** A world with a registry and a local image; `requests` runs a line and returns the requests behind it. */
async function aWorld() {
  const { sandbox } = await aBrowser().openTab();
  await sandbox.request("create", { template: "empty", profile: "chapter" });
  const requests = async (line: string) => {
    const block = await sandbox.request("execute", { line });
    const { entries } = await sandbox.request("wire", { block: block.id });
    return { block, entries };
  };
  for (const line of [
    "az group create -n shop -l westeurope",
    "az acr create -n contoso -g shop --sku Premium",
    "docker pull nginx:1.25",
    "docker tag nginx:1.25 contoso.azurecr.io/web:v1",
    "docker tag nginx:1.25 contoso.azurecr.io/shop:v1",
  ]) {
    await requests(line);
  }
  return { sandbox, requests };
}

describe("the requests behind commands", () => {
  it("are those of the last commands that made any, and say when there are earlier ones", async () => {
    const { sandbox } = await aWorld();
    const last = await sandbox.request("wire", { commands: 1 });
    expect(last.earlier).toBe(true);
    expect(new Set(last.entries.map((entry) => new URL(entry.url).host))).toEqual(
      new Set(["registry-1.docker.io", "auth.docker.io"]),
    );
    const all = await sandbox.request("wire", {});
    expect(all.earlier).toBe(false);
    expect(new Set(all.entries.map(planeOf))).toEqual(new Set(["management", "other"]));
  });

  it("show a sign-in as its steps, to a registry and to another service", async () => {
    const { requests } = await aWorld();
    const { entries } = await requests("az acr login -n contoso");
    const found = signIns(entries);
    expect(found.map(({ succeeded }) => succeeded)).toContain(true);
    const last = found.at(-1);
    expect(last?.steps.map(({ from, said }) => `${from}: ${said}`)).toEqual([
      "client: GET /v2/",
      "service: 401 WWW-Authenticate: Bearer",
      "client: POST /oauth2/token",
      "service: 200",
      "client: GET /v2/",
      "service: 200",
    ]);
    expect(last?.steps[2]?.meaning).toBe("The client asks for an access token with the registry's refresh token.");
  });

  it("name the caller, and show a difference between the profiles only where it decided the response", async () => {
    const { requests } = await aWorld();
    const registryRequests = await requests("az acr show -n contoso");
    expect(new Set(registryRequests.entries.map(({ who }) => who))).toEqual(new Set(["Learner"]));
    await requests("az acr login -n contoso");
    expect((await requests("docker push contoso.azurecr.io/web:v1")).block.notes).toEqual([]);
    expect(signIns((await requests("az acr repository list -n contoso")).entries)).toMatchObject([{ succeeded: true }]);
  });

  it("show a sign-in that failed", async () => {
    const { requests } = await aWorld();
    const { entries, block } = await requests("docker login contoso.azurecr.io -u nobody -p wrong");
    expect(block.exitCode).toBe(1);
    expect(signIns(entries).map(({ succeeded }) => succeeded)).toEqual([false]);
  });

  it("say which scope a push asked for", async () => {
    const { requests } = await aWorld();
    await requests("az acr login -n contoso");
    const { entries } = await requests("docker push contoso.azurecr.io/web:v1");
    const meanings = signIns(entries).flatMap(({ steps }) => steps.map(({ meaning }) => meaning));
    expect(meanings).toContain(
      "The registry says where to get a token and which scope it needs: repository:web:pull,push.",
    );
  });

  it("mark blobs that weren't sent because they exist, or were mounted from another repository", async () => {
    const { requests } = await aWorld();
    await requests("az acr login -n contoso");
    const first = await requests("docker push contoso.azurecr.io/web:v1");
    expect(first.entries.map(spared).filter(Boolean)).toEqual([]);
    const second = await requests("docker push contoso.azurecr.io/web:v1");
    expect(new Set(second.entries.map(spared).filter(Boolean))).toEqual(new Set(["skipped, already present"]));
    const other = await requests("docker push contoso.azurecr.io/shop:v1");
    expect(other.entries.map(spared)).toContain("mounted, not uploaded");
  });

  it("count the bytes that went each way, and the time that they took", async () => {
    const { requests } = await aWorld();
    await requests("az acr login -n contoso");
    const { entries } = await requests("docker push contoso.azurecr.io/web:v1");
    const sent = entries.filter(({ method }) => method === "PATCH");
    const largest = sent.reduce((largestSoFar, entry) =>
      entry.requestBytes > largestSoFar.requestBytes ? entry : largestSoFar,
    );
    expect(largest.requestBytes).toBeGreaterThan(20_000_000);
    expect(largest.took).toBeGreaterThan(Math.min(...sent.map(({ took }) => took)) * 2);
  });
});

describe("requests as a file", () => {
  const exported = async () => {
    const { sandbox, requests } = await aWorld();
    await requests("az acr login -n contoso");
    const { block } = await requests("docker push contoso.azurecr.io/web:v1");
    const { entries } = await sandbox.request("wire", {});
    const { blocks } = await (async () => {
      const [world] = await sandbox.request("worlds", null);
      return sandbox.request("open", { id: world?.id ?? "" });
    })();
    return { entries, blocks, block };
  };

  it("are an HTTP archive 1.2 with a page for each command", async () => {
    const { entries, blocks, block } = await exported();
    const { log } = JSON.parse(harOf(entries, blocks)) as {
      log: {
        version: string;
        pages: { id: string; title: string; startedDateTime: string }[];
        entries: {
          pageref: string;
          time: number;
          request: Record<string, unknown>;
          response: Record<string, unknown>;
        }[];
      };
    };
    expect(log.version).toBe("1.2");
    expect(log.pages.find(({ id }) => id === block.id)?.title).toBe("docker push contoso.azurecr.io/web:v1");
    expect(log.entries).toHaveLength(entries.length);
    const pages = new Set(log.pages.map(({ id }) => id));
    for (const entry of log.entries) {
      expect(pages).toContain(entry.pageref);
      expect(Object.keys(entry.request)).toEqual(
        expect.arrayContaining([
          "method",
          "url",
          "httpVersion",
          "cookies",
          "headers",
          "queryString",
          "headersSize",
          "bodySize",
        ]),
      );
      expect(Object.keys(entry.response)).toEqual(
        expect.arrayContaining([
          "status",
          "statusText",
          "httpVersion",
          "cookies",
          "headers",
          "content",
          "redirectURL",
          "headersSize",
          "bodySize",
        ]),
      );
      expect(entry.time).toBeGreaterThan(0);
    }
  });

  it("are text like a transcript, without secrets", async () => {
    const { entries, blocks } = await exported();
    const text = textOf(entries, blocks);
    expect(text).toContain("$ docker push contoso.azurecr.io/web:v1\n");
    expect(text).toContain("> HEAD https://contoso.azurecr.io/v2/web/blobs/sha256:");
    for (const exportText of [text, harOf(entries, blocks)])
      expect(exportText).not.toMatch(/eyJ[\w-]+\.[\w-]+\.[\w-]+/);
  });
});
