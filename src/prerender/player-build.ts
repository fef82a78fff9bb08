import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { build, type Plugin, type PluginOption } from "vite";
import { contentPlugin } from "../content/build/vite-plugin.ts";
import { pack } from "../content/packed.ts";
import type { Manifest } from "./page-html.ts";
import { shareFiles } from "./share-files.ts";

const prefix = "virtual:drydock/";

const noOutline = {
  title: "",
  subject: "",
  quiz: "",
  passMark: 0,
  unlocks: [],
  sections: [],
  comparisons: [],
  walkthroughs: [],
  assessments: [],
  retiredItems: [],
};

/** Replaces the course by an empty one: a package brings its own questions. */
function withoutContent(): Plugin {
  return {
    name: "drydock-no-content",
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load: (id) => {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const name = id.slice(prefix.length + 1);
      if (name === "outline") return `export default ${JSON.stringify(noOutline)};`;
      if (name === "former-items") return `export default ${JSON.stringify(pack([]))};`;
      const isList = ["items", "families", "objectives", "misconceptions"].includes(name);
      return `export default ${isList ? "[]" : "{}"};`;
    },
  };
}

const policy = (connections: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:${connections}; base-uri 'none'; form-action 'none'`;

/** Returns a page of the player with attributes for its script. */
const playerHtml = (
  { file, styles }: BuiltEntry,
  { data, connections = "" }: { data: string; connections?: string },
): string => `<!doctype html>
<html lang="en" data-theme="light" data-profile="chapter" ${data}>
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy(connections)}" />
    <meta name="referrer" content="no-referrer" />
    <meta name="robots" content="noindex" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Quiz</title>
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="data:," />
${styles.map((style) => `    <link rel="stylesheet" href="${style}" />\n`).join("")}    <script type="module" src="${file}"></script>
  </head>
  <body>
    <div id="root"></div>
  </body>
</html>
`;

/** A file of the player, as the packager finds it in `files.json`. */
export interface PlayerFile {
  path: string;
  bytes: number;
}

/** The files of an entry, below the folder of its page. */
interface BuiltEntry {
  file: string;
  styles: string[];
  /** All files of the build. */
  assets: string[];
}

/** Builds a page's script with relative addresses into a folder of its own. */
async function buildEntry(
  root: string,
  outDir: string,
  input: string,
  { plugins, codeSplitting }: { plugins: PluginOption[]; codeSplitting: boolean },
): Promise<BuiltEntry> {
  mkdirSync(outDir, { recursive: true });
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    base: "./",
    publicDir: false,
    plugins: [...plugins, react()],
    resolve: { alias: [{ find: /^dexie$/, replacement: "dexie/dist/modern/dexie.mjs" }] },
    build: {
      outDir,
      emptyOutDir: true,
      target: "es2022",
      manifest: true,
      assetsInlineLimit: 0,
      modulePreload: false,
      cssCodeSplit: false,
      chunkSizeWarningLimit: 4000,
      rolldownOptions: {
        checks: { pluginTimings: false, ineffectiveDynamicImport: false },
        input: join(root, input),
        output: { hashCharacters: "base36", ...(!codeSplitting && { codeSplitting }) },
      },
    },
  });
  const manifest = JSON.parse(readFileSync(join(outDir, ".vite/manifest.json"), "utf8")) as Manifest;
  rmSync(join(outDir, ".vite"), { recursive: true });
  const assets = readdirSync(join(outDir, "assets")).map((name) => `assets/${name}`);
  const file = manifest[input]?.file;
  if (file === undefined) throw new Error(`the build has no entry ${input}`);
  return { file, styles: assets.filter((path) => path.endsWith(".css")), assets };
}

/**
 * Builds the player of packages for LMSs into `player/` of the site: relative addresses, only types of files that every LMS serves, and
 * `files.json`, which lists them with a hash of them all.
 */
export async function buildPlayer(root: string, siteDir: string): Promise<void> {
  const outDir = join(siteDir, "player");
  const entry = await buildEntry(root, outDir, "src/player-main.tsx", {
    plugins: [withoutContent()],
    codeSplitting: false,
  });
  const data = 'data-lms="" data-site="" data-questions=""';
  writeFileSync(join(outDir, "index.html"), playerHtml(entry, { data }));
  const hash = createHash("sha256");
  const files = ["index.html", ...entry.assets].sort().map((path): PlayerFile => {
    const content = readFileSync(join(outDir, path));
    hash.update(path).update(content);
    return { path, bytes: content.length };
  });
  writeFileSync(join(outDir, "files.json"), JSON.stringify({ version: hash.digest("hex").slice(0, 16), files }));
}

/**
 * Builds the page of cmi5 courses that run on this site into `au/`: the player with the questions of the course. It sends answers to
 * the LMS that launched it, so it's the one page whose policy allows connections to other origins. Its files are in its folder, which
 * the service worker leaves alone, except for questions, which the site has already.
 */
export async function buildAssignableUnit(root: string, siteDir: string): Promise<void> {
  const outDir = join(siteDir, "au");
  const entry = await buildEntry(root, outDir, "src/au-main.tsx", {
    plugins: [contentPlugin(root)],
    codeSplitting: true,
  });
  shareFiles(join(outDir, "assets"), join(siteDir, "assets"), "../../assets");
  const html = playerHtml(entry, { data: 'data-site="../"', connections: "; connect-src 'self' https:" });
  writeFileSync(join(outDir, "index.html"), html);
}
