import { beforeEach, describe, expect, it } from "vitest";
import type { Simulator } from "../../../../src/simulator/simulator.ts";
import { putAssignment, putPrincipal } from "../../../../src/simulator/identity/directory.ts";
import { ArmRequests } from "../../../../src/simulator/cli/az/arm-requests.ts";
import { Profile } from "../../../../src/simulator/cli/az/profile.ts";
import { SignIn } from "../../../../src/simulator/cli/az/sign-in.ts";
import { ExitError } from "../../../../src/simulator/cli/program.ts";
import { ok } from "../../../../src/simulator/world/result.ts";
import { az } from "../../../support/az.ts";
import { aMachine } from "../../../support/program.ts";
import { aRegistry, aSimulator, laptop } from "../../../support/simulator.ts";

const appId = "11111111-2222-4333-8444-555555555555";
const objectId = "aaaaaaaa-2222-4333-8444-555555555555";

let simulator: Simulator;

beforeEach(() => {
  simulator = aSimulator();
});

const tenant = (): string => simulator.world.get("settings")?.subscription.tenantId ?? "";

function aServicePrincipal(kind: "servicePrincipal" | "managedIdentity" = "servicePrincipal"): void {
  simulator.transact((draft) => {
    const secrets = [{ value: "s3cret", expires: simulator.now + 60 * 60_000 }];
    putPrincipal(draft, { id: objectId, kind, displayName: "pusher", appId, secrets });
    return ok(null);
  });
}

const signInAs = (secret = "s3cret") =>
  az(simulator, `login --service-principal -u ${appId} -p ${secret} --tenant ${tenant()}`);

/** Reads the registry as whoever is signed in on the machine. */
async function read() {
  const machine = aMachine(simulator);
  const signIn = new SignIn(machine, new Profile(machine, `${machine.home}/.azure`));
  const active = signIn.profile.subscriptions()?.find(({ isDefault }) => isDefault);
  if (!active) throw new Error("nobody is signed in");
  const arm = new ArmRequests(active, {
    send: (request) => signIn.send(request),
    token: (audience, renew) => signIn.token(active, audience, renew),
    wait: (milliseconds) => machine.wait(milliseconds),
    warn: () => undefined,
    progress: () => undefined,
  });
  return arm.registry("contoso", "shop");
}

const stopOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => "",
    (error: unknown) => (error instanceof ExitError ? error.message : Promise.reject(error)),
  );

function giveRole(principalId: string, roleId: string): void {
  const { id } = simulator.world.get("settings")?.subscription ?? { id: "" };
  simulator.transact((draft) => {
    putAssignment(draft, {
      id: "0f0f0f0f-0000-4000-8000-000000000001",
      principalId,
      roleId,
      scope: `/subscriptions/${id}`,
      createdAt: simulator.now,
    });
    return ok(null);
  });
}

describe("a machine on which az was never used", () => {
  it("works as the learner, and writes the profile that says so", async () => {
    const { object } = await az(simulator, "account show");
    expect(object).toMatchObject({ isDefault: true, user: { name: "learner@harbour.example", type: "user" } });
    const { files, home } = aMachine(simulator);
    expect(JSON.parse(files.text(`${home}/.azure/azureProfile.json`))).toMatchObject({
      subscriptions: [{ id: object["id"], environmentName: "AzureCloud" }],
    });
  });

  it("works as whoever the machine's requests come from", async () => {
    aServicePrincipal();
    const { object } = await az(simulator, "account show", { origin: { ...laptop, principalId: objectId } });
    expect(object["user"]).toMatchObject({ name: "pusher" });
  });
});

describe("az login", () => {
  it("prints the subscriptions, and in a table their columns", async () => {
    expect((await az(simulator, "login")).json).toMatchObject([{ cloudName: "AzureCloud", state: "Enabled" }]);
    const table = await az(simulator, "login -o table --only-show-errors");
    expect(table.out.split("\n")[0]).toMatch(/^Name +CloudName +SubscriptionId +TenantId +State +IsDefault$/);
    expect(table.err).toBe("");
  });

  it("signs in a service principal, whose role assignments then apply", async () => {
    aServicePrincipal();
    const before = await az(simulator, "account list-locations");
    expect(before.exitCode).toBe(0);
    expect((await signInAs()).json).toMatchObject([{ user: { name: appId, type: "servicePrincipal" } }]);
    const token = String((await az(simulator, "account get-access-token")).object["accessToken"]);
    const claims = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { oid: string };
    expect(claims.oid).toBe(objectId);
  });

  it("allows that principal exactly what its roles allow", async () => {
    aServicePrincipal();
    aRegistry(simulator);
    await signInAs();
    const refused = await stopOf(read());
    expect(refused).toMatch(/^ERROR: \(AuthorizationFailed\) The client '11111111-.+' with object id 'aaaaaaaa-.+'/);
    giveRole(objectId, "Reader");
    expect((await read()).name).toBe("contoso");
    await az(simulator, "login");
    expect((await read()).name).toBe("contoso");
  });

  it("tells a wrong secret, an unknown application, an unknown tenant and an ended secret apart", async () => {
    aServicePrincipal();
    expect((await signInAs("wrong")).err).toContain("AADSTS7000215: Invalid client secret provided.");
    const other = await az(simulator, `login --service-principal -u ${objectId}x -p y --tenant ${tenant()}`);
    expect(other.err).toContain("AADSTS700016");
    expect((await az(simulator, `login --service-principal -u ${appId} -p y --tenant z`)).err).toContain("AADSTS90002");
    await simulator.advance(61 * 60_000);
    const ended = await signInAs();
    expect([ended.exitCode, ended.err.includes("AADSTS7000222")]).toEqual([1, true]);
    expect(ended.explanation?.code).toBe("SignInRefused");
  });

  it("takes the machine's managed identity where there is one", async () => {
    aServicePrincipal("managedIdentity");
    const origin = { ...laptop, principalId: objectId };
    expect((await az(simulator, "login --identity", { origin })).json).toMatchObject([
      { user: { name: "systemAssignedIdentity", type: "servicePrincipal" } },
    ]);
    expect((await az(simulator, "login --identity")).err).toContain("Failed to connect to MSI.");
  });

  it.each([
    [
      "login --service-principal -p x",
      "usage error: --service-principal --username NAME --password SECRET --tenant TENANT",
    ],
    ["login --identity --tenant t", "usage error: '--identity' is not applicable with other arguments"],
    ["login --use-device-code -u me", "usage error: '--use-device-code' is not applicable with other arguments"],
    ["login --service-principal -u a -p b", 'Please supply tenant using "--tenant"'],
    ["login -u me", "Please specify both username and password in non-interactive mode."],
  ])("rejects az %s", async (line, text) => {
    const { exitCode, err } = await az(simulator, line);
    expect([exitCode, err]).toEqual([1, `ERROR: ${text}\n`]);
  });

  it("asks for the password of a user on a terminal", async () => {
    const { err } = await az(simulator, "login -u me@harbour.example", { answers: ["pw"] });
    expect(err).toContain("Password: ");
    expect(err).toContain("AADSTS50126");
  });
});

