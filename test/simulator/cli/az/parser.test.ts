import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLine, type ParsedLine } from "../../../../src/simulator/cli/az/parse.ts";
import { ParsedOptions } from "../../../../src/simulator/cli/az/options.ts";
import { surfaceTree } from "../../../../src/simulator/cli/az/surface-index.ts";
import { ExitError } from "../../../../src/simulator/cli/program.ts";
import { wordsOf } from "../../../support/az.ts";
import { surface } from "../../../support/surface.ts";

const root = surfaceTree(surface);

function parsed(line: string, defaults: Record<string, string> = {}) {
  return parseLine(root, wordsOf(line), { configured: (name) => defaults[name], checkQuery: () => undefined });
}

function optionsOf(line: string, defaults?: Record<string, string>): ParsedOptions {
  const { command, args, values } = parsed(line, defaults) as ParsedLine;
  return new ParsedOptions(command.command, args, values);
}

function refusal(line: string): { text: string; exitCode: number; code: string | undefined } {
  try {
    parsed(line);
  } catch (error) {
    if (!(error instanceof ExitError)) throw error;
    return { text: error.message, exitCode: error.exitCode, code: error.explanation?.code };
  }
  throw new Error(`az ${line} was taken`);
}

describe("names", () => {
  it.each([
    ["acr crate", "'crate' is misspelled or not recognized by the system.\nDid you mean 'create' ?"],
    ["acrr list", "'acrr' is misspelled or not recognized by the system.\nDid you mean 'acr' ?"],
    ["acr frobnicate", "'frobnicate' is misspelled or not recognized by the system."],
    [
      "acr token credentials generate",
      "'credentials' is misspelled or not recognized by the system.\nDid you mean 'credential' ?",
    ],
  ])("az %s", (line, text) => {
    expect(refusal(line)).toEqual({ text: `ERROR: ${text}`, exitCode: 2, code: "UnknownCommand" });
  });

  it("asks a group for its command", () => {
    expect(refusal("acr").text).toBe("ERROR: the following arguments are required: _subcommand");
    expect(refusal("acr config retention").exitCode).toBe(2);
    expect(refusal("--verbose").text).toBe("ERROR: the following arguments are required: _command_package");
  });
});

describe("what is required", () => {
  it("names everything that is missing, with every spelling", () => {
    expect(refusal("acr create -n contoso").text).toBe(
      "ERROR: the following arguments are required: --resource-group/-g, --sku",
    );
    expect(refusal("aks create --attach-acr contoso").text).toBe(
      "ERROR: the following arguments are required: --resource-group/-g, --name/-n",
    );
  });

  it("reports the missing name of a registry that was given without an option, not the stray word", () => {
    expect(refusal("acr show myreg").text).toBe("ERROR: the following arguments are required: --name/-n");
  });

  it("names a positional argument by its place holder", () => {
    expect(refusal("acr build -r contoso").text).toBe("ERROR: the following arguments are required: <SOURCE_LOCATION>");
  });
});

describe("values", () => {
  it("rejects a value that is none of the choices, and proposes a near one", () => {
    expect(refusal("acr create -n contoso -g shop --sku Bsic").text).toBe(
      "ERROR: az acr create: 'Bsic' is not a valid value for '--sku'. Allowed values: Classic, Basic, Standard, " +
        "Premium.\nDid you mean 'Basic' ?",
    );
    expect(refusal("acr create -n contoso -g shop --sku Gold").text).not.toContain("Did you mean");
  });

  it("takes choices in any case and hands on the canonical one", () => {
    expect(optionsOf("acr create -n contoso -g shop --sku premium").text("--sku")).toBe("Premium");
    expect(optionsOf("acr webhook create -n w -r r --uri u --actions PUSH Delete").texts("--actions")).toEqual([
      "push",
      "delete",
    ]);
  });

  it("takes whole numbers only where a number is wanted", () => {
    expect(refusal("acr repository list -n r --top ten").text).toBe("ERROR: argument --top: invalid int value: 'ten'");
    expect(optionsOf("acr repository list -n r --top 5").number("--top")).toBe(5);
  });

  it("tells how many values an option expects", () => {
    expect(refusal("acr create -n contoso -g shop --sku").text).toBe("ERROR: argument --sku: expected one argument");
    expect(refusal("acr webhook create -n w -r r --uri u --actions").text).toBe(
      "ERROR: argument --actions: expected at least one argument",
    );
    expect(refusal("acr delete -n x --yes=true").text).toBe(
      "ERROR: argument --yes/-y: ignored explicit argument 'true'",
    );
  });

  it("reads three-state flags: bare is true, else true or false in any case, nothing else", () => {
    const state = (text: string) => optionsOf(`acr update -n contoso ${text}`).state("--admin-enabled");
    expect(state("--admin-enabled")).toBe(true);
    expect(state("--admin-enabled TRUE")).toBe(true);
    expect(state("--admin-enabled False")).toBe(false);
    expect(state("")).toBeUndefined();
    expect(refusal("acr update -n contoso --admin-enabled yes").text).toContain("'yes' is not a valid value");
  });

  it("reads a number as Python does", () => {
    expect(optionsOf("acr repository list -n r --top 1_000").number("--top")).toBe(1000);
    expect(refusal("acr repository list -n r --top 1.5").text).toContain("invalid int value: '1.5'");
  });

  it("switches an option on where it is on by default in the client", () => {
    expect(optionsOf("aks create -g shop -n harbour").on("--enable-managed-identity")).toBe(true);
    expect(optionsOf("aks create -g shop -n harbour").on("--no-wait")).toBe(false);
  });

  it("takes the default of the surface where nothing is given", () => {
    expect(optionsOf("acr create -n contoso -g shop --sku Basic").state("--admin-enabled")).toBe(false);
    expect(optionsOf("acr task list-runs -r contoso").number("--top")).toBe(15);
    expect(optionsOf("container create -g shop").texts("--ports")).toEqual(["80"]);
  });

  it("reads tags: a value after the first =, an empty text without one, none for an empty word", () => {
    expect(optionsOf("acr update -n x --tags a=b=c d").tags("--tags")).toEqual({ a: "b=c", d: "" });
    expect(optionsOf('acr update -n x --tags ""').tags("--tags")).toEqual({});
    expect(optionsOf("acr update -n x").tags("--tags")).toBeUndefined();
  });
});

