import { loadBuilt } from "./built.mjs";
import { install } from "./install.mjs";

// Serves the simulator on loopback, for docker, skopeo, oras, helm or az: see README.
install();
try {
  const { content, readServeOptions, serve } = await loadBuilt(() => console.log("Building the server"));
  const options = readServeOptions(process.argv.slice(2));
  const started = options.ok ? await serve(content.facts, options.value) : options;
  if (!started.ok) {
    console.error(started.refusal.message);
    process.exit(1);
  }
  const server = started.value;
  console.log(`Registry ${options.value.registry} (${server.describe()}): ${server.url}`);
  if (!server.loopback) console.log("Anybody who reaches this address can use it: it listens beyond this machine.");
  let closing;
  const close = () =>
    (closing ??= server.close().then(
      () => process.exit(0),
      (error) => {
        console.error(`The state could not be saved: ${error.message}`);
        process.exit(1);
      },
    ));
  process.on("SIGINT", close);
  process.on("SIGTERM", close);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}
