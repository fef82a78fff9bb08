import { relative, resolve } from "node:path";
import { runnerImport } from "vite";
import { root } from "../../src/node/install.mjs";

// For writers: `npm run prose` checks every text, `npm run prose -- content/items src/ui/quiz` some files or folders.
const { main } = (await runnerImport(`${root}test/prose/main.ts`, { root, configFile: false, logLevel: "error" }))
  .module;
process.exitCode = main(
  root,
  process.argv.slice(2).map((path) => relative(root, resolve(path)).replaceAll("\\", "/")),
);