describe("ways to write an option", () => {
  it("takes a unique beginning of a long option, rejects one that fits several", () => {
    expect(optionsOf("acr create -n contoso -g shop --sku Basic --loc eastus").text("--location")).toBe("eastus");
    expect(optionsOf("acr update -n contoso --admin-enable true").state("--admin-enabled")).toBe(true);
    expect(refusal("acr update -n contoso --a true").text).toContain("ambiguous option: --a could match");
  });

  it("takes a value after =, and right behind a short option", () => {
    expect(optionsOf("acr show --name=contoso").text("--name")).toBe("contoso");
    expect(optionsOf("acr show -ncontoso -gshop").text("--resource-group")).toBe("shop");
    expect(optionsOf("acr delete -yn contoso").on("--yes")).toBe(true);
  });

  it("lets the last of a repeated single option win, and joins repeatable ones", () => {
    expect(optionsOf("acr show -n first -n second").text("--name")).toBe("second");
    expect(optionsOf("acr build -r r . -t a:1 -t b:1").texts("--image")).toEqual(["a:1", "b:1"]);
    const map = optionsOf(
      "acr scope-map create -r r -n m --repository web content/read --repository api content/write",
    );
    expect(map.lists("--repository")).toEqual([
      ["web", "content/read"],
      ["api", "content/write"],
    ]);
  });

  it("takes options in any order, positional arguments before or after them", () => {
    expect(optionsOf("acr build . -r contoso").text("<SOURCE_LOCATION>")).toBe(".");
    expect(optionsOf("acr build -r contoso .").text("<SOURCE_LOCATION>")).toBe(".");
    expect(optionsOf("acr manifest show -r contoso web:v1 --raw").texts("<MANIFEST_ID>")).toEqual(["web:v1"]);
  });

  it("takes negative numbers and words with blanks for values", () => {
    expect(optionsOf("acr repository list -n r --top -1").number("--top")).toBe(-1);
    expect(optionsOf("acr run -r r /dev/null --cmd '-x y'").text("--cmd")).toBe("-x y");
  });

  it("reports unrecognized arguments", () => {
    expect(refusal("acr repository delete -n contoso --repository myimage --tag latest")).toEqual({
      text: "ERROR: unrecognized arguments: --tag latest",
      exitCode: 2,
      code: "UnrecognizedArgument",
    });
    expect(refusal("acr show -n contoso more").text).toBe("ERROR: unrecognized arguments: more");
  });
});

it("answers any words with a command, help or an error with exit code 2, never with a bug", () => {
  const words = surface.commands.flatMap(({ command, args }) => [
    ...command.split(" ").slice(1),
    ...args.flatMap(({ options, choices = [] }) => [...options, ...choices]),
  ]);
  const word = fc.oneof(
    fc.constantFrom(...new Set(words)),
    fc.constantFrom("-", "--", "-h", "-yn", "--name=", "a=b", "-1", ""),
  );
  const line = fc.tuple(fc.constantFrom(...surface.commands), fc.array(word, { maxLength: 6 }));
  fc.assert(
    fc.property(line, ([{ command }, rest]) => {
      try {
        const read = parseLine(root, [...command.split(" ").slice(1), ...rest], {
          configured: () => undefined,
          checkQuery: () => undefined,
        });
        expect(["command", "help"]).toContain(read.kind);
      } catch (error) {
        if (!(error instanceof ExitError)) throw error;
        expect(error.exitCode).toBe(2);
        expect(error.explanation?.text).toMatch(/\S/);
      }
    }),
    { numRuns: 500 },
  );
});

describe("defaults of az configure", () => {
  it("fill the registry, the group and the location, and make them no longer required", () => {
    const defaults = { acr: "contoso", group: "shop", location: "westeurope" };
    const create = optionsOf("acr create --sku Basic", defaults);
    expect([create.text("--name"), create.text("--resource-group"), create.text("--location")]).toEqual([
      "contoso",
      "shop",
      "westeurope",
    ]);
    expect(optionsOf("acr webhook show -n hook", defaults).text("--registry")).toBe("contoso");
    expect(optionsOf("acr show -n fabrikam", defaults).text("--name")).toBe("fabrikam");
  });

  it("do not name a child, nor the source of an import", () => {
    const line = optionsOf("acr import --source mcr.microsoft.com/a:b", { acr: "contoso" });
    expect([line.text("--name"), line.text("--registry")]).toEqual(["contoso", undefined]);
    expect(() => parsed("acr webhook show", { acr: "contoso" })).toThrow("--name/-n");
  });
});
