import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { build } from "vite";
import { formerPrefix } from "../content/former-prefix.ts";

/** One file to keep offline; a null revision means that its name changes with its content. */
export interface PrecacheEntry {
  url: string;
  revision: string | null;
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );

// The player of packages is for instructors: what makes packages keeps it. The page of cmi5 courses needs a connection anyway.
const notKept = /(^|\/)(service-worker\.js|robots\.txt|sitemap\.xml)$|\.map$|^(player|au)\//;
const isFormer = (url: string): boolean => url.startsWith(`assets/${formerPrefix}`);

const keptFiles = (outDir: string): { path: string; url: string }[] =>
  filesBelow(outDir)
    .map((path) => ({ path, url: relative(outDir, path).replaceAll("\\", "/") }))
    .filter(({ url }) => !notKept.test(url))
    .sort((a, b) => a.url.localeCompare(b.url));

/** Files of bodies that are no longer asked, in a stable order: a device needs them if it had an earlier version. */
export const formerList = (outDir: string): string[] =>
  keptFiles(outDir).flatMap(({ url }) => (isFormer(url) ? [url] : []));

/** Every other file of a built site that the worker keeps, in a stable order. */
export const precacheList = (outDir: string): PrecacheEntry[] =>
  keptFiles(outDir)
    .filter(({ url }) => !isFormer(url))
    .map(({ path, url }) => ({
      url,
      revision: url.startsWith("assets/")
        ? null
        : createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16),
    }));

/** Builds the service worker as one classic script, with the list of files inside it. */
export async function buildServiceWorker(root: string, outDir: string): Promise<void> {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    define: {
      __PRECACHE__: JSON.stringify(precacheList(outDir)),
      __FORMER__: JSON.stringify(formerList(outDir)),
      "process.env.NODE_ENV": '"production"',
    },
    build: {
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      target: "es2022",
      lib: {
        entry: join(root, "src/offline/service-worker.ts"),
        formats: ["iife"],
        name: "drydock",
        fileName: () => "service-worker.js",
      },
    },
  });
}
