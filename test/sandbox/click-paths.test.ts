import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { clickPaths, lineOf, missingIn, startValues, type ClickPath } from "../../src/sandbox/click-paths.ts";
import { definitionsOf } from "../../src/simulator/cli/az/definitions.ts";
import { aBrowser } from "../support/sandbox.ts";
import { surface } from "../support/surface.ts";

const definitions = new Map(definitionsOf(surface).map((definition) => [definition.name, definition]));

const path = (id: string): ClickPath => {
  const found = clickPaths.find((clickPath) => clickPath.id === id);
  if (!found) throw new Error(`no form ${id}`);
  return found;
};

const filled = (id: string, values: Record<string, string>): string =>
  lineOf(path(id), { ...startValues(path(id)), ...values });

describe("a form", () => {
  it.each(clickPaths.map((clickPath) => [clickPath.id, clickPath] as const))(
    "%s asks only for options that its command has, and for all that it needs",
    (_, { command, fields, fixed = [] }) => {
      const { options } = definitions.get(command) ?? { options: [] };
      const optionOf = (flag: string) => options.find(({ flags }) => flags.includes(flag));
      for (const { flag, choices } of fields) {
        expect(optionOf(flag), flag).toBeDefined();
        const known = optionOf(flag)?.choices;
        if (known) expect(known).toEqual(expect.arrayContaining([...(choices ?? [])]));
      }
      for (const flag of fixed) expect(optionOf(flag), flag).toBeDefined();
      const setFlags = new Set([...fields.filter(({ required }) => required).map(({ flag }) => flag), ...fixed]);
      for (const { flags, required } of options) {
        if (required)
          expect(
            flags.some((flag) => setFlags.has(flag)),
            flags.join(" "),
          ).toBe(true);
      }
    },
  );

  it("shows which required fields are missing, and leaves out empty optional ones", () => {
    expect(lineOf(path("registry"), { "--name": "contoso" })).toBe(
      "az acr create --name contoso --resource-group <Resource group> --sku <Tier>",
    );
    expect(missingIn(path("registry"), { "--name": " " }).map(({ label }) => label)).toEqual([
      "Name",
      "Resource group",
      "Tier",
    ]);
  });

  it("gives the shell each value as one word, whatever is typed", async () => {
    const { sandbox } = await aBrowser().openTab();
    await sandbox.request("create", { template: "empty", profile: "azure" });
    await fc.assert(
      fc.asyncProperty(
        fc.string({ minLength: 1, maxLength: 20 }).filter((text) => text.trim() !== "" && !/[\0\r\n]/.test(text)),
        async (text) => {
          const value = text.trim();
          const written = lineOf(
            { ...path("group"), command: "printf %s\\\\n", fields: [{ flag: "--", label: "" }] },
            { "--": value },
          );
          const block = await sandbox.request("execute", { line: written });
          expect(block.output.map((piece) => piece.text).join("")).toBe(`--\n${value}\n`);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe.each(["chapter", "azure"] as const)("set up by forms alone, under the rules of %s", (profile) => {
  it("reads the registry from the commands, and offers names of the world", async () => {
    const { sandbox } = await aBrowser().openTab();
    await sandbox.request("create", { template: "empty", profile });
    const run = async (line: string) => {
      const { exitCode, output } = await sandbox.request("execute", { line });
      expect([line, exitCode, output.filter(({ stream }) => stream === "err" && exitCode !== 0)]).toEqual([
        line,
        0,
        [],
      ]);
      return output.map(({ text }) => text).join("");
    };
    const offered = async (kind: "registry" | "group" | "sku" | "region" | "role" | "principal" | "repository") =>
      (await sandbox.request("names", { kind })).map(({ text }) => text);
    expect(await offered("registry")).toEqual([]);
    expect(await offered("region")).toContain("westeurope");
    await run(filled("group", { "--name": "shop", "--location": "eastus" }));
    expect(await offered("group")).toEqual(["shop"]);
    const tiers = await offered("sku");
    const [first = "", last = ""] = [tiers[0], tiers.at(-1)];
    await run(filled("registry", { "--name": "contoso", "--resource-group": "shop", "--sku": first }));
    await run(filled("tier", { "--name": "contoso", "--sku": last }));
    await run(filled("admin", { "--name": "contoso", "--admin-enabled": "true" }));
    await run(filled("replica", { "--registry": "contoso", "--location": "westeurope" }));
    await run(
      filled("webhook", {
        "--registry": "contoso",
        "--name": "deploys",
        "--uri": "https://hooks.example.com/deploy",
        "--actions": "push delete",
        "--scope": "web:*",
      }),
    );
    const [who = ""] = await offered("principal");
    await run(filled("role", { "--assignee": who, "--role": "AcrPull", "--scope": "contoso" }));
    await run(filled("networkRule", { "--name": "contoso", "--ip-address": "203.0.113.0/24" }));
    await run(filled("defaultAction", { "--name": "contoso", "--default-action": "Allow" }));
    const registryView = JSON.parse(await run("az acr show --name contoso")) as Record<string, unknown>;
    expect(registryView).toMatchObject({ adminUserEnabled: true, sku: { name: last }, location: "eastus" });
    expect(await run("az acr replication list --registry contoso --query '[].location' -o tsv")).toContain(
      "westeurope",
    );
    expect(await run("az acr webhook show --registry contoso --name deploys --query actions -o tsv")).toContain("push");
    await run("az acr import --name contoso --source docker.io/library/hello-world:latest --image web:v1");
    expect(await offered("repository")).toEqual(["web"]);
    // The nearest region answers, and has to have its copy first.
    await sandbox.request("advance", { milliseconds: 600_000 });
    await run(filled("deleteRepository", { "--name": "contoso", "--repository": "web" }));
    expect(await run("az acr repository list --name contoso -o tsv")).toBe("");
  });
});
