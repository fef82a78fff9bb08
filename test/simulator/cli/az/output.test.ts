import { beforeEach, describe, expect, it } from "vitest";
import { formatResult } from "../../../../src/simulator/cli/az/format-result.ts";
import { search } from "../../../../src/simulator/cli/az/query.ts";
import type { Simulator } from "../../../../src/simulator/simulator.ts";
import { az } from "../../../support/az.ts";
import { aSimulator } from "../../../support/simulator.ts";
import type { JsonValue } from "../../../../src/simulator/world/json.ts";

const registries: JsonValue = [
  { name: "zeta", id: "/1", type: "t", sku: { name: "Basic" }, tags: null, admin: false, zones: ["1", "2"], größe: 3 },
  { name: "alpha", id: "/2", type: "t", sku: { name: "Premium" }, tags: {}, admin: true, zones: [], größe: 10 },
];

async function formatted(
  format: "json" | "tsv" | "table" | "yaml" | "none",
  query?: string,
  value: JsonValue = registries,
) {
  const selection = query === undefined ? value : search(query, value);
  return formatResult(selection, { format, queried: query !== undefined, table: undefined });
}

describe("json", () => {
  it("sorts keys at every level, indents by two, writes null and characters beyond ASCII as they are", async () => {
    expect(
      await formatted("json", undefined, { b: { d: null, c: "größe" }, a: [], e: {}, f: [1, { z: 1, y: 2 }] }),
    ).toBe(
      '{\n  "a": [],\n  "b": {\n    "c": "größe",\n    "d": null\n  },\n  "e": {},\n  "f": [\n    1,\n    {\n' +
        '      "y": 2,\n      "z": 1\n    }\n  ]\n}\n',
    );
  });

  it("quotes a lone text", async () => {
    expect(await formatted("json", "[0].name")).toBe('"zeta"\n');
  });
});

describe("tsv", () => {
  it("has no header and keeps the query's order of columns", async () => {
    expect(await formatted("tsv", "[].{sku:sku.name, name:name}")).toBe("Basic\tzeta\nPremium\talpha\n");
    expect(await formatted("tsv", "[].[name, admin]")).toBe("zeta\tFalse\nalpha\tTrue\n");
  });

  it("sorts the columns of a whole object, leaves objects empty and counts lists, so that columns stay in place", async () => {
    expect(await formatted("tsv", undefined, { b: { x: 1 }, a: "1", c: ["p", "q"], d: null })).toBe("1\t\t2\tNone\n");
  });

  it("prints one scalar a line, a lone boolean in lower case", async () => {
    expect(await formatted("tsv", "[].name")).toBe("zeta\nalpha\n");
    expect(await formatted("tsv", "[0].admin")).toBe("false\n");
  });
});

describe("table", () => {
  it("capitalizes keys, leaves out id, type, nulls and nested values, and sorts columns without a query", async () => {
    expect(await formatted("table")).toBe(
      "Admin    Größe    Name\n-------  -------  ------\nFalse    3        zeta\nTrue     10       alpha\n",
    );
  });

  it("keeps the query's order of columns", async () => {
    expect(await formatted("table", "[].{name:name, admin:admin}")).toBe(
      "Name    Admin\n------  -------\nzeta    False\nalpha   True\n",
    );
  });

  it("shows scalars in one column Result, rows without names as Column1 and so on", async () => {
    expect(await formatted("table", "[].name")).toBe("Result\n--------\nzeta\nalpha\n");
    expect(await formatted("table", "[].[name, admin]")).toBe(
      "Column1    Column2\n---------  ---------\nzeta       False\nalpha      True\n",
    );
  });

  it("prints a blank line for an empty list, and rejects what has no columns", async () => {
    expect(await formatted("table", undefined, [])).toBe("\n");
    await expect(formatted("table", undefined, { nested: {} })).rejects.toThrow("ERROR: Table output unavailable.");
  });

  it("uses the command's own table, but not under a query", async () => {
    const table = (result: JsonValue) => (result as { name: string }[]).map(({ name }) => ({ "REGISTRY NAME": name }));
    expect(await formatResult(registries, { format: "table", queried: false, table })).toBe(
      "REGISTRY NAME\n---------------\nzeta\nalpha\n",
    );
    expect(await formatResult(["x"], { format: "table", queried: true, table })).toBe("Result\n--------\nx\n");
  });
});

it("none prints nothing", async () => {
  expect(await formatted("none")).toBe("");
});

