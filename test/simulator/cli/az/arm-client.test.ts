import { beforeEach, describe, expect, it } from "vitest";
import { ArmRequests } from "../../../../src/simulator/cli/az/arm-requests.ts";
import { flattenResource } from "../../../../src/simulator/cli/az/flatten-resource.ts";
import { Profile } from "../../../../src/simulator/cli/az/profile.ts";
import { SignIn } from "../../../../src/simulator/cli/az/sign-in.ts";
import { firstSubscriptions } from "../../../../src/simulator/cli/az/first-sign-in.ts";
import { ExitError } from "../../../../src/simulator/cli/program.ts";
import type { Simulator } from "../../../../src/simulator/simulator.ts";
import type { Exchange } from "../../../../src/simulator/simulator.ts";
import { aMachine } from "../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";

let simulator: Simulator;
let exchanges: Exchange[];
let warnings: string[];
let progressTexts: (string | undefined)[];

beforeEach(() => {
  simulator = aSimulator();
  exchanges = [];
  warnings = [];
  progressTexts = [];
});

async function aClient(): Promise<ArmRequests> {
  const machine = aMachine(simulator);
  const signIn = new SignIn(machine, new Profile(machine, `${machine.home}/.azure`));
  const [subscription] = await firstSubscriptions(signIn);
  if (!subscription) throw new Error("nobody is signed in");
  const client = new ArmRequests(subscription, {
    send: (request) => signIn.send(request),
    token: (audience, renew) => signIn.token(subscription, audience, renew),
    wait: (milliseconds) => machine.wait(milliseconds),
    warn: (text) => warnings.push(text),
    progress: (text) => progressTexts.push(text),
  });
  simulator.onExchange((exchange) => exchanges.push(exchange));
  return client;
}

const sent = () => exchanges.map(({ request }) => `${request.method} ${new URL(request.url).pathname}`);
const toArm = () => exchanges.filter(({ request }) => request.url.includes("management.azure.com"));

async function stopOf(promise: Promise<unknown>): Promise<ExitError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ExitError) return error;
    throw error;
  }
  throw new Error("it succeeded");
}

const type = "Microsoft.ContainerRegistry/registries";

describe("requests to the management plane", () => {
  it("have a directory token for ARM, requested once and kept", async () => {
    const client = await aClient();
    aRegistry(simulator);
    await client.registry("contoso", "shop");
    await client.registry("contoso", "shop");
    const bearers = toArm().map(({ request }) => request.headers.get("authorization"));
    expect(bearers).toEqual([expect.stringMatching(/^Bearer ey/), bearers[0]]);
    expect(sent().filter((line) => line.includes("oauth2"))).toHaveLength(1);
  });

  it("get a new token when the kept one is near its end", async () => {
    const client = await aClient();
    aRegistry(simulator);
    await client.registry("contoso", "shop");
    await simulator.advance(56 * 60_000);
    await client.registry("contoso", "shop");
    const [first, second] = toArm().map(({ request }) => request.headers.get("authorization"));
    expect(second).not.toBe(first);
  });

  it("find a registry by name alone with the list of the subscription, ignoring case", async () => {
    const client = await aClient();
    aRegistry(simulator);
    const found = await client.registry("CONTOSO");
    expect(found.name).toBe("contoso");
    expect(toArm().map(({ request }) => new URL(request.url).searchParams.get("$filter"))).toEqual([
      `resourceType eq '${type}'`,
      null,
    ]);
  });

  it("find it directly in a group, and cut a login server's suffix with a warning", async () => {
    const client = await aClient();
    aRegistry(simulator);
    expect((await client.registry("contoso.azurecr.io", "shop")).name).toBe("contoso");
    expect(warnings).toEqual(["The login server endpoint suffix '.azurecr.io' is automatically omitted."]);
    expect(toArm()).toHaveLength(1);
  });

  it("end with exit 1 when no registry of the subscription has the name", async () => {
    const client = await aClient();
    const { exitCode, message } = await stopOf(client.registry("contoso"));
    expect(exitCode).toBe(1);
    expect(message).toMatch(
      new RegExp(
        `^ERROR: The resource with name 'contoso' and type '${type}' could not be found in subscription '.+ \\(.+\\)'\\.$`,
      ),
    );
  });

  it("end with exit 3 and three lines when ARM says 404", async () => {
    const client = await aClient();
    aRegistry(simulator);
    const { exitCode, message } = await stopOf(client.registry("fabrikam", "shop"));
    expect(exitCode).toBe(3);
    const lines = message.split("\n");
    expect(lines[0]).toMatch(
      new RegExp(
        `^ERROR: \\(ResourceNotFound\\) The Resource '${type}/fabrikam' under resource group 'shop' was not found\\.`,
      ),
    );
    expect(lines[1]).toBe("Code: ResourceNotFound");
    expect(lines[2]).toMatch(/^Message: The Resource /);
  });

  it("end with exit 1 for every other rejection", async () => {
    const client = await aClient();
    aRegistry(simulator);
    const id = await client.registryId("contoso", "shop");
    const { exitCode, message } = await stopOf(client.put(id, { location: "moon", sku: { name: "Basic" } }));
    expect(exitCode).toBe(1);
    expect(message).toMatch(/^ERROR: \(\w+\) .+\nCode: \w+\nMessage: /);
  });
});

