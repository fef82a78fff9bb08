import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileContent } from "../../../src/content/build/compile.ts";
import { checkVersions } from "../../../src/content/build/item-versions.ts";
import { Problems } from "../../../src/content/build/problems.ts";

describe("a folder with an item whose version was raised and an item that was retired", () => {
  const liveFile = "content/items/acr/AKS-1.yaml";
  const earlierFile = "content/items/acr/earlier/AKS-1.yaml";
  const section = "content/chapters/acr/04-tiers.md";
  let root = "";
  /** Version of aks-1-a in the repository; the folder holds it as an earlier one. */
  let version = 0;
  let result: ReturnType<typeof compileContent>;

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "drydock-versions-"));
    cpSync(join(import.meta.dirname, "../../../content"), join(root, "content"), { recursive: true });
    const read = (file: string) => (existsSync(join(root, file)) ? readFileSync(join(root, file), "utf8") : "");
    const recordOf = (id: string) =>
      new RegExp(`^- id: ${id}\\n(?: .*\\n|\\n(?= ))*`, "m").exec(read(liveFile))?.[0] ?? "";
    const record = recordOf("aks-1-a");
    version = Number(/^ {2}version: (\d+)$/m.exec(record)?.[1]);
    mkdirSync(join(root, "content/items/acr/earlier"), { recursive: true });
    const earlier = record
      .replace(/^( {6}text: ).*/m, "$1None of the above")
      .replace(/^ {6}correct: true\n/m, "")
      .replace(/^ {2}refs: \[/m, "  refs: [tiers#nowhere, ");
    writeFileSync(join(root, earlierFile), `${read(earlierFile)}\n${earlier}`);
    const raised = record.replace(`  version: ${version}\n`, `  version: ${version + 1}\n`);
    const retired = recordOf("aks-1-b");
    writeFileSync(
      join(root, liveFile),
      read(liveFile).replace(record, raised).replace(retired, retired.replace("status: live", "status: retired")),
    );
    writeFileSync(join(root, section), read(section).replace(/^::check .*$/m, "::check aks-1-b"));
    result = compileContent(root);
  });
  afterAll(() => rmSync(root, { recursive: true }));

  const versionsOf = (items = result.compiled?.items, id = "aks-1-a") =>
    items?.filter((item) => item.id === id).map((item) => item.chapter?.version);

  it("keeps the earlier body beside the live one and out of what is drawn", () => {
    expect(versionsOf()).toEqual([version + 1]);
    expect(versionsOf(result.compiled?.formerItems)).toContain(version);
  });

  it("holds the earlier body to what it needs to be shown and scored, not to the rules of writing", () => {
    const about = result.problems.list.filter(({ file }) => file === earlierFile).map(({ message }) => message);
    expect(about.sort()).toEqual([
      "aks-1-a: correct options: 0, expected 1",
      "aks-1-a: section tiers has no heading #nowhere",
    ]);
  });

  it("keeps the retired item loadable, names it in the outline and does not draw it", () => {
    expect(versionsOf(result.compiled?.items, "aks-1-b")).toEqual([]);
    expect(versionsOf(result.compiled?.formerItems, "aks-1-b")).not.toEqual([]);
    expect(result.compiled?.outline.retiredItems).toContain("aks-1-b");
  });

  it("reports a section that still asks the retired item", () => {
    expect(result.problems.toString()).toMatch(/04-tiers\.md:\d+ unknown item aks-1-b/);
  });

  it("does not count earlier bodies as uses of a fact", () => {
    const uses = result.compiled?.facts.flatMap(({ usedIn }) => usedIn.map(({ href }) => href)) ?? [];
    expect(uses.length).toBeGreaterThan(0);
    expect(uses).not.toContain("practice/#item-aks-1-b");
  });
});

describe("the versions of an item", () => {
  const at = (version: number, line = version, id = "sku-1-a") => ({ id, version, file: "SKU-1.yaml", line });
  const reported = (...rows: Parameters<typeof checkVersions> extends [...infer Rows, Problems] ? Rows : never) => {
    const problems = new Problems();
    checkVersions(...rows, problems);
    return problems.list.map(({ message }) => message);
  };

  it("are valid when every version below the live one was kept", () => {
    expect(reported([at(3)], [at(1), at(2)])).toEqual([]);
  });
  it("are reported when one is missing", () => {
    expect(reported([at(4)], [at(2)])).toEqual(["sku-1-a: keep the body of version 1, 3 in the folder earlier"]);
  });
  it("are reported when two are the same", () => {
    expect(reported([at(2)], [at(1, 7), at(1, 9)])).toEqual(["duplicate version 1 of sku-1-a, first in SKU-1.yaml:7"]);
  });
  it("are reported when an earlier one is not below the live one", () => {
    expect(reported([at(1)], [at(1)])).toEqual(["sku-1-a: earlier version 1 is not below the live version 1"]);
  });
  it("are reported when the live item was deleted", () => {
    expect(reported([], [at(1)])).toEqual([
      "sku-1-a is not among the items; keep a withdrawn item in its file with status: retired",
    ]);
  });
});
