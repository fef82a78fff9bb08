import { describe, expect, it } from "vitest";
import type { Simulator } from "../../../src/simulator/simulator.ts";
import { putPrincipal } from "../../../src/simulator/identity/directory.ts";
import type { Origin } from "../../../src/simulator/world/cloud.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { aSimulator, laptop } from "../../support/simulator.ts";

const appId = "11111111-2222-4333-8444-555555555555";
const objectId = "aaaaaaaa-2222-4333-8444-555555555555";

function withApplication(): Simulator {
  const simulator = aSimulator();
  simulator.transact((draft) => {
    const secrets = [{ value: "s3cret", expires: simulator.now + 60_000 }];
    putPrincipal(draft, { id: objectId, kind: "servicePrincipal", displayName: "pusher", appId, secrets });
    return ok(null);
  });
  return simulator;
}

interface Answer {
  access_token?: string;
  expires_in?: number;
  error?: string;
  error_description?: string;
}

async function ask(
  simulator: Simulator,
  form: Record<string, string>,
  tenant = "organizations",
  origin: Origin = laptop,
) {
  const response = await simulator.send(
    new Request(`https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, {
      method: "POST",
      body: new URLSearchParams({ scope: "https://management.core.windows.net//.default", ...form }),
    }),
    origin,
  );
  return { status: response.status, ...((await response.json()) as Answer) };
}

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as Record<string, unknown>;

const secret = { grant_type: "client_credentials", client_id: appId, client_secret: "s3cret" };

describe("the directory's token endpoint", () => {
  it("gives an application with its secret a token of its service principal, for the resource of the scope", async () => {
    const simulator = withApplication();
    const arm = await ask(simulator, secret);
    expect(arm).toMatchObject({ status: 200, token_type: "Bearer" });
    expect(claimsOf(arm.access_token ?? "")).toMatchObject({ oid: objectId, appid: appId, idtyp: "app" });
    const registry = await ask(simulator, { ...secret, scope: "https://containerregistry.azure.net/.default" });
    expect(claimsOf(registry.access_token ?? "")["aud"]).toBe("https://containerregistry.azure.net");
  });

  it.each([
    [{ ...secret, client_secret: "wrong" }, "AADSTS7000215"],
    [{ ...secret, client_id: objectId.replace("a", "b") }, "AADSTS700016"],
    [{ ...secret, scope: "https://vault.azure.net/.default" }, "AADSTS500011"],
    [{ grant_type: "password", username: "me", password: "x" }, "AADSTS50126"],
    [{ grant_type: "device" }, "AADSTS70003"],
  ])("rejects %o with %s", async (form, code) => {
    const { status, error_description: text } = await ask(withApplication(), form);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).toContain(`${code}: `);
  });

  it("rejects a secret that has ended, and another tenant", async () => {
    const simulator = withApplication();
    expect((await ask(simulator, secret, "contoso.example")).error_description).toContain("AADSTS90002");
    await simulator.advance(61_000);
    expect((await ask(simulator, secret)).error_description).toContain("AADSTS7000222");
  });

  it("gives the browser's session the learner, or the principal of the machine", async () => {
    const simulator = withApplication();
    const session = { grant_type: "authorization_code" };
    const learner = await ask(simulator, session);
    expect(claimsOf(learner.access_token ?? "")["upn"]).toBe("learner@harbour.example");
    const other = await ask(simulator, session, "organizations", { ...laptop, principalId: objectId });
    expect(claimsOf(other.access_token ?? "")["oid"]).toBe(objectId);
  });

  it("gives tokens that the directory accepts for their principal", async () => {
    const simulator = withApplication();
    const { access_token: token } = await ask(simulator, { ...secret, scope: "https://graph.microsoft.com/.default" });
    const me = (authorization: string) =>
      simulator.send(new Request("https://graph.microsoft.com/v1.0/me", { headers: { authorization } }), laptop);
    expect(await (await me(`Bearer ${token ?? ""}`)).json()).toMatchObject({ id: objectId });
    expect((await me("Bearer forged")).status).toBe(401);
  });
});
