import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { install, root } from "../install.mjs";
import { openModules } from "../open-modules.mjs";

// Generates the variants of the question families: see content/README.md.
const args = process.argv.slice(2);
install({ quiet: args.includes("--json") });
const modules = await openModules();
const load = (file) => modules.load(`src/${file}`);

/** Runs this program over some families, shows its lines as they come, and resolves with what it counted. */
async function runShare(ids) {
  const flags = args.filter((arg) => arg.startsWith("-"));
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), ...flags, ...ids], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let counted;
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^(\d+) passed, (\d+) failed$/.exec(line);
    if (found) counted = { passed: Number(found[1]), failed: Number(found[2]) };
    else if (line !== "") console.log(line);
  }
  return counted ?? { passed: 0, failed: ids.length };
}

try {
  const { readFamiliesOptions } = await load("node/families/options.ts");
  const options = readFamiliesOptions(args);
  const { familyIds } = await load("content/build/families/read-family.ts");
  const ids = options.families.length > 0 ? options.families : familyIds(root);
  if (options.json || options.families.length > 0) {
    const { main } = await load("node/families/main.ts");
    process.exitCode = await main(root, options);
  } else {
    // A processor each; a family is a few seconds of work, and they don't depend on each other.
    const count = Math.min(availableParallelism(), ids.length);
    const shares = Array.from({ length: count }, (_, share) => ids.filter((_id, at) => at % count === share));
    const results = await Promise.all(shares.map((share) => runShare(share)));
    const sum = (name) => results.reduce((all, result) => all + result[name], 0);
    console.log(`\n${sum("passed")} passed, ${sum("failed")} failed`);
    process.exitCode = sum("failed") > 0 ? 1 : 0;
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
} finally {
  await modules.close();
}
