import { loadBuilt } from "./built.mjs";
import { install } from "./install.mjs";

// The shell on standard input or a terminal: see README.
install({ quiet: true });
try {
  const { content, main } = await loadBuilt(() => {
    if (process.stderr.isTTY) console.error("Building the simulator; the next start takes a second.");
  });
  process.exitCode = await main(content, process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
