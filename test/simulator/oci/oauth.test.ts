import { describe, expect, it } from "vitest";
import { nodeHash } from "../../../src/node/node-hash.ts";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { audienceOf, issueDirectoryToken, type Audience } from "../../../src/simulator/identity/directory-token.ts";
import { peekJwt } from "../../../src/simulator/identity/jwt.ts";
import { parseScopes } from "../../../src/simulator/oci/scopes.ts";
import { learnerId } from "../../../src/simulator/world/new-world.ts";
import type { Registry } from "../../../src/simulator/world/registry-tables.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { aRegistry, aSimulator, laptop } from "../../support/simulator.ts";
import { aPrincipal, aToken, giveRole } from "../identity/people.ts";

const host = "contoso.azurecr.io";

const basic = (username: string, password: string): string => `Basic ${btoa(`${username}:${password}`)}`;

const get = (simulator: Simulator, path: string, authorization?: string, at = host): Promise<Response> =>
  simulator.send(new Request(`https://${at}${path}`, authorization ? { headers: { authorization } } : {}), laptop);

const post = (simulator: Simulator, path: string, fields: Record<string, string>, at = host): Promise<Response> =>
  simulator.send(new Request(`https://${at}${path}`, { method: "POST", body: new URLSearchParams(fields) }), laptop);

const directoryToken = (simulator: Simulator, principalId: string, audience: Audience = "arm"): string => {
  const principal = simulator.world.get("principal", principalId);
  if (!principal) throw new Error(`no principal ${principalId}`);
  return issueDirectoryToken(simulator.world, nodeHash, principal, audience);
};

const exchange = (simulator: Simulator, token: string, at = host) =>
  post(simulator, "/oauth2/exchange", { grant_type: "access_token", service: at, access_token: token }, at);

async function field(response: Response, name: string): Promise<string> {
  const body = (await response.json()) as Record<string, string>;
  return body[name] ?? "";
}

const refreshToken = async (simulator: Simulator, principalId = learnerId) =>
  field(await exchange(simulator, directoryToken(simulator, principalId)), "refresh_token");

const withRefresh = (simulator: Simulator, refresh_token: string, scope: string, at = host) =>
  post(simulator, "/oauth2/token", { grant_type: "refresh_token", service: at, scope, refresh_token }, at);

const aContoso = (changes: Partial<Registry> = {}, profile: "chapter" | "azure" = "azure"): Simulator => {
  const simulator = aSimulator({ profile });
  aRegistry(simulator, {}, changes);
  return simulator;
};

const adminPassword = (simulator: Simulator, index = 0): string =>
  simulator.world.get("registry", "contoso")?.adminPasswords[index]?.value ?? "";

describe("the challenge", () => {
  it("names realm and service for a request without credentials, and repeats the error in the body", async () => {
    const response = await get(aContoso(), "/v2/");
    expect(response.status).toBe(401);
    expect(response.headers.get("www-authenticate")).toBe(
      'Bearer realm="https://contoso.azurecr.io/oauth2/token",service="contoso.azurecr.io"',
    );
    expect(await response.json()).toEqual({
      errors: [
        {
          code: "UNAUTHORIZED",
          message: "authentication required, visit https://aka.ms/acr/authorization for more information.",
          detail: null,
        },
      ],
    });
  });

  it("names the scope of the request", async () => {
    const response = await get(aContoso(), "/acr/v1/team/web/_tags");
    expect(response.headers.get("www-authenticate")).toContain(',scope="repository:team/web:metadata_read"');
  });

  it("uses the address of the client's request, also behind a proxy", async () => {
    const request = new Request("http://contoso.azurecr.io/v2/", { headers: { "X-Forwarded-Proto": "https" } });
    const response = await aContoso().send(request, laptop);
    expect(response.headers.get("www-authenticate")).toContain('realm="https://contoso.azurecr.io/oauth2/token"');
  });
});

