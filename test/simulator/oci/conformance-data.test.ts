import { describe, expect, it } from "vitest";
import { dataSets, type DataSet, type PushedManifest } from "./data-sets.ts";
import { anImage, anIndex, digest, types } from "../../support/images.ts";
import { pushBlob, pushImage } from "../../support/push-image.ts";
import { aClient, outcome, type RegistryClient } from "./registry-client.ts";

const repository = "conformance/data";
const nameOf = (set: DataSet, { body }: PushedManifest): string => digest(body, set.algorithm ?? "sha256");

/** Pushes a whole data set: blobs, manifests by digest, then their tags. */
async function push(client: RegistryClient, set: DataSet): Promise<void> {
  for (const blob of new Set(set.blobs))
    await pushBlob(client.send, repository, blob, set.algorithm && { algorithm: set.algorithm });
  for (const manifest of set.manifests) {
    const name = nameOf(set, manifest);
    for (const reference of [name, ...(manifest.tag ? [manifest.tag] : [])]) {
      const { response } = await client.pushManifest(repository, reference, manifest.body, manifest.mediaType);
      expect(await outcome(response)).toBe("201");
      expect(response.headers.get("docker-content-digest")).toBe(name);
      expect(response.headers.get("oci-subject")).toBe(manifest.subject ?? null);
      const there = await client.send("GET", response.headers.get("location") ?? "");
      expect(await there.text()).toBe(manifest.body);
    }
  }
}

const path = (reference: string): string => `/v2/${repository}/manifests/${reference}`;

describe.each(["chapter", "azure"] as const)("data sets of the OCI suite under the rules of %s", (profile) => {
  describe.each(dataSets.map((set) => [set.name, set] as const))("%s", (_, set) => {
    it("is pushed, listed, headed, pulled and queried with its exact bytes and media types", async () => {
      const client = aClient({ profile, changes: { deleteByTag: true } });
      await push(client, set);
      for (const manifest of set.manifests) {
        const name = nameOf(set, manifest);
        for (const reference of [name, ...(manifest.tag ? [manifest.tag] : [])]) {
          const pulled = await client.send("GET", path(reference), {
            headers: { Accept: `${types.image}, ${types.index}` },
          });
          expect(pulled.headers.get("content-type")).toBe(manifest.mediaType);
          expect(pulled.headers.get("docker-content-digest")).toBe(name);
          expect(await pulled.text()).toBe(manifest.body);
          const headed = await client.send("HEAD", path(reference));
          expect(headed.status).toBe(200);
          expect(headed.headers.get("content-length")).toBe(String(new TextEncoder().encode(manifest.body).length));
          expect(headed.headers.get("content-type")).toBe(manifest.mediaType);
          expect(await headed.text()).toBe("");
        }
      }
      for (const blob of set.blobs) {
        const name = digest(blob, set.algorithm ?? "sha256");
        const pulled = await client.send("GET", `/v2/${repository}/blobs/${name}`);
        expect(pulled.headers.get("docker-content-digest")).toBe(name);
        expect(await pulled.text()).toBe(blob);
      }
      const listed = (await (await client.send("GET", `/v2/${repository}/tags/list`)).json()) as { tags: string[] };
      expect(listed.tags).toEqual(set.manifests.flatMap(({ tag }) => (tag ? [tag] : [])).sort());
    });

    it("is deleted tag by tag, manifest by manifest and blob by blob, each gone at once", async () => {
      const client = aClient({ profile, changes: { deleteByTag: true } });
      await push(client, set);
      for (const { tag } of set.manifests) {
        if (tag === undefined) continue;
        expect((await client.send("DELETE", path(tag))).status).toBe(202);
        expect((await client.send("HEAD", path(tag))).status).toBe(404);
      }
      for (const manifest of set.manifests) {
        const name = nameOf(set, manifest);
        expect((await client.send("HEAD", path(name))).status).toBe(200);
        expect((await client.send("DELETE", path(name))).status).toBe(202);
        expect((await client.send("HEAD", path(name))).status).toBe(404);
      }
      for (const blob of new Set(set.blobs)) {
        const at = `/v2/${repository}/blobs/${digest(blob, set.algorithm ?? "sha256")}`;
        expect((await client.send("DELETE", at)).status).toBe(202);
        expect((await client.send("HEAD", at)).status).toBe(404);
      }
      expect(client.simulator.world.get("usage", "contoso")?.bytes).toBe(0);
    });
  });

  const withSubject = dataSets.filter(({ manifests }) => manifests.some(({ subject }) => subject !== undefined));
  describe.each(withSubject.map((set) => [set.name, set] as const))("%s", (_, set) => {
    it("lists the referrers of each subject, with artifact types and annotations", async () => {
      const client = aClient({ profile });
      await push(client, set);
      for (const subject of new Set(set.manifests.flatMap((manifest) => manifest.subject ?? []))) {
        const expected = set.manifests.filter((manifest) => manifest.subject === subject);
        const answer = await client.send("GET", `/v2/${repository}/referrers/${subject}`);
        expect(answer.headers.get("content-type")).toBe(types.index);
        const body = (await answer.json()) as { mediaType: string; manifests: Record<string, unknown>[] };
        expect(body.mediaType).toBe(types.index);
        expect(new Set(body.manifests.map((row) => row["digest"]))).toEqual(
          new Set(expected.map((manifest) => nameOf(set, manifest))),
        );
        for (const manifest of expected) {
          const row = body.manifests.find((entry) => entry["digest"] === nameOf(set, manifest));
          const { annotations } = JSON.parse(manifest.body) as { annotations?: unknown };
          expect(row).toMatchObject({ mediaType: manifest.mediaType, artifactType: manifest.artifactType });
          expect(row?.["annotations"]).toEqual(annotations);
        }
        const filtered = await client.send(
          "GET",
          `/v2/${repository}/referrers/${subject}?artifactType=${types.example}`,
        );
        expect(filtered.headers.get("oci-filters-applied")).toBe("artifactType");
        const only = (await filtered.json()) as { manifests: { artifactType: string }[] };
        expect(only.manifests.every(({ artifactType }) => artifactType === types.example)).toBe(true);
        expect(only.manifests).toHaveLength(
          expected.filter(({ artifactType }) => artifactType === types.example).length,
        );
      }
    });
  });

  const withTag = dataSets.filter(({ manifests }) => manifests.some(({ tag }) => tag !== undefined));
  describe.each(withTag.map((set) => [set.name, set] as const))("%s", (_, set) => {
    it("rejects deletion by tag where the registry is as strict as the service, and changes nothing", async () => {
      const client = aClient({ profile, changes: { deleteByTag: false } });
      await push(client, set);
      for (const { tag } of set.manifests) {
        if (tag === undefined) continue;
        const before = client.simulator.world;
        expect(await outcome(await client.send("DELETE", path(tag)))).toBe("405 UNSUPPORTED");
        expect(client.simulator.world).toBe(before);
      }
    });
  });
});

