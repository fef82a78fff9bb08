import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { contentPlugin } from "../../src/content/build/vite-plugin.ts";

const root = join(import.meta.dirname, "../..");

/** Bundles a script of this folder into a page of its own, `index.html` in the folder. */
export async function buildBenchPage(script: string, folder: string): Promise<void> {
  await build({
    root,
    base: "./",
    configFile: false,
    logLevel: "error",
    publicDir: false,
    plugins: [contentPlugin(root)],
    build: {
      outDir: folder,
      target: "es2022",
      rolldownOptions: {
        input: join(import.meta.dirname, script),
        output: { entryFileNames: "page.js" },
        preserveEntrySignatures: false,
      },
    },
  });
  writeFileSync(
    join(folder, "index.html"),
    '<!doctype html><title>Benchmark</title><script type="module" src="page.js"></script>',
  );
}