describe("from the directory to an access token", () => {
  it("exchanges a directory token for a refresh token of the documented hours", async () => {
    const simulator = aContoso();
    const claims = peekJwt(await refreshToken(simulator));
    expect(claims).toMatchObject({
      aud: host,
      iss: "Azure Container Registry",
      grant_type: "refresh_token",
      sub: learnerId,
    });
    expect(Number(claims?.["exp"]) - Number(claims?.["iat"])).toBe(3 * 3600);
  });

  it("grants the requested actions that the caller has, and no others", async () => {
    const simulator = aContoso();
    aPrincipal(simulator, "ann");
    giveRole(simulator, "ann", "AcrPull");
    const scope = "repository:web:pull,push,metadata_read registry:catalog:* repository:api:delete nonsense";
    const answer = await withRefresh(simulator, await refreshToken(simulator, "ann"), scope);
    const claims = peekJwt(await field(answer, "access_token"));
    expect(claims?.["access"]).toEqual([
      { type: "repository", name: "web", actions: ["pull", "metadata_read"] },
      { type: "registry", name: "catalog", actions: ["*"] },
    ]);
    expect(Number(claims?.["exp"]) - Number(claims?.["iat"])).toBe(4500);
  });

  it("returns the same tokens for the same seed, and different ones for another seed", async () => {
    const tokens = await Promise.all(
      [1, 1, 2].map(async (seed) => {
        const simulator = aSimulator({ profile: "azure", seed });
        aRegistry(simulator);
        return refreshToken(simulator);
      }),
    );
    expect(tokens[0]).toBe(tokens[1]);
    expect(tokens[0]).not.toBe(tokens[2]);
  });

  it("rejects tokens made for ARM once the registry's policy says so", async () => {
    const simulator = aContoso();
    const registry = simulator.world.get("registry", "contoso");
    if (!registry) throw new Error("no registry");
    aRegistry(simulator, {}, { policies: { ...registry.policies, azureAdAsArm: false } });
    expect((await exchange(simulator, directoryToken(simulator, learnerId, "arm"))).status).toBe(401);
    expect((await exchange(simulator, directoryToken(simulator, learnerId, "registry"))).status).toBe(200);
    expect(audienceOf("https://management.core.windows.net//.default")).toBe("arm");
  });

  it("rejects expired, forged and foreign directory tokens", async () => {
    const simulator = aContoso();
    const good = directoryToken(simulator, learnerId);
    const [head = "", body = "", signature = ""] = good.split(".");
    const forgedBody = btoa(JSON.stringify({ ...peekJwt(good), oid: "somebody" })).replaceAll("=", "");
    for (const token of [`${head}.${forgedBody}.${signature}`, `${head}.${body}.AAAA`, "x", ""]) {
      expect((await exchange(simulator, token)).status).toBe(401);
    }
    await simulator.advance(3600_000);
    expect((await exchange(simulator, good)).status).toBe(401);
  });

  it("accepts any token on a loopback server, as the signed-in user", async () => {
    const simulator = aContoso();
    const body = new URLSearchParams({ grant_type: "access_token", service: host, access_token: "a.b.c" });
    const request = () => new Request(`https://${host}/oauth2/exchange`, { method: "POST", body });
    expect((await simulator.send(request(), laptop)).status).toBe(401);
    const response = await simulator.send(request(), { ...laptop, anyDirectoryToken: true });
    expect(peekJwt(await field(response, "refresh_token"))?.["sub"]).toBe(learnerId);
  });
});

describe("access tokens at the door", () => {
  const bearer = async (simulator: Simulator, scope: string): Promise<string> =>
    `Bearer ${await field(await withRefresh(simulator, await refreshToken(simulator), scope), "access_token")}`;

  it("allow exactly the granted actions until they expire", async () => {
    const simulator = aContoso();
    const token = await bearer(simulator, "registry:catalog:*");
    expect((await get(simulator, "/v2/_catalog", token)).status).toBe(200);
    const other = await get(simulator, "/acr/v1/web/_tags", token);
    expect(other.status).toBe(401);
    expect(other.headers.get("www-authenticate")).toContain("repository:web:metadata_read");
    await simulator.advance(4499_000);
    expect((await get(simulator, "/v2/_catalog", token)).status).toBe(200);
    await simulator.advance(1000);
    expect((await get(simulator, "/v2/_catalog", token)).status).toBe(401);
  });

  it("are rejected by another registry, and so are refresh tokens", async () => {
    const simulator = aContoso();
    aRegistry(simulator, { name: "fabrikam" });
    const token = await bearer(simulator, "registry:catalog:*");
    expect((await get(simulator, "/v2/_catalog", token, "fabrikam.azurecr.io")).status).toBe(401);
    const refresh = await refreshToken(simulator);
    expect((await withRefresh(simulator, refresh, "", "fabrikam.azurecr.io")).status).toBe(401);
    expect((await get(simulator, "/v2/_catalog", `Bearer ${refresh}`)).status).toBe(401);
  });

  it("are rejected by the same registry in a world with another seed", async () => {
    const token = await bearer(aContoso(), "registry:catalog:*");
    const other = aSimulator({ profile: "azure", seed: 7 });
    aRegistry(other);
    expect((await get(other, "/v2/_catalog", token)).status).toBe(401);
  });
});

