import { spawn } from "node:child_process";
import { install, root, run, tool } from "../src/node/install.mjs";

// Everything a change must pass: types, lint, format, build, unit and browser tests.
// Waiting costs nothing while a test goes well, and a slow machine may need long.
process.env.PATIENCE_SECONDS ??= "600";
install();

/** Runs commands one after the other; resolves with the first that fails, or undefined. */
async function chain(...commands) {
  for (const [name, ...args] of commands) {
    const child = spawn(tool(name), args, { cwd: root, stdio: "inherit" });
    const code = await new Promise((done) => child.on("exit", done).on("error", done));
    if (code !== 0) return `${name} ${args.join(" ")}`;
  }
  return undefined;
}

// The compiler has a core to itself while the rest, and what the browser tests need, is done on another.
const failed = await Promise.all([
  chain(["tsc", "--noEmit"]),
  chain(
    ["oxlint", "--deny-warnings"],
    ["prettier", "--check", "--log-level", "warn", "."],
    ["vite", "build", "--logLevel", "warn"],
  ),
]);
const names = failed.filter((name) => name !== undefined);
if (names.length > 0) {
  console.error(`failed: ${names.join(", ")}`);
  process.exit(1);
}
run(tool("vitest"), ["run", "--project", "unit", "--project", "browser", ...process.argv.slice(2)]);
