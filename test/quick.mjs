import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { install, root, tool } from "../src/node/install.mjs";

// Runs the unit tests nearest to what changed since main, or since the last commit on main, and says what it left out.
install();

/** Seconds of tests that are started; loading them takes some more, and the whole run stays below a minute. */
const budget = 35;
/** Seconds after which the run ends, whatever it is doing. */
const limit = 58;
/** Seconds that a test file is taken to need until a run has measured it. */
const unmeasured = 1.5;

const git = (...args) =>
  spawnSync("git", args, { cwd: root, encoding: "utf8" })
    .stdout.split("\n")
    .filter((line) => line !== "");

function changedFiles() {
  const open = [...git("diff", "--name-only", "HEAD"), ...git("ls-files", "--others", "--exclude-standard")];
  const [base] = git("merge-base", "HEAD", "main");
  const [head] = git("rev-parse", "HEAD");
  if (base !== undefined && base !== head) return [...new Set([...open, ...git("diff", "--name-only", base, "HEAD")])];
  return open.length > 0 ? open : git("diff", "--name-only", "HEAD~1", "HEAD");
}

function filesBelow(folder, ending) {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesBelow(path, ending) : ending.test(entry.name) ? [path] : [];
  });
}

/** Maps each file to the files that import it. */
function importers() {
  const of = new Map();
  for (const file of [...filesBelow("src", /\.(ts|tsx|mjs)$/), ...filesBelow("test", /\.(ts|tsx|mjs)$/)]) {
    for (const [, path] of readFileSync(join(root, file), "utf8").matchAll(/from "(\.[^"]+)"|import\("(\.[^"]+)"\)/g)) {
      if (path === undefined) continue;
      const target = relative(root, resolve(root, dirname(file), path));
      of.set(target, [...(of.get(target) ?? []), file]);
    }
  }
  return of;
}

/** Steps of imports between each file and the nearest change. */
function distances(changed, importedBy) {
  const steps = new Map();
  let ring = changed;
  for (let step = 0; ring.length > 0; step++) {
    for (const file of ring) steps.set(file, step);
    ring = [...new Set(ring.flatMap((file) => importedBy.get(file) ?? []))].filter((file) => !steps.has(file));
  }
  return steps;
}

/** Seconds that each test file took when it ran last. */
function measured() {
  const folder = join(root, "node_modules/.vite/vitest");
  const seconds = new Map();
  for (const name of existsSync(folder) ? readdirSync(folder) : []) {
    const file = join(folder, name, "results.json");
    if (!existsSync(file)) continue;
    for (const [id, { duration }] of JSON.parse(readFileSync(file, "utf8")).results) {
      seconds.set(id.slice(id.indexOf(":") + 1), duration / 1000);
    }
  }
  return seconds;
}

const changed = changedFiles();
const steps = distances(changed, importers());
const seconds = measured();
const isUnit = (file) => !/^test\/(e2e|bench|long)\//.test(file);
const tests = filesBelow("test", /\.test\.tsx?$/);
/** Content is read by the compiler and not imported: its own tests are the nearest. */
const readsContent = changed.some((file) => file.startsWith("content/"));
const mirror = (file) => file.replace(/^test\//, "src/").replace(/\.test(\.tsx?)$/, "$1");
const rank = (file) => {
  if (changed.includes(file) || changed.includes(mirror(file))) return 0;
  if (readsContent && file.startsWith("test/content/")) return 1;
  return steps.get(file) ?? Infinity;
};
const near = tests
  .filter((file) => isUnit(file) && rank(file) < Infinity)
  .sort((a, b) => rank(a) - rank(b) || statSync(join(root, a)).size - statSync(join(root, b)).size);

const chosen = [];
const left = [];
let planned = 0;
for (const file of near) {
  const cost = seconds.get(file) ?? unmeasured;
  if (planned + cost <= budget) {
    chosen.push(file);
    planned += cost;
  } else left.push(file);
}

console.log(
  `${changed.length} changed files, ${near.length} of ${tests.filter(isUnit).length} unit test files depend on them.`,
);
let status = 0;
if (chosen.length > 0) {
  const child = spawn(tool("vitest"), ["run", "--project", "unit", ...chosen], { cwd: root, stdio: "inherit" });
  const timer = setTimeout(() => {
    console.log(`\nEnded after ${limit} seconds: the tests above without a mark did not finish.`);
    child.kill("SIGINT");
  }, limit * 1000);
  status = await new Promise((done) => child.on("exit", (code) => done(code ?? 1)));
  clearTimeout(timer);
}

const browser = tests.filter((file) => file.startsWith("test/e2e/"));
const names = left.length > 0 ? `:\n  ${left.join("\n  ")}` : "";
console.log(`\nLeft out: ${left.length} unit test files that depend on the change${names}`);
console.log(
  `Left out: ${browser.length} browser test files, types, lint, format and the build. \`npm test\` runs all of it.`,
);
process.exitCode = status;