describe("passwords", () => {
  const token = (simulator: Simulator, username: string, password: string, scope = "repository:web:*") =>
    get(simulator, `/oauth2/token?service=${host}&scope=${scope}`, basic(username, password));

  it("of the admin account work as Basic credentials and to get a token", async () => {
    const simulator = aContoso({ adminUserEnabled: true });
    for (const index of [0, 1]) {
      const password = adminPassword(simulator, index);
      expect((await get(simulator, "/v2/", basic("contoso", password))).status).toBe(200);
      const claims = peekJwt(await field(await token(simulator, "contoso", password), "access_token"));
      const actions = ["pull", "push", "delete", "metadata_read", "metadata_write"];
      expect(claims?.["access"]).toEqual([{ type: "repository", name: "web", actions }]);
    }
    expect((await get(simulator, "/v2/", basic("contoso", "wrong"))).status).toBe(401);
    expect((await token(simulator, "contoso", "wrong")).status).toBe(401);
  });

  it("of the admin account are rejected while it is off", async () => {
    const simulator = aContoso();
    expect((await get(simulator, "/v2/", basic("contoso", adminPassword(simulator)))).status).toBe(401);
  });

  it("of repository tokens work from their start to their expiry while the token is on", async () => {
    const simulator = aContoso();
    const actions = ["repositories/web/content/read"];
    const at = simulator.now;
    aToken(simulator, "robot", actions, { validFrom: at + 60_000, expires: at + 120_000 });
    aToken(simulator, "resting", actions, { enabled: false });
    const status = async (name: string) => (await get(simulator, "/v2/", basic(name, "secret"))).status;
    expect([await status("robot"), await status("resting")]).toEqual([401, 401]);
    await simulator.advance(60_000);
    expect(await status("robot")).toBe(200);
    await simulator.advance(60_000);
    expect(await status("robot")).toBe(401);
  });

  it("of service principals end with their secret", async () => {
    const simulator = aContoso();
    const secrets = [{ value: "s3cret", expires: simulator.now + 1000 }];
    aPrincipal(simulator, "ci", { kind: "servicePrincipal", appId: "app-1", secrets });
    giveRole(simulator, "ci", "AcrPush");
    expect((await get(simulator, "/v2/_catalog", basic("app-1", "s3cret"))).status).toBe(200);
    expect((await get(simulator, "/v2/_catalog", basic("app-1", "other"))).status).toBe(401);
    await simulator.advance(1000);
    expect((await get(simulator, "/v2/_catalog", basic("app-1", "s3cret"))).status).toBe(401);
  });

  it("of the all-zero user name are refresh tokens, as docker login stores them", async () => {
    const simulator = aContoso();
    const zero = "00000000-0000-0000-0000-000000000000";
    const refresh = await refreshToken(simulator);
    expect((await token(simulator, zero, refresh)).status).toBe(200);
    await simulator.advance(3 * 3600_000);
    expect((await token(simulator, zero, refresh)).status).toBe(401);
  });

  it("that are valid but lack the permission get 403 DENIED", async () => {
    const simulator = aContoso();
    aToken(simulator, "robot", ["repositories/web/content/read"]);
    const response = await get(simulator, "/acr/v1/web/_tags", basic("robot", "secret"));
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ errors: [{ code: "DENIED" }] });
  });

  it("can be posted as a form, which returns a refresh token on request", async () => {
    const simulator = aContoso({ adminUserEnabled: true });
    const form = { grant_type: "password", service: host, username: "contoso", password: adminPassword(simulator) };
    const answer = await post(simulator, "/oauth2/token", {
      ...form,
      scope: "registry:catalog:*",
      access_type: "offline",
    });
    expect(await answer.json()).toMatchObject({
      expires_in: 4500,
      scope: "registry:catalog:*",
      refresh_token: expect.any(String),
    });
    expect((await post(simulator, "/oauth2/token", { ...form, grant_type: "magic" })).status).toBe(400);
    expect((await post(simulator, "/oauth2/token", { ...form, service: "other.azurecr.io" })).status).toBe(400);
  });
});

describe("nobody", () => {
  it("gets a token only where anonymous pull is on", async () => {
    const path = `/oauth2/token?service=${host}&scope=repository:web:pull,push`;
    expect((await get(aContoso(), path)).status).toBe(401);
    const claims = peekJwt(await field(await get(aContoso({ anonymousPullEnabled: true }), path), "access_token"));
    expect(claims?.["access"]).toEqual([{ type: "repository", name: "web", actions: ["pull"] }]);
  });

  it("is rejected by the firewall before any other check", async () => {
    const simulator = aContoso({ networkDefaultAction: "Deny" });
    for (const path of ["/v2/", `/oauth2/token?service=${host}`]) {
      const response = await get(simulator, path);
      expect(response.status).toBe(403);
      expect(JSON.stringify(await response.json())).toContain(
        `client with IP '${laptop.address}' is not allowed access`,
      );
    }
  });

  it("cannot reach a name that does not resolve", async () => {
    const simulator = aContoso();
    simulator.transact((draft) => {
      const fault = { kind: "nameNotResolving", target: "contoso", since: simulator.now } as const;
      draft.put("fault", [fault.kind, fault.target], fault);
      return ok(null);
    });
    const response = await get(simulator, "/v2/");
    expect(await response.json()).toMatchObject({ errors: [{ code: "NAME_NOT_RESOLVED" }] });
  });
});

describe("the grammar of scopes", () => {
  it("accepts several scopes in one or more parameters, merges repeats, and ignores invalid ones", () => {
    expect(
      parseScopes(["repository:a/b:pull repository:c:push,pull", "repository:a/b:push", "x", "a:b", "r:n:"]),
    ).toEqual([
      { type: "repository", name: "a/b", actions: ["pull", "push"] },
      { type: "repository", name: "c", actions: ["push", "pull"] },
    ]);
  });
});
