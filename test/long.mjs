import { install, run, tool } from "../src/node/install.mjs";

// What is too long for every change: run it before a release, and when the parts it covers change.
install();
process.env.PATIENCE_SECONDS ??= "600";
run(tool("vitest"), ["run", "--project", "long", ...process.argv.slice(2)]);