describe("what the suite asks besides its data", () => {
  it("returns an empty index for the referrers of any digest, even in a repository that doesn't exist", async () => {
    const client = aClient();
    const answer = await client.send("GET", `/v2/nowhere/referrers/${digest("x")}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ schemaVersion: 2, mediaType: types.index, manifests: [] });
    expect(await outcome(await client.send("GET", "/v2/nowhere/referrers/sha256:bad"))).toBe("400 DIGEST_INVALID");
  });

  it("gives a manifest pushed by digest the tags of the query, and lists them in a header", async () => {
    const client = aClient();
    const [set] = dataSets;
    if (!set?.manifests[0]) throw new Error("no data set");
    for (const blob of set.blobs) await pushBlob(client.send, "tagged", blob);
    const { body, mediaType } = set.manifests[0];
    for (const algorithm of ["sha256", "sha512"] as const) {
      const tags = Array.from({ length: 10 }, (_, at) => `${algorithm}-${at}`);
      const query = tags.map((tag) => `tag=${tag}`).join("&");
      const { response } = await client.pushManifest("tagged", `${digest(body, algorithm)}?${query}`, body, mediaType);
      expect(response.status).toBe(201);
      expect((response.headers.get("oci-tag") ?? "").split(/,\s*/)).toEqual(tags);
      for (const tag of tags) {
        const headed = await client.send("HEAD", `/v2/tagged/manifests/${tag}`);
        expect(headed.headers.get("docker-content-digest")).toBe(digest(body, algorithm));
      }
    }
    const many = Array.from({ length: 500 }, (_, at) => `tag=t${at}`).join("&");
    const refused = await client.pushManifest("tagged", `${digest(body)}?${many}`, body, mediaType);
    expect(refused.response.status).toBe(414);
  });

  it("leaves other tags alone when one is deleted or moved, and drops all of a digest's tags with it", async () => {
    const client = aClient({ changes: { deleteByTag: true } });
    const [first, second] = [anImage({ layers: ["one"] }), anImage({ layers: ["two"] })];
    for (const tag of ["a", "b"]) await pushImage(client.send, `app:${tag}`, first);
    await pushImage(client.send, "app:c", second);
    await client.send("DELETE", "/v2/app/manifests/a");
    expect((await client.send("HEAD", "/v2/app/manifests/b")).status).toBe(200);
    await pushImage(client.send, "app:d", first);
    await client.send("DELETE", `/v2/app/manifests/${first.digest}`);
    for (const gone of ["b", "d"]) {
      expect(await outcome(await client.send("GET", `/v2/app/manifests/${gone}`))).toBe("404 MANIFEST_UNKNOWN");
    }
    expect((await client.send("HEAD", "/v2/app/manifests/c")).status).toBe(200);
    expect(client.simulator.world.get("repository", "contoso", "app")).toMatchObject({ manifestCount: 1, tagCount: 1 });
  });
});

describe("a client that names the media types it knows", () => {
  it("gets 404 for a tag of another type, but gets it by digest or with a wildcard", async () => {
    const client = aClient();
    const name = await pushImage(client.send, "app:v1", anIndex());
    const get = async (reference: string, Accept: string) =>
      outcome(await client.send("GET", `/v2/app/manifests/${reference}`, { headers: { Accept } }));
    expect(await get("v1", types.image)).toBe("404 MANIFEST_UNKNOWN");
    expect(await get(name, types.image)).toBe("200");
    for (const wish of ["*/*", "application/json", `${types.image}, ${types.index}`, `${types.image},*/*;q=0.1`]) {
      expect(await get("v1", wish)).toBe("200");
    }
  });
});

describe("lists in pages", () => {
  const aRepositoryWithTags = async (tags: readonly string[]) => {
    const client = aClient();
    for (const tag of tags) await pushImage(client.send, `app:${tag}`, anIndex());
    return client;
  };
  const tags = ["v10", "v2", "B", "a", "latest", "_x", "1.0", "1.0-rc"];
  const sorted = [...tags].sort();
  const list = async (client: RegistryClient, query: string) => {
    const answer = await client.send("GET", `/v2/app/tags/list${query}`);
    const { tags: found } = (await answer.json()) as { tags: string[] };
    return { found, link: answer.headers.get("link") };
  };

  it("contain tags in byte order, after `last`, at most `n`", async () => {
    const client = await aRepositoryWithTags(tags);
    expect(await list(client, "")).toEqual({ found: sorted, link: null });
    expect((await list(client, "?last=a")).found).toEqual(sorted.slice(sorted.indexOf("a") + 1));
    expect((await list(client, "?last=aa")).found).toEqual(sorted.slice(sorted.indexOf("a") + 1));
    expect(await list(client, "?n=0")).toEqual({ found: [], link: null });
    expect(await list(client, "?n=1000")).toEqual({ found: sorted, link: null });
  });

  it("lead to every tag exactly once through their links", async () => {
    const client = await aRepositoryWithTags(tags);
    const seen: string[] = [];
    let next: string | undefined = "/v2/app/tags/list?n=3";
    for (let pages = 0; next !== undefined; pages++) {
      expect(pages).toBeLessThan(3);
      const answer: Response = await client.send("GET", next);
      seen.push(...((await answer.json()) as { tags: string[] }).tags);
      next = /^<(.+)>; rel="next"$/.exec(answer.headers.get("link") ?? "")?.[1];
    }
    expect(seen).toEqual(sorted);
  });

  it("lead through the catalog, including names with slashes", async () => {
    const client = aClient();
    for (const name of ["team/b", "team/a", "app", "team/a/deep"]) {
      await pushImage(client.send, `${name}:v1`, anIndex());
    }
    const first = await client.send("GET", "/v2/_catalog?n=2");
    expect(await first.json()).toEqual({ repositories: ["app", "team/a"] });
    const next = /^<(.+)>; rel="next"$/.exec(first.headers.get("link") ?? "")?.[1] ?? "";
    expect(next).toContain("last=team%2Fa");
    expect(await (await client.send("GET", next)).json()).toEqual({ repositories: ["team/a/deep", "team/b"] });
  });
});
