import { install, root } from "./install.mjs";

// The shell on standard input or a terminal: see README.
install({ quiet: true });
const { runnerImport } = await import("vite");
const load = async (file) =>
  (await runnerImport(`${root}src/node/${file}`, { root, configFile: false, logLevel: "error" })).module;
try {
  const { readSimOptions } = await load("sim-options.ts");
  const options = readSimOptions(process.argv.slice(2));
  const { main } = await load("sim-main.ts");
  process.exitCode = await main(root, options);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
