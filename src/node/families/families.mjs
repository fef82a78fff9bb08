import { install, root } from "../install.mjs";

// Generates the variants of the question families: see content/README.md.
const args = process.argv.slice(2);
install({ quiet: args.includes("--json") });
const { runnerImport } = await import("vite");
const load = async (file) =>
  (await runnerImport(`${root}src/node/families/${file}`, { root, configFile: false, logLevel: "error" })).module;
try {
  const { readFamiliesOptions } = await load("options.ts");
  const options = readFamiliesOptions(args);
  const { main } = await load("main.ts");
  process.exitCode = await main(root, options);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
