import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffWorlds } from "../../../src/simulator/world/diff.ts";
import { anImage, bytesOf, digest, types } from "../../support/images.ts";
import { pushImage } from "../../support/push-image.ts";
import { aClient, outcome, type SendOptions } from "./registry-client.ts";

/** A registry that already holds an image, and what an attempt at it gives: the answer, with the world as it was. */
async function anAttackedRegistry() {
  const client = aClient();
  const image = anImage();
  await pushImage(client.send, "app:v1", image);
  const attempt = async (method: string, path: string, options: SendOptions = {}): Promise<string> => {
    const before = client.simulator.world;
    const result = await outcome(await client.send(method, path, options));
    expect(diffWorlds(before, client.simulator.world)).toEqual([]);
    return result;
  };
  return { client, attempt, manifest: new TextDecoder().decode(image.manifest) };
}

const json = { "Content-Type": types.image };
const hex = "a".repeat(64);

describe("malformed names, references and digests", () => {
  it.each([
    ["GET", "/v2/App/manifests/v1", "400 NAME_INVALID"],
    ["GET", "/v2/app_/manifests/v1", "400 NAME_INVALID"],
    ["GET", "/v2//app/manifests/v1", "400 NAME_INVALID"],
    ["GET", "/v2/a//b/manifests/v1", "400 NAME_INVALID"],
    ["GET", "/v2/a..b/tags/list", "400 NAME_INVALID"],
    ["GET", "/v2/app%2fother/manifests/v1", "400 NAME_INVALID"],
    ["GET", "/v2/..%2f..%2fetc/manifests/v1", "400 NAME_INVALID"],
    ["POST", "/v2/%00/blobs/uploads/", "400 NAME_INVALID"],
    ["POST", `/v2/${"a".repeat(256)}/blobs/uploads/`, "400 NAME_INVALID"],
    ["GET", `/v2/${"a/".repeat(5000)}a/tags/list`, "400 NAME_INVALID"],
    ["GET", "/v2/app/manifests/-v1", "400 MANIFEST_INVALID"],
    ["GET", `/v2/app/manifests/${"t".repeat(129)}`, "400 MANIFEST_INVALID"],
    ["GET", "/v2/app/manifests/sha256:baddigeststring", "400 DIGEST_INVALID"],
    ["GET", `/v2/app/manifests/sha256:${hex.toUpperCase()}`, "400 DIGEST_INVALID"],
    ["GET", `/v2/app/blobs/md5:${"a".repeat(32)}`, "400 DIGEST_INVALID"],
    ["GET", `/v2/app/blobs/sha512:${hex}`, "400 DIGEST_INVALID"],
    ["DELETE", "/v2/app/blobs/nonsense", "400 DIGEST_INVALID"],
    ["DELETE", `/v2/app/manifests/sha256:${hex}`, "404 MANIFEST_UNKNOWN"],
    ["GET", "/v2/app/referrers/latest", "400 DIGEST_INVALID"],
    ["POST", "/v2/app/blobs/uploads/?digest=sha256:short", "400 DIGEST_INVALID"],
    ["POST", "/v2/app/blobs/uploads/?digest-algorithm=md5", "400 DIGEST_INVALID"],
    ["POST", "/v2/app/blobs/uploads/?mount=nonsense&from=app", "400 DIGEST_INVALID"],
    ["PATCH", "/v2/app/blobs/uploads/no-such-session", "404 BLOB_UPLOAD_UNKNOWN"],
    ["PUT", `/v2/app/blobs/uploads/no-such-session?digest=sha256:${hex}`, "404 BLOB_UPLOAD_UNKNOWN"],
    ["GET", "/v2/unknown/tags/list", "404 NAME_UNKNOWN"],
    ["GET", "/v2/app/tags/list?n=-1", "400 PAGINATION_NUMBER_INVALID"],
    ["GET", "/v2/app/tags/list?n=many", "400 PAGINATION_NUMBER_INVALID"],
    ["PUT", "/v2/app/tags/list", "405 UNSUPPORTED"],
    ["GET", "/v1/anything", "404 NAME_UNKNOWN"],
    ["GET", "/v2/app/manifests/..%2f..%2fv1", "400 NAME_INVALID"],
    ["GET", `/v2/app/blobs/sha256:${hex}%2f..`, "400 NAME_INVALID"],
    ["GET", "/v2/app%00/manifests/v1", "400 NAME_INVALID"],
    ["GET", "/v2/app/manifests/v1%00", "400 NAME_INVALID"],
    ["GET", "/v2/app/tags/list?last=%00", "200"],
    ["GET", "/acr/v1/app/_tags/..%2fv1", "404 TAG_UNKNOWN"],
    ["GET", "/acr/v1/App", "404 NAME_UNKNOWN"],
    ["DELETE", "/acr/v1/%2e%2e", "404 NAME_UNKNOWN"],
    ["GET", "/acr/v1/_catalog?n=many", "400 PAGINATION_NUMBER_INVALID"],
    ["GET", "/oauth2/token?service=other.example&scope=repository:app:pull", "400 INVALID_REQUEST"],
  ])("%s %s answers %s and changes nothing", async (method, path, expected) => {
    const { attempt } = await anAttackedRegistry();
    expect(await attempt(method, path)).toBe(expected);
  });

  it("answers any path with a documented error", async () => {
    const { client } = await anAttackedRegistry();
    const piece = fc.string({ maxLength: 12 }).map(encodeURIComponent);
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("GET", "PUT", "PATCH", "DELETE"),
        fc.array(piece, { maxLength: 5 }),
        async (method, pieces) => {
          const response = await client.send(method, `/v2/x/${pieces.join("/")}`);
          expect(response.status === 200 || (response.status >= 400 && response.status < 500)).toBe(true);
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe("malformed manifests", () => {
  const config = { mediaType: types.config, digest: digest("missing"), size: 7 };
  const whole = { schemaVersion: 2, mediaType: types.image, config, layers: [] };
  it.each([
    ["not JSON", "{", "400 MANIFEST_INVALID"],
    ["a list", "[]", "400 MANIFEST_INVALID"],
    ["null", "null", "400 MANIFEST_INVALID"],
    ["another schema version", JSON.stringify({ ...whole, schemaVersion: 1 }), "400 MANIFEST_INVALID"],
    ["another media type inside", JSON.stringify({ ...whole, mediaType: types.index }), "400 MANIFEST_INVALID"],
    ["no config", JSON.stringify({ ...whole, config: undefined }), "400 MANIFEST_INVALID"],
    [
      "a bad digest inside",
      JSON.stringify({ ...whole, config: { ...config, digest: "sha256:x" } }),
      "400 MANIFEST_INVALID",
    ],
    ["a negative size", JSON.stringify({ ...whole, config: { ...config, size: -1 } }), "400 MANIFEST_INVALID"],
    ["layers that are no list", JSON.stringify({ ...whole, layers: { length: 1 } }), "400 MANIFEST_INVALID"],
    ["a bad subject", JSON.stringify({ ...whole, subject: {} }), "400 MANIFEST_INVALID"],
    ["a missing config", JSON.stringify(whole), "400 MANIFEST_BLOB_UNKNOWN"],
  ])("rejects %s", async (_, body, expected) => {
    const { attempt } = await anAttackedRegistry();
    expect(await attempt("PUT", "/v2/app/manifests/v2", { body, headers: json })).toBe(expected);
  });

  it("of a type the registry does not know, or with a missing child, are rejected", async () => {
    const { attempt, manifest } = await anAttackedRegistry();
    const odd = { body: manifest, headers: { "Content-Type": "text/plain" } };
    expect(await attempt("PUT", "/v2/app/manifests/v2", odd)).toBe("400 MANIFEST_INVALID");
    const child = { mediaType: types.image, digest: digest("missing"), size: 7 };
    const body = JSON.stringify({ schemaVersion: 2, mediaType: types.index, manifests: [child] });
    const index = { body, headers: { "Content-Type": types.index } };
    expect(await attempt("PUT", "/v2/app/manifests/v2", index)).toBe("400 MANIFEST_BLOB_UNKNOWN");
  });

  it("under a digest that is not theirs, or under a bad tag parameter, are rejected", async () => {
    const { attempt, manifest } = await anAttackedRegistry();
    const put = { body: manifest, headers: json };
    expect(await attempt("PUT", `/v2/app/manifests/sha256:${hex}`, put)).toBe("400 DIGEST_INVALID");
    expect(await attempt("PUT", "/v2/app/manifests/sha256:baddigeststring", put)).toBe("400 DIGEST_INVALID");
    const path = `/v2/app/manifests/${digest(manifest)}?tag=ok&tag=-bad`;
    expect(await attempt("PUT", path, put)).toBe("400 MANIFEST_INVALID");
  });

  it("above 4 MiB are rejected as too large, also as a stream without a length", async () => {
    const { attempt } = await anAttackedRegistry();
    const big = JSON.stringify({ padding: "x".repeat(4 * 2 ** 20) });
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(bytesOf(big));
        controller.close();
      },
    });
    expect(await attempt("PUT", "/v2/app/manifests/v2", { body: big, headers: json })).toBe("413 SIZE_INVALID");
    expect(await attempt("PUT", "/v2/app/manifests/v2", { body, headers: json })).toBe("413 SIZE_INVALID");
  });

  it("that break off or have a wrong length are rejected", async () => {
    const { attempt, manifest } = await anAttackedRegistry();
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(bytesOf(manifest.slice(0, 40))),
      pull: (controller) => controller.error(new Error("connection reset")),
    });
    expect(await attempt("PUT", "/v2/app/manifests/v2", { body, headers: json })).toBe("400 MANIFEST_INVALID");
  });

  it("of endless length are rejected after at most the size limit has been read", async () => {
    const { attempt } = await anAttackedRegistry();
    let sentBytes = 0;
    let cancelled = false;
    const body = new ReadableStream({
      pull(controller) {
        sentBytes += 2 ** 20;
        controller.enqueue(new Uint8Array(2 ** 20));
      },
      cancel: () => void (cancelled = true),
    });
    expect(await attempt("PUT", "/v2/app/manifests/v2", { body, headers: json })).toBe("413 SIZE_INVALID");
    expect(cancelled).toBe(true);
    expect(sentBytes).toBeLessThanOrEqual(7 * 2 ** 20);
  });

  it("are stored without the parameters of the media type", async () => {
    const { client, manifest } = await anAttackedRegistry();
    await client.pushManifest("app", "v2", manifest, `${types.image}; charset=utf-8`);
    expect((await client.send("GET", "/v2/app/manifests/v2")).headers.get("content-type")).toBe(types.image);
  });
});

