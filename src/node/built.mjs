import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./install.mjs";

const cache = join(root, "node_modules/.cache/drydock-sim");
/** What the bundle is made from. */
const sources = ["src/simulator", "src/node", "src/content", "content", "package-lock.json"];

function* filesBelow(path) {
  const below = readdirSync(join(root, path), { withFileTypes: true, recursive: true });
  for (const entry of below) if (entry.isFile()) yield join(entry.parentPath ?? entry.path, entry.name);
}

/** Digest of every source file's path and content. */
function sourceHash() {
  const hash = createHash("sha256");
  const files = sources.flatMap((path) => (path.includes(".") ? [join(root, path)] : [...filesBelow(path)])).sort();
  for (const file of files) {
    const bytes = readFileSync(file);
    hash.update(`${file.slice(root.length)}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest("hex").slice(0, 32);
}

/** Bundles the program and writes what it needs of `content/` beside it; other processes may do the same meanwhile. */
async function build(folder) {
  const part = `${folder}.${process.pid}`;
  const { build: bundle } = await import("vite");
  await bundle({
    root,
    configFile: false,
    publicDir: false,
    logLevel: "error",
    build: {
      ssr: "src/node/built.ts",
      outDir: part,
      emptyOutDir: true,
      minify: false,
      target: "node20",
      // One file: a server that has started can be replaced by a newer bundle and still has every program.
      rolldownOptions: { output: { entryFileNames: "sim.mjs", codeSplitting: false } },
    },
    ssr: { noExternal: true },
  });
  const { readSimContent } = await import(pathToFileURL(join(part, "sim.mjs")).href);
  writeFileSync(join(part, "content.json"), JSON.stringify(readSimContent(root)));
  try {
    renameSync(part, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
    rmSync(part, { recursive: true });
  }
}

/**
 * Loads the simulator's command-line programs with their content. They are bundled when a source file has changed since, and
 * kept by the sources' hash otherwise; `onBuild` is called before a bundle is made. Throws an Error that lists the problems of the content.
 */
export async function loadBuilt(onBuild = () => undefined) {
  const name = sourceHash();
  const folder = join(cache, name);
  if (!existsSync(folder)) {
    onBuild();
    mkdirSync(cache, { recursive: true });
    await build(folder);
    // An earlier bundle may be in use by a server, which has loaded all of it.
    for (const other of readdirSync(cache)) {
      if (/^[0-9a-f]{32}$/.test(other) && other !== name) rmSync(join(cache, other), { recursive: true, force: true });
    }
  }
  const programs = await import(pathToFileURL(join(folder, "sim.mjs")).href);
  return { ...programs, content: JSON.parse(readFileSync(join(folder, "content.json"), "utf8")) };
}
