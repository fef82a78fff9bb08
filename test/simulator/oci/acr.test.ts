import { describe, expect, it } from "vitest";
import { ok } from "../../../src/simulator/world/result.ts";
import { aPrincipal, aToken, giveRole } from "../identity/people.ts";
import { anIndex, anImage, types } from "../../support/images.ts";
import { basic, pushImage } from "../../support/push-image.ts";
import { anAcr, push, type Call } from "./acr-client.ts";

const json = async (response: Promise<Response>) => (await response).json() as Promise<Record<string, unknown>>;

const names = (rows: unknown, key: string): string[] => (rows as Record<string, string>[]).map((row) => row[key] ?? "");

/** Follows Link headers until there is none; answers each page. */
async function pages(call: Call, path: string, field: string): Promise<unknown[][]> {
  const found: unknown[][] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const response: Response = await call("GET", next);
    found.push(((await response.json()) as Record<string, unknown[]>)[field] ?? []);
    next = /^<([^>]+)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
  }
  return found;
}

describe("the catalog", () => {
  it("lists repositories in byte order, in pages that link to the next", async () => {
    const { call } = anAcr();
    for (const name of ["web", "api", "team/a", "team/b", "zoo"]) await push(call, name, "1");
    expect(await json(call("GET", "/v2/_catalog"))).toEqual({
      repositories: ["api", "team/a", "team/b", "web", "zoo"],
    });
    expect(await pages(call, "/acr/v1/_catalog?n=2", "repositories")).toEqual([
      ["api", "team/a"],
      ["team/b", "web"],
      ["zoo"],
    ]);
    const link = (await call("GET", "/v2/_catalog?n=2")).headers.get("link");
    expect(link).toBe('</v2/_catalog?last=team%2Fa&n=2&orderby=>; rel="next"');
  });

  it("returns nothing for n=0 and rejects an n that isn't a number", async () => {
    const { call } = anAcr();
    await push(call, "web", "1");
    expect(await json(call("GET", "/v2/_catalog?n=0"))).toEqual({ repositories: [] });
    for (const n of ["-1", "x", "1.5"]) expect((await call("GET", `/v2/_catalog?n=${n}`)).status).toBe(400);
  });

  it("rejects tokens and allows the admin account", async () => {
    const { simulator, call } = anAcr();
    aToken(simulator, "robot", ["repositories/*/content/read", "repositories/*/metadata/read"]);
    expect((await call("GET", "/v2/_catalog", { as: basic("robot", "secret") })).status).toBe(403);
    expect((await call("GET", "/v2/_catalog")).status).toBe(200);
  });
});

describe("a repository", () => {
  it("shows counts, times and locks", async () => {
    const { call } = anAcr();
    await push(call, "team/web", "1");
    await push(call, "team/web", "2", "1");
    expect(await json(call("GET", "/acr/v1/team/web"))).toEqual({
      registry: "contoso.azurecr.io",
      imageName: "team/web",
      createdTime: "2026-09-01T09:00:00.000Z",
      lastUpdateTime: "2026-09-01T09:00:00.000Z",
      manifestCount: 1,
      tagCount: 2,
      changeableAttributes: { deleteEnabled: true, writeEnabled: true, readEnabled: true, listEnabled: true },
    });
    expect((await call("GET", "/acr/v1/nothing")).status).toBe(404);
  });

  it("is deleted with its content, and the response lists it", async () => {
    const { call } = anAcr();
    const digest = await push(call, "web", "1");
    const response = await call("DELETE", "/acr/v1/web");
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ manifestsDeleted: [digest], tagsDeleted: ["1"] });
    expect((await call("GET", "/acr/v1/web")).status).toBe(404);
    expect((await call("DELETE", "/acr/v1/web")).status).toBe(404);
  });

  it("can't be deleted while it is locked, nor can its manifests", async () => {
    const { call } = anAcr();
    const digest = await push(call, "web", "1");
    const locked = await json(call("PATCH", "/acr/v1/web", { body: '{"deleteEnabled":false,"writeEnabled":false}' }));
    expect(locked["changeableAttributes"]).toMatchObject({
      deleteEnabled: false,
      writeEnabled: false,
      readEnabled: true,
    });
    expect((await call("DELETE", "/acr/v1/web")).status).toBe(405);
    expect((await call("DELETE", `/v2/web/manifests/${digest}`)).status).toBe(405);
    await expect(push(call, "web", "2")).rejects.toThrow("disallowed");
    expect((await call("PATCH", "/acr/v1/web", { body: '{"deleteEnabled":true,"writeEnabled":true}' })).status).toBe(
      200,
    );
    expect((await call("DELETE", "/acr/v1/web")).status).toBe(202);
  });

  it("rejects a body that isn't a set of locks, and changes nothing", async () => {
    const { simulator, call } = anAcr();
    await push(call, "web", "1");
    const before = simulator.world;
    for (const body of ["", "[]", "7", '{"deleteEnabled":"no"}']) {
      expect((await call("PATCH", "/acr/v1/web", { body })).status).toBe(400);
    }
    expect(simulator.world).toBe(before);
  });
});

