import { install, root } from "./install.mjs";

// For writers: checks the question bank as a whole, and makes sheets for blind solvers. `npm run items -- --help` lists the options.
install({ quiet: true });
const { runnerImport } = await import("vite");
const { main } = (await runnerImport(`${root}src/node/items.ts`, { root, configFile: false, logLevel: "error" }))
  .module;
try {
  process.exitCode = main(root, process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
