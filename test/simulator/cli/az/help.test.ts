import { describe, expect, it } from "vitest";
import { az } from "../../../support/az.ts";
import { aSimulator } from "../../../support/simulator.ts";
import { surface } from "../../../support/surface.ts";

const simulator = aSimulator();
const help = async (line: string) => {
  const { exitCode, out, err } = await az(simulator, line);
  expect([exitCode, err]).toEqual([0, ""]);
  return out;
};

describe("help", () => {
  it("of a command has header, arguments in order of need and name, and the global ones", async () => {
    const out = await help("acr create -h");
    const lines = out.split("\n");
    expect(lines.slice(0, 5)).toEqual(["", "Command", "    az acr create : Create a registry.", "", "Arguments"]);
    const names = lines.filter((line) => /^ {4}--/.test(line)).map((line) => line.trim().split(" ")[0]);
    expect(names.slice(0, 4)).toEqual(["--name", "--resource-group", "--sku", "--admin-enabled"]);
    expect(names.slice(-7)).toEqual([
      "--debug",
      "--help",
      "--only-show-errors",
      "--output",
      "--query",
      "--subscription",
      "--verbose",
    ]);
    expect(lines).toContain("Global Arguments");
    expect(out).toMatch(
      /--sku +\[Required\] : Tier of the registry\. {2}Allowed values: Basic, Classic,\n {41}Premium, Standard\./,
    );
  });

  it("marks what is in preview, on the option and in a sentence below", async () => {
    const out = await help("acr create -h");
    expect(out).toMatch(/--workspace +\[Preview\] : /);
    expect(out).toContain(
      "        Argument '--workspace' is in preview and under development. Reference and support levels:",
    );
    expect(await help("acr token create --help")).toContain(
      "        Command 'acr token create' is in preview and under development.",
    );
    expect(await help("acr token -h")).toContain(
      "        Command group 'acr token' is in preview and under development.",
    );
  });

  it("of a group lists its groups and commands, by name, and hides what is hidden", async () => {
    const out = await help("acr repository -h");
    expect(out).toContain("Group\n    az acr repository : ");
    const commands = [...out.matchAll(/^ {4}([a-z-]+) +(?:\[|:)/gm)].map((match) => match[1]);
    expect(commands).toEqual([...commands].sort());
    expect(commands).toContain("show-tags");
    expect(commands).not.toContain("show-manifests");
    expect(await help("acr -h")).toContain("Subgroups:\n    agentpool");
  });

  it("names what replaces a deprecated command", async () => {
    expect(await help("acr repository show-manifests -h")).toContain(
      "        This command has been deprecated and will be removed in a future release. Use 'acr manifest\n" +
        "        list-metadata' instead.",
    );
  });

  it("leaves out deprecated spellings", async () => {
    expect(await help("acr config content-trust show -h")).toMatch(/\n {4}--registry -r +\[Required\] : /);
    expect(await help("acr scope-map update -h")).toMatch(/\n {4}--add-repository +: /);
  });

  it("lists positional arguments apart", async () => {
    expect(await help("acr build -h")).toMatch(/\nPositional\n {4}<SOURCE_LOCATION> +: /);
  });

  it("is printed even when other arguments are missing or wrong", async () => {
    expect(await help("acr create --sku Basic -h")).toContain("az acr create : ");
    expect(await help("acr -h create")).toContain("Group\n    az acr : ");
  });

  it("of az alone welcomes and lists the first level", async () => {
    const out = await help("");
    expect(out).toContain("Here are the base commands:");
    expect(out).toMatch(/\n {4}acr +: Manage private registries/);
  });

  it("is never wider than 100 columns", async () => {
    for (const { command } of surface.commands) {
      const out = await help(`${command.slice("az ".length)} -h`);
      const wide = out.split("\n").filter((line) => line.length > 100);
      expect(wide, command).toEqual([]);
    }
  });
});

it("az --version names the release that is imitated", async () => {
  expect(await help("--version")).toMatch(/^azure-cli +2\.45\.0\n/);
});
