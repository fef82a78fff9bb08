import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const stamp = `${root}node_modules/.drydock-lock`;

/** Runs a command in the repository with its output shown; ends the process when it fails. */
export function run(command, args, environment = {}, stdio = "inherit") {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio,
    env: { ...process.env, ...environment },
  });
  if (error || status !== 0) {
    console.error(`${command} ${args.join(" ")} failed${error ? `: ${error.message}` : ""}`);
    process.exit(status || 1);
  }
}

/**
 * Installs what the lockfile names, unless that was already done for this very lockfile. `quiet` keeps standard input and
 * standard output for the program that follows.
 */
export function install({ quiet = false } = {}) {
  const lock = createHash("sha256")
    .update(readFileSync(`${root}package-lock.json`))
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return;
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=notice"], {}, quiet ? ["ignore", 2, 2] : "inherit");
  writeFileSync(stamp, lock);
}

/** Path of a tool that the install brought. */
export const tool = (name) => `${root}node_modules/.bin/${name}`;