describe("tags", () => {
  it("are listed by name or time, in pages, or for one manifest", async () => {
    const { simulator, call } = anAcr();
    const digests: Record<string, string> = {};
    for (const tag of ["b", "c", "a"]) {
      digests[tag] = await push(call, "web", tag);
      await simulator.advance(1000);
    }
    const list = async (query: string) =>
      (await pages(call, `/acr/v1/web/_tags?${query}`, "tags")).map((page) => names(page, "name"));
    expect(await list("n=2")).toEqual([["a", "b"], ["c"]]);
    expect(await list("n=2&orderby=timedesc")).toEqual([["a", "c"], ["b"]]);
    expect(await list("n=2&orderby=timeasc")).toEqual([["b", "c"], ["a"]]);
    expect(await list(`digest=${digests["c"]}`)).toEqual([["c"]]);
    expect(await list("last=b")).toEqual([["c"]]);
    expect(await json(call("GET", "/acr/v1/web/_tags/c"))).toMatchObject({
      imageName: "web",
      tag: { name: "c", digest: digests["c"], signed: false, createdTime: "2026-09-01T09:00:01.000Z" },
    });
    expect(await json(call("GET", "/acr/v1/web/_tags/x"))).toMatchObject({
      errors: [{ message: "the specified tag does not exist" }],
    });
  });

  it("are removed without the manifest and its other tags", async () => {
    const { call } = anAcr();
    const digest = await push(call, "web", "1");
    await push(call, "web", "same", "1");
    expect((await call("DELETE", "/acr/v1/web/_tags/1")).status).toBe(202);
    expect((await call("DELETE", "/acr/v1/web/_tags/1")).status).toBe(404);
    const body = await json(call("GET", `/acr/v1/web/_manifests/${digest}`));
    expect(body["manifest"]).toMatchObject({ digest, tags: ["same"] });
  });

  it("can be removed with permission to write metadata or to delete, and not otherwise", async () => {
    const { simulator, call } = anAcr();
    for (const tag of ["1", "2", "3"]) await push(call, "web", tag);
    aToken(simulator, "editor", ["repositories/web/metadata/write"]);
    aToken(simulator, "remover", ["repositories/web/content/delete"]);
    aToken(simulator, "reader", ["repositories/web/content/read", "repositories/web/metadata/read"]);
    const untag = async (tag: string, who: string) =>
      (await call("DELETE", `/acr/v1/web/_tags/${tag}`, { as: basic(who, "secret") })).status;
    expect([await untag("1", "editor"), await untag("2", "remover"), await untag("3", "reader")]).toEqual([
      202, 202, 403,
    ]);
  });

  it("can't be removed while locked, and aren't listed when hidden", async () => {
    const { call } = anAcr();
    for (const tag of ["1", "2"]) await push(call, "web", tag);
    await call("PATCH", "/acr/v1/web/_tags/1", { body: '{"deleteEnabled":false,"listEnabled":false}' });
    expect((await call("DELETE", "/acr/v1/web/_tags/1")).status).toBe(405);
    expect(names((await json(call("GET", "/acr/v1/web/_tags")))["tags"], "name")).toEqual(["2"]);
  });
});

