import { beforeEach, describe, expect, it } from "vitest";
import { AzRun } from "../../../../src/simulator/cli/az/az-run.ts";
import { Configuration } from "../../../../src/simulator/cli/az/configuration.ts";
import { locationOrGroups, regionName } from "../../../../src/simulator/cli/az/location.ts";
import { ParsedOptions } from "../../../../src/simulator/cli/az/options.ts";
import { parseLine, type ParsedLine } from "../../../../src/simulator/cli/az/parse.ts";
import { surfaceTree } from "../../../../src/simulator/cli/az/surface-index.ts";
import type { Call, Program } from "../../../../src/simulator/cli/program.ts";
import type { Simulator } from "../../../../src/simulator/simulator.ts";
import { wordsOf } from "../../../support/az.ts";
import { aMachine } from "../../../support/program.ts";
import { aRegistry, aSimulator } from "../../../support/simulator.ts";
import { surface } from "../../../support/surface.ts";

const docker: Program = { name: "docker", summary: "", commands: () => [], execute: () => Promise.resolve(0) };

let simulator: Simulator;
let err: string;
let progressLines: [string, string][];

beforeEach(() => {
  simulator = aSimulator();
  err = "";
  progressLines = [];
});

/** A run of a command line as its handler gets it. */
async function aRun(line: string, more: Partial<Call> = {}): Promise<AzRun> {
  const machine = aMachine(simulator);
  const call: Call = {
    args: wordsOf(line),
    machine,
    folder: machine.home,
    environment: new Map(),
    input: undefined,
    out: () => undefined,
    err: (text) => (err += text),
    terminal: undefined,
    live: undefined,
    signal: new AbortController().signal,
    explain: () => undefined,
    ...more,
  };
  const configuration = new Configuration(call);
  const configured = (name: string) => configuration.get("defaults", name);
  const { command, args, values } = parseLine(surfaceTree(surface), call.args, {
    configured,
    checkQuery: () => undefined,
  }) as ParsedLine;
  const options = new ParsedOptions(command.command, args, values);
  const run = new AzRun(
    call,
    command.command,
    options,
    configuration,
    (text) => (err += `WARNING: ${text}\n`),
    (name) => Promise.resolve(name === "docker" ? docker : undefined),
  );
  await run.open();
  return run;
}

const create = async (run: AzRun) => {
  aRegistry(simulator, { name: "other" });
  await run.arm.put(await run.arm.registryId("contoso", "shop"), { location: "westeurope", sku: { name: "Basic" } });
};

describe("what a handler works with", () => {
  it("shows on a terminal that an operation is running, and nothing in a pipe", async () => {
    await create(await aRun("acr list", { live: (id, text) => progressLines.push([id, text]) }));
    expect(progressLines).toContainEqual(["az-progress", " - Running .."]);
    expect(progressLines.at(-1)).toEqual(["az-progress", ""]);
    expect(err).toBe("");
  });

  it("answers prompts with --yes, and fails without a terminal", async () => {
    await (await aRun("acr delete -n contoso --yes")).confirm("Sure?");
    await expect((await aRun("acr delete -n contoso")).confirm("Sure?")).rejects.toThrow(
      "no tty available. Use --yes.",
    );
    await expect((await aRun("acr list")).confirm("Sure?")).rejects.toThrow("no tty available");
  });

  it("has the account, the defaults, and the other programs of the machine", async () => {
    const run = await aRun("acr list", { environment: new Map([["AZURE_DEFAULTS_ACR", "contoso"]]) });
    expect(run.account).toMatchObject({ name: "Harbour Training", user: { type: "user" } });
    expect(run.arm.subscription).toBe(`/subscriptions/${run.account.id}`);
    expect([run.configured("acr"), run.configured("group")]).toEqual(["contoso", undefined]);
    expect([await run.program("docker"), await run.program("helm")]).toEqual([docker, undefined]);
    expect(await run.ask("Password: ", { secret: true })).toBeUndefined();
  });

  it("gets tokens for ARM, and others for registries that reject ARM tokens", async () => {
    const run = await aRun("acr list");
    const audienceOf = (token: string) =>
      (JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString()) as { aud: string }).aud;
    expect(audienceOf(await run.token("arm"))).toBe("https://management.azure.com/");
    expect(audienceOf(await run.token("registry"))).toBe("https://containerregistry.azure.net");
  });
});

describe("the location of a new resource", () => {
  const create = (more = "") => aRun(`acr create -n contoso -g shop --sku Basic ${more}`);

  it("is the given one: a display name is looked up, anything else is sent as typed", async () => {
    expect(await locationOrGroups(await create("-l nowhere"), "shop")).toBe("nowhere");
    expect(await locationOrGroups(await create("-l 'West Europe'"), "shop")).toBe("westeurope");
    expect(await regionName(await create(), "Middle Earth")).toBe("Middle Earth");
  });

  it("is the group's when none is given, and exits with 2 when the group doesn't exist", async () => {
    aRegistry(simulator, { location: "northeurope" });
    expect(await locationOrGroups(await create(), "shop")).toBe("northeurope");
    await expect(locationOrGroups(await create(), "gone")).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringContaining("ERROR: (ResourceGroupNotFound)") as string,
    });
  });
});
