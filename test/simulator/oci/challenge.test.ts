import { describe, expect, it } from "vitest";
import { digest, types } from "../../support/images.ts";
import { aClient, type RegistryClient } from "./registry-client.ts";

const body = JSON.stringify({ schemaVersion: 2, mediaType: types.index, manifests: [] });
const realm = 'Bearer realm="https://contoso.azurecr.io/oauth2/token",service="contoso.azurecr.io"';

/** An access token for one scope. */
async function tokenFor(client: RegistryClient, scope: string): Promise<string> {
  const query = new URLSearchParams({ service: "contoso.azurecr.io", scope });
  const answer = await client.send("GET", `/oauth2/token?${query}`);
  return ((await answer.json()) as { access_token: string }).access_token;
}

describe("the challenge of a 401", () => {
  it.each([
    ["GET", "/v2/app/manifests/v1", "repository:other:pull", "repository:app:pull"],
    ["POST", "/v2/app/blobs/uploads/", "repository:app:pull", "repository:app:pull,push"],
    ["DELETE", `/v2/app/manifests/${digest(body)}`, "repository:app:pull,push", "repository:app:delete"],
    ["GET", "/v2/_catalog", "repository:app:pull", "registry:catalog:*"],
    ["GET", "/acr/v1/app/_tags", "repository:app:push", "repository:app:metadata_read"],
  ])(
    "%s %s with a token for %s asks for %s, and says insufficient_scope",
    async (method, path, tokenScope, neededScope) => {
      const client = aClient();
      await client.pushManifest("app", "v1", body, types.index);
      const Authorization = `Bearer ${await tokenFor(client, tokenScope)}`;
      const answer = await client.send(method, path, { headers: { Authorization } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toBe(`${realm},scope="${neededScope}",error="insufficient_scope"`);
      const again = await client.send(method, path, {
        headers: { Authorization: `Bearer ${await tokenFor(client, neededScope)}` },
      });
      expect(again.status).toBeLessThan(300);
    },
  );

  it("has the error invalid_token for a malformed token, and no error for a request without a token", async () => {
    const client = aClient();
    const wrong = await client.send("GET", "/v2/app/manifests/v1", { headers: { Authorization: "Bearer nonsense" } });
    expect(wrong.headers.get("www-authenticate")).toBe(`${realm},error="invalid_token"`);
    const without = await client.send("GET", "/v2/app/manifests/v1", { anonymous: true });
    expect(without.headers.get("www-authenticate")).toBe(`${realm},scope="repository:app:pull"`);
  });
});