describe("manifests", () => {
  it("are listed with platform, size, tags and the children of an index", async () => {
    const { call } = anAcr();
    const image = anImage({ architecture: "arm64" });
    const child = await pushImage(call, "web:1", image);
    const index = await pushImage(call, "web:multi", anIndex([image]));
    const rows = (await json(call("GET", "/acr/v1/web/_manifests")))["manifests"] as Record<string, unknown>[];
    expect(rows.find(({ digest }) => digest === child)).toMatchObject({
      architecture: "arm64",
      os: "linux",
      tags: ["1"],
      configMediaType: "application/vnd.oci.image.config.v1+json",
    });
    expect(rows.find(({ digest }) => digest === index)).toMatchObject({
      mediaType: types.index,
      references: [{ digest: child, architecture: "arm64", os: "linux" }],
    });
  });

  it("that are locked cannot be deleted until unlocked", async () => {
    const { call } = anAcr();
    const digest = await push(call, "web", "1");
    const path = `/acr/v1/web/_manifests/${digest}`;
    await call("PATCH", path, { body: '{"deleteEnabled":false}' });
    expect((await call("DELETE", `/v2/web/manifests/${digest}`)).status).toBe(405);
    await call("PATCH", path, { body: '{"deleteEnabled":true}' });
    expect((await call("DELETE", `/v2/web/manifests/${digest}`)).status).toBe(202);
  });
});

describe("the bin of soft delete", () => {
  it("keeps deleted manifests, lists them, and restores them with their tags", async () => {
    const { simulator, call } = anAcr();
    simulator.transact((draft) => {
      draft.update("registry", ["contoso"], (row) => ({
        ...row,
        policies: { ...row.policies, softDelete: { enabled: true, days: 7, updatedAt: row.createdAt } },
      }));
      return ok(null);
    });
    const digest = await push(call, "web", "1");
    await push(call, "web", "2");
    expect((await call("DELETE", `/v2/web/manifests/${digest}`)).status).toBe(202);
    expect(await json(call("GET", "/acr/v1/_deleted/_catalog"))).toEqual({ repositories: ["web"] });
    const row = { digest, deletedAt: "2026-09-01T09:00:00.000Z" };
    expect((await json(call("GET", "/acr/v1/_deleted/web/_manifests")))["manifests"]).toEqual([row]);
    expect((await json(call("GET", "/acr/v1/_deleted/web/_tags")))["tags"]).toEqual([{ tag: "1", ...row }]);
    const restore = `/acr/v1/_deleted/web/_manifests/${digest}`;
    expect((await call("POST", restore)).status).toBe(403);
    const secrets = [{ value: "s3cret", expires: simulator.now + 1000 }];
    aPrincipal(simulator, "boss", { kind: "servicePrincipal", appId: "app-1", secrets });
    giveRole(simulator, "boss", "Owner");
    const as = basic("app-1", "s3cret");
    expect(await json(call("POST", restore, { as }))).toEqual({ digest, tags: ["1"] });
    expect((await call("GET", "/v2/web/manifests/1")).status).toBe(200);
    expect(await json(call("GET", "/acr/v1/web"))).toMatchObject({ manifestCount: 2, tagCount: 2 });
    expect(await json(call("GET", "/acr/v1/_deleted/_catalog"))).toEqual({ repositories: [] });
    expect((await call("POST", restore, { as })).status).toBe(404);
  });
});
