import { describe, expect, it } from "vitest";
import { aPrincipal, giveRole } from "../identity/people.ts";
import { anImage, anIndex } from "../../support/images.ts";
import { pushImage } from "../../support/push-image.ts";
import { aClient, outcome, type RegistryClient } from "./registry-client.ts";

const image = anImage({ layers: ["a layer"] });

/** A registry with one image from before its quarantine was switched on, and one that is held back. */
async function aQuarantine(roleAssignmentMode: "rbac" | "rbac-abac" = "rbac"): Promise<RegistryClient> {
  const client = aClient({ profile: "azure", changes: { roleAssignmentMode } });
  await pushImage(client.send, "web:old", anIndex());
  client.simulator.transact((draft) => {
    draft.update("registry", ["contoso"], (row) => ({ ...row, policies: { ...row.policies, quarantine: true } }));
    return { ok: true, value: null };
  });
  await pushImage(client.send, "web:new", image);
  return client;
}

/** Signs somebody in with a password of a service principal that has these roles, and asks as them. */
function asHolderOf(client: RegistryClient, roles: readonly string[]) {
  const { simulator } = client;
  const secrets = [{ value: "secret", expires: Number.MAX_SAFE_INTEGER }];
  aPrincipal(simulator, "scanner", { kind: "servicePrincipal", appId: "app-1", secrets });
  for (const role of roles) giveRole(simulator, "scanner", role);
  const basic = `Basic ${btoa("app-1:secret")}`;
  const ask = async (method: string, path: string, body?: string, Authorization = basic) =>
    outcome(await client.send(method, path, { headers: { Authorization }, ...(body !== undefined && { body }) }));
  const bearer = async (scope: string) => {
    const path = `/oauth2/token?service=contoso.azurecr.io&scope=repository:web:${scope}`;
    const tokenAnswer = await client.send("GET", path, { headers: { Authorization: basic } });
    return `Bearer ${((await tokenAnswer.json()) as { access_token: string }).access_token}`;
  };
  return { ask, bearer };
}

const paths = {
  tag: "/v2/web/manifests/new",
  digest: `/v2/web/manifests/${image.digest}`,
  layer: `/v2/web/blobs/${image.layers[0]?.digest}`,
  old: "/v2/web/manifests/old",
};
const release = JSON.stringify({ quarantineState: "Passed" });
const state = `/acr/v1/web/_manifests/${image.digest}`;

/** Roles; the held-back image by its tag, by its digest and one of its layers; an image that is not held back; releasing. */
const table: [string[], string, string, string, string, string][] = [
  [[], "403 DENIED", "403 DENIED", "403 DENIED", "403 DENIED", "403 DENIED"],
  [["AcrPull"], "404 MANIFEST_UNKNOWN", "405 UNSUPPORTED", "200", "200", "403 DENIED"],
  [["AcrPush"], "404 MANIFEST_UNKNOWN", "405 UNSUPPORTED", "200", "200", "403 DENIED"],
  [["AcrPush", "AcrDelete"], "404 MANIFEST_UNKNOWN", "405 UNSUPPORTED", "200", "200", "403 DENIED"],
  [["AcrQuarantineReader"], "200", "200", "200", "403 DENIED", "403 DENIED"],
  [["AcrQuarantineReader", "AcrPull"], "200", "200", "200", "200", "403 DENIED"],
  [["AcrQuarantineWriter"], "200", "200", "200", "403 DENIED", "202"],
  // The stars of the general roles hold the actions of quarantine too.
  [["Reader"], "200", "200", "200", "200", "403 DENIED"],
  [["Contributor"], "200", "200", "200", "200", "202"],
  [["Owner"], "200", "200", "200", "200", "202"],
];

describe("a quarantined image", () => {
  it.each(table)(
    "gives holders of %j the documented access",
    async (roles, byTag, byDigest, blob, other, releasing) => {
      const client = await aQuarantine();
      const { ask } = asHolderOf(client, roles);
      const got = [await ask("GET", paths.tag), await ask("GET", paths.digest), await ask("GET", paths.layer)];
      got.push(await ask("HEAD", paths.old), await ask("PATCH", state, release));
      // HEAD says no more than the status.
      expect(got).toEqual([byTag, byDigest, blob, other.split(" ")[0], releasing]);
    },
  );

  it.each([
    [["AcrQuarantineReader"], "200", "403 DENIED"],
    [["AcrQuarantineWriter"], "200", "202"],
    [["Container Registry Repository Reader"], "404 MANIFEST_UNKNOWN", "403 DENIED"],
    [["Container Registry Repository Contributor"], "404 MANIFEST_UNKNOWN", "403 DENIED"],
    [["Owner"], "403 DENIED", "403 DENIED"],
  ])(
    "gives holders of %j the documented access where permissions are per repository",
    async (roles, byTag, releasing) => {
      const { ask } = asHolderOf(await aQuarantine("rbac-abac"), roles);
      expect([await ask("GET", paths.tag), await ask("PATCH", state, release)]).toEqual([byTag, releasing]);
    },
  );

  it("can be read with a token for pull and released with one for push", async () => {
    const reader = asHolderOf(await aQuarantine(), ["AcrQuarantineReader"]);
    const pull = await reader.bearer("pull");
    expect(await reader.ask("GET", paths.tag, undefined, pull)).toBe("200");
    expect(await reader.ask("GET", paths.old, undefined, pull)).toBe("401 UNAUTHORIZED");
    const client = await aQuarantine();
    const writer = asHolderOf(client, ["AcrQuarantineWriter"]);
    const push = await writer.bearer("pull,push");
    expect(await writer.ask("POST", "/v2/web/blobs/uploads/", undefined, push)).toBe("401 UNAUTHORIZED");
    expect(await writer.ask("PATCH", state, release, push)).toBe("202");
    expect(await outcome(await client.send("GET", paths.tag))).toBe("200");
  });

  it("stays hidden after a failed scan, and can be pulled by everybody after it passed", async () => {
    const client = await aQuarantine();
    const { ask } = asHolderOf(client, ["AcrQuarantineWriter"]);
    expect(await ask("PATCH", state, JSON.stringify({ quarantineState: "Failed" }))).toBe("202");
    expect(await outcome(await client.send("GET", paths.tag))).toBe("404 MANIFEST_UNKNOWN");
    expect(await ask("PATCH", state, release)).toBe("202");
    expect(await outcome(await client.send("GET", paths.tag))).toBe("200");
    expect(await ask("GET", paths.tag)).toBe("403 DENIED");
  });
});
