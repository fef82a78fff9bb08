import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import react from "@vitejs/plugin-react";
import { build, type Plugin } from "vite";
import type { Manifest } from "./page-html.ts";

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
      const isList = ["items", "former-items", "families", "objectives", "misconceptions"].includes(name);
      return `export default ${name === "outline" ? JSON.stringify(noOutline) : isList ? "[]" : "{}"};`;
    },
  };
}

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'";

/** Returns the player's page. A package fills in `data-scorm` and `data-questions`. */
const playerHtml = (script: string, styles: readonly string[]): string => `<!doctype html>
<html lang="en" data-theme="light" data-profile="chapter" data-scorm="" data-questions="">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Quiz</title>
    <meta name="color-scheme" content="light dark" />
    <link rel="icon" href="data:," />
${styles.map((style) => `    <link rel="stylesheet" href="${style}" />\n`).join("")}    <script type="module" src="${script}"></script>
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

/**
 * Builds the player of packages for LMSs into `player/` of the site: relative addresses, only types of files that every LMS serves, and
 * `files.json`, which lists them with a hash of them all.
 */
export async function buildPlayer(root: string, siteDir: string): Promise<void> {
  const outDir = join(siteDir, "player");
  mkdirSync(outDir, { recursive: true });
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    base: "./",
    publicDir: false,
    plugins: [withoutContent(), react()],
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
        input: join(root, "src/player-main.tsx"),
        output: { hashCharacters: "base36", codeSplitting: false },
      },
    },
  });
  const manifest = JSON.parse(readFileSync(join(outDir, ".vite/manifest.json"), "utf8")) as Manifest;
  rmSync(join(outDir, ".vite"), { recursive: true });
  const assets = readdirSync(join(outDir, "assets")).map((name) => `assets/${name}`);
  const entry = manifest["src/player-main.tsx"]?.file;
  if (entry === undefined) throw new Error("the player has no entry");
  const styles = assets.filter((path) => path.endsWith(".css"));
  writeFileSync(join(outDir, "index.html"), playerHtml(entry, styles));
  const hash = createHash("sha256");
  const files = ["index.html", ...assets].sort().map((path): PlayerFile => {
    const content = readFileSync(join(outDir, path));
    hash.update(path).update(content);
    return { path, bytes: content.length };
  });
  writeFileSync(join(outDir, "files.json"), JSON.stringify({ version: hash.digest("hex").slice(0, 16), files }));
}