describe("long-running operations", () => {
  const create = async (client: ArmRequests, noWait = false) => {
    aRegistry(simulator, { name: "other" });
    const id = await client.registryId("contoso", "shop");
    const body = { location: "westeurope", sku: { name: "Standard" } };
    return client.put<{ properties: { provisioningState: string } }>(id, body, { noWait });
  };

  it("are polled until they end, then the resource is read again", async () => {
    const client = await aClient();
    const started = simulator.now;
    const made = await create(client);
    expect(made.properties.provisioningState).toBe("Succeeded");
    expect(simulator.now - started).toBeGreaterThan(2000);
    const polls = sent().filter((line) => line.includes("/operationStatuses/"));
    expect(polls.length).toBeGreaterThan(1);
    expect(sent().at(-1)).toMatch(/^GET .*\/registries\/contoso$/);
    expect(progressTexts).toContain("Running ..");
    expect(progressTexts.at(-1)).toBeUndefined();
  });

  it("aren't polled with noWait", async () => {
    const client = await aClient();
    expect((await create(client, true)).properties.provisioningState).toBe("Creating");
    expect(sent().filter((line) => line.includes("/operationStatuses/"))).toEqual([]);
  });
});

describe("a resource as it is printed", () => {
  it("has its properties at the top, its group, and null for what the service left out", () => {
    const resource = {
      id: `/subscriptions/s/resourceGroups/shop/providers/${type}`,
      name: "contoso",
      type,
      properties: { loginServer: "contoso.azurecr.io", sku: null },
    };
    expect(flattenResource(resource, ["loginServer", "zoneRedundancy"])).toEqual({
      id: resource.id,
      name: "contoso",
      type,
      resourceGroup: "shop",
      loginServer: "contoso.azurecr.io",
      sku: null,
      zoneRedundancy: null,
    });
  });

  it("keeps a property apart from a field of the envelope with the same name", () => {
    const resource = { id: "/x", name: "m", type: "t", properties: { type: "UserDefined" } };
    expect(flattenResource(resource)).toEqual({ id: "/x", name: "m", type: "t", typePropertiesType: "UserDefined" });
  });

  it("prints moments as Python does, but leaves tags alone", () => {
    const resource = {
      id: "/x",
      name: "contoso",
      type,
      tags: { built: "2026-09-01T09:00:00Z" },
      properties: { creationDate: "2026-09-01T09:00:00.1234567Z", lastUpdatedTime: "2026-09-01T09:00:00.000Z" },
    };
    expect(flattenResource(resource)).toMatchObject({
      tags: { built: "2026-09-01T09:00:00Z" },
      creationDate: "2026-09-01T09:00:00.123456+00:00",
      lastUpdatedTime: "2026-09-01T09:00:00+00:00",
    });
  });
});