describe("a query on the command line", () => {
  let simulator: Simulator;
  beforeEach(() => {
    simulator = aSimulator();
  });

  it("that gives null prints nothing and succeeds; an empty list prints", async () => {
    expect(await az(simulator, "version --query nothing")).toMatchObject({ exitCode: 0, out: "", err: "" });
    expect((await az(simulator, "account list --query [?name=='x']")).out).toBe("[]\n");
  });

  it("that cannot be read ends the parser with 2, before anything is sent", async () => {
    const { exitCode, err, explanation } = await az(simulator, ["version", "--query", "["]);
    expect([exitCode, explanation?.code]).toEqual([2, "InvalidQuery"]);
    expect(err.split("\n")[0]).toBe("ERROR: argument --query: invalid jmespath_type value: '['");
  });

  it.each([
    ["foo(@)", "Unknown function: foo()"],
    [
      "length(nothing)",
      `In function length(), invalid type for value: None, expected one of: ['string', 'array', 'object'], received: "null"`,
    ],
    ["length()", "Expected 1 argument for function length(), received 0"],
    [
      "sort_by(@, &x)",
      `In function sort_by(), invalid type for value: {'azure-cli': '2.45.0', 'azure-cli-core': '2.45.0', 'azure-cli-telemetry': '1.0.8', 'extensions': {}}, expected one of: ['array'], received: "object"`,
    ],
  ])("that cannot be carried out (%s) ends with 1", async (query, text) => {
    const { exitCode, err } = await az(simulator, ["version", "--query", query]);
    expect([exitCode, err]).toEqual([1, `ERROR: Invalid jmespath query supplied for \`--query\`: ${text}\n`]);
  });

  it.each(["a + b", "$.x", "let $a = b in $a", "a ? b : c", "upper(@)"])(
    "in words that only other libraries know is rejected: %s",
    async (query) => {
      expect((await az(simulator, ["version", "--query", query])).exitCode).toBeGreaterThan(0);
    },
  );

  it("compares texts by their order, as jmespath.py does", async () => {
    const times = [{ t: "2026-01-02" }, { t: "2025-12-31" }];
    expect(search("[?t > '2026-01-01'].t", times)).toEqual(["2026-01-02"]);
    expect(search("[?t > `5`].t", times)).toEqual([]);
  });
});

describe("what goes to standard error", () => {
  it("is empty on a plain run; warnings go away with --only-show-errors", async () => {
    const simulator = aSimulator();
    expect((await az(simulator, "config get")).err).toContain("WARNING: Command group 'config' is experimental");
    expect((await az(simulator, "config get --only-show-errors")).err).toBe("");
    expect((await az(simulator, "config get", { environment: { AZURE_CORE_ONLY_SHOW_ERRORS: "true" } })).err).toBe("");
  });

  it("tells each request and answer with --debug, and no secret", async () => {
    const { err, out } = await az(aSimulator(), "account list-locations --debug");
    expect(err).toMatch(/DEBUG: cli\.knack\.cli: Command arguments: \['account', 'list-locations', '--debug'\]/);
    expect(err).toMatch(/Request URL: 'https:\/\/management\.azure\.com\/subscriptions\/.+\/locations\?api-version=/);
    expect(err).toContain("Request method: 'GET'");
    expect(err).toMatch(/https:\/\/management\.azure\.com:443 "GET .+ HTTP\/1\.1" 200 \d+/);
    expect(err).toMatch(/INFO: Command ran in \d+\.\d{3} seconds/);
    expect(err).not.toMatch(/Bearer ey|"access_token":"ey/);
    expect(err).toContain("'authorization': '*****'");
    expect(out).not.toContain("DEBUG");
  });

  it("names the replacement of a deprecated command, option and spelling, and says what is in preview", async () => {
    const said = async (line: string) => (await az(aSimulator(), line)).err;
    const removed = "has been deprecated and will be removed in a future release.";
    expect(await said("acr repository show-manifests -n contoso --repository web")).toContain(
      `WARNING: This command ${removed} Use 'acr manifest list-metadata' instead.\n`,
    );
    expect(await said("acr repository list -n contoso -g shop")).toContain(
      `WARNING: Argument 'resource_group_name' ${removed}\n`,
    );
    expect(await said("acr config content-trust show --name contoso")).toContain(
      `WARNING: Option '--name' ${removed} Use '--registry' instead.\n`,
    );
    const preview = "is in preview and under development. Reference and support levels: https://aka.ms/CLI_refstatus";
    expect(await said("acr create -n contoso -g shop --sku Premium --zone-redundancy Enabled")).toContain(
      `WARNING: Argument '--zone-redundancy' ${preview}\n`,
    );
    const token = await said("acr token list -r contoso");
    expect(token.match(/in preview/g)).toHaveLength(1);
    expect(token).toContain(`WARNING: Command group 'acr token' ${preview}\n`);
    expect(await said("acr token list -r contoso --only-show-errors")).not.toContain("WARNING");
  });

  it("explains the course's way to delete a tag, and shows the one that works", async () => {
    const { explanation } = await az(
      aSimulator(),
      "acr repository delete -n contoso --repository myimage --tag latest",
    );
    expect(explanation).toMatchObject({
      code: "UnrecognizedArgument",
      fact: "deleteTagCommand",
      next: expect.stringContaining("--image NAME:TAG") as string,
    });
    const { explanation: other } = await az(aSimulator(), "acr show --nme contoso -n contoso");
    expect(other?.next).toBe("Did you mean `--name`?");
  });

  it("tells how long it took with --verbose", async () => {
    expect((await az(aSimulator(), "version --verbose")).err).toMatch(/^INFO: Command ran in /);
  });
});
