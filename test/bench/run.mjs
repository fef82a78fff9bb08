import { existsSync } from "node:fs";
import { install, root, run, tool } from "../../src/node/install.mjs";

// `npm run bench` runs everything; names after it (`npm run bench -- growth`) choose.
const names = [
  "pages",
  "growth",
  "progress",
  "simulator",
  "sandbox",
  "learning",
  "gradebook",
  "gradebook-page",
  "start",
];
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark called ${unknown.join(", ")}. There are: ${names.join(", ")}.`);
  process.exit(1);
}
install();
const chosen = wanted.length > 0 ? wanted : names;
if (
  chosen.some((name) => ["pages", "progress", "sandbox", "gradebook-page"].includes(name)) &&
  !existsSync(`${root}dist/index.html`)
) {
  run(tool("vite"), ["build", "--logLevel", "warn"]);
}
const { openModules } = await import("../../src/node/open-modules.mjs");
const modules = await openModules();
for (const name of chosen) {
  const module = await modules.load(`test/bench/${name}.ts`);
  console.log(`\n# ${name}\n`);
  await module.measure();
}
process.exit(0);