describe("az logout", () => {
  it("leaves a machine on which every command requires az login", async () => {
    await az(simulator, "account show");
    expect((await az(simulator, "logout")).exitCode).toBe(0);
    for (const line of ["account show", "account list-locations", "account get-access-token"]) {
      const { exitCode, err } = await az(simulator, line);
      expect([exitCode, err], line).toEqual([1, "ERROR: Please run 'az login' to setup account.\n"]);
    }
    expect((await az(simulator, "account list")).err).toBe('WARNING: Please run "az login" to access your accounts.\n');
    expect((await az(simulator, "logout")).err).toBe("ERROR: There are no active accounts.\n");
    await az(simulator, "login");
    expect((await az(simulator, "account show")).exitCode).toBe(0);
  });
});

describe("the subscription", () => {
  it("is the default one unless --subscription names another, which has to be known", async () => {
    const { exitCode, err } = await az(simulator, "account list-locations --subscription Nowhere");
    expect([exitCode, err]).toEqual([
      1,
      "WARNING: Subscription 'Nowhere' not recognized.\n" +
        "ERROR: Subscription 'Nowhere' not found. Check the spelling and casing and try again.\n",
    ]);
    expect((await az(simulator, ["account", "list-locations", "--subscription", "harbour training"])).exitCode).toBe(0);
  });

  it("is set by name or id, and rejected in the client's words", async () => {
    const { object } = await az(simulator, "account show");
    expect((await az(simulator, ["account", "set", "-s", String(object["name"])])).out).toBe("");
    expect((await az(simulator, "account set -s nope")).err).toBe(
      "ERROR: The subscription of 'nope' doesn't exist in cloud 'AzureCloud'.\n",
    );
  });
});

describe("configuration", () => {
  it("keeps defaults in the file where the real client keeps them", async () => {
    await az(simulator, "configure --defaults acr=contoso group=shop");
    const { files, home } = aMachine(simulator);
    expect(files.text(`${home}/.azure/config`)).toBe("[defaults]\nacr = contoso\ngroup = shop\n\n");
    expect((await az(simulator, "configure -l")).json).toEqual([
      { name: "acr", source: `${home}/.azure/config`, value: "contoso" },
      { name: "group", source: `${home}/.azure/config`, value: "shop" },
    ]);
    await az(simulator, ["configure", "--defaults", "acr="]);
    expect(files.text(`${home}/.azure/config`)).toBe("[defaults]\ngroup = shop\n\n");
  });

  it("sets, shows and removes any value by section and name", async () => {
    await az(simulator, "config set core.output=tsv");
    expect((await az(simulator, "version")).out).toBe("2.45.0\t2.45.0\t1.0.8\t\n");
    expect((await az(simulator, "config get core.output -o json")).object["value"]).toBe("tsv");
    await az(simulator, "config unset core.output");
    expect((await az(simulator, "config get core.output")).err).toContain(
      "ERROR: Configuration 'core.output' is not set.",
    );
    expect((await az(simulator, "config set output=tsv")).exitCode).toBe(1);
  });

  it("prefers environment variables over the file", async () => {
    await az(simulator, "config set core.output=tsv");
    const { out } = await az(simulator, "version", { environment: { AZURE_CORE_OUTPUT: "yaml" } });
    expect(out).toContain("azure-cli: 2.45.0\n");
  });

  it("prefers the folder's own configuration", async () => {
    await az(simulator, "config set defaults.acr=contoso");
    await az(simulator, "config set --local defaults.acr=fabrikam", { folder: "/home/learner/app" });
    expect((await az(simulator, "config get defaults.acr", { folder: "/home/learner/app/deep" })).object["value"]).toBe(
      "fabrikam",
    );
    expect((await az(simulator, "config get defaults.acr")).object["value"]).toBe("contoso");
  });
});