describe("credentials that do not fit", () => {
  it("get 401 with a challenge that names the scope, and no blank after a comma", async () => {
    const { client } = await anAttackedRegistry();
    const answer = await client.send("GET", "/v2/app/manifests/v1", { anonymous: true });
    expect(await outcome(answer)).toBe("401 UNAUTHORIZED");
    expect(answer.headers.get("www-authenticate")).toBe(
      'Bearer realm="https://contoso.azurecr.io/oauth2/token",service="contoso.azurecr.io",scope="repository:app:pull"',
    );
  });

  it.each(["Bearer nonsense", "Bearer a.b.c", "Basic !!!", "Basic bm8tY29sb24=", "Digest x"])(
    "%s",
    async (Authorization) => {
      const { attempt } = await anAttackedRegistry();
      expect(await attempt("GET", "/v2/app/manifests/v1", { headers: { Authorization } })).toBe("401 UNAUTHORIZED");
    },
  );

  it("include a token from another registry", async () => {
    const { client, attempt } = await anAttackedRegistry();
    const other = aClient({ registry: { name: "fabrikam" } }, client.simulator);
    const tokenAnswer = await other.send("GET", "/oauth2/token?service=fabrikam.azurecr.io&scope=repository:app:pull");
    const { access_token: token } = (await tokenAnswer.json()) as { access_token: string };
    const headers = { Authorization: `Bearer ${token}` };
    expect((await other.send("GET", "/v2/app/tags/list", { headers })).status).toBeLessThan(500);
    expect(await attempt("GET", "/v2/app/manifests/v1", { headers })).toBe("401 UNAUTHORIZED");
  });

  it("get 404 NAME_UNKNOWN at a host without a registry", async () => {
    const { attempt } = await anAttackedRegistry();
    expect(await attempt("GET", "/v2/", { host: "nobody.azurecr.io" })).toBe("404 NAME_UNKNOWN");
  });
});
