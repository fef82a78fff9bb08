import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { shareFiles } from "../../src/prerender/share-files.ts";

it("keeps equal scripts of data once, and leads imports to them", () => {
  const root = mkdtempSync(join(tmpdir(), "drydock-share-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const write = (folder: string, files: Record<string, string>) => {
    mkdirSync(join(root, folder), { recursive: true });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, folder, name), text);
  };
  const data = "var e=JSON.parse(`[1]`);export{e as default};";
  const joined = "import{a}from`./helper-1.js`;export{a as default};";
  write("assets", { "items-B.js": data, "joined-B.js": joined, "helper-1.js": "export const a=1;" });
  write("au/assets", {
    "main.js": "import(`./items-a.js`);import(`./joined-a.js`);import(`./own-a.js`);",
    "items-a.js": data,
    "joined-a.js": joined,
    "own-a.js": "export default 2;",
    "style.css": "a{}",
  });
  shareFiles(join(root, "au/assets"), join(root, "assets"), "../../assets");
  expect(readdirSync(join(root, "au/assets")).toSorted()).toEqual(["joined-a.js", "main.js", "own-a.js", "style.css"]);
  expect(readFileSync(join(root, "au/assets/main.js"), "utf8")).toBe(
    "import(`../../assets/items-B.js`);import(`./joined-a.js`);import(`./own-a.js`);",
  );
});
