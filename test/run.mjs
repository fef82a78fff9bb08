import { install, run, tool } from "../src/node/install.mjs";

// Everything a change must pass: types, lint, format, build, unit and browser tests.
install();
run("npm", ["run", "--silent", "check"]);
run(tool("vite"), ["build", "--logLevel", "warn"]);
run(tool("vitest"), ["run", ...process.argv.slice(2)]);
