import { install, root } from "./install.mjs";

// Serves the simulator on loopback, for docker, skopeo, oras, helm or az: see README.
install();
const { runnerImport } = await import("vite");
const load = async (file) =>
  (await runnerImport(`${root}src/node/${file}`, { root, configFile: false, logLevel: "error" })).module;
try {
  const { readServeOptions } = await load("serve-options.ts");
  const { serve } = await load("serve.ts");
  const options = readServeOptions(process.argv.slice(2));
  const server = await serve(root, options);
  console.log(`Registry ${options.registry} (${options.sku}, ${options.profile} rules): ${server.url}`);
  let closing;
  const close = () => (closing ??= server.close().then(() => process.exit(0)));
  process.once("SIGINT", close);
  process.once("SIGTERM", close);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
