import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import react from "@vitejs/plugin-react";
import { build, minify, type Plugin, type ResolvedConfig } from "vite";
import { contentPlugin } from "../content/build/vite-plugin.ts";
import { buildServiceWorker } from "../offline/build.ts";
import { CriticalStyles, withFirstPaint, withHashes } from "./first-paint.ts";
import { pageHtml, type Manifest } from "./page-html.ts";
import { buildAssignableUnit, buildPlayer } from "./player-build.ts";
import type { Page } from "./render.tsx";

interface Renderer {
  paths: string[];
  render(path: string, root: string): Promise<Page>;
}

async function loadRenderer(root: string): Promise<Renderer> {
  // A folder of its own per build: Node keeps what it has imported.
  const outDir = mkdtempSync(join(tmpdir(), "drydock-prerender-"));
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [contentPlugin(root), react()],
    ssr: { noExternal: true },
    build: {
      ssr: join(root, "src/prerender/render.tsx"),
      outDir,
      target: "node20",
      emptyOutDir: false,
      rolldownOptions: { checks: { pluginTimings: false, ineffectiveDynamicImport: false } },
    },
  });
  return (await import(pathToFileURL(join(outDir, "render.js")).href)) as Renderer;
}

/** Where a path's file is below the output folder. */
const fileOf = (path: string): string => (path === "/404/" ? "404.html" : `${path.slice(1)}index.html`);

/** Text of robots.txt; a sitemap needs the absolute address that SITE_URL gives. */
export function siteFiles(paths: string[]): Record<string, string> {
  const site = process.env["SITE_URL"]?.replace(/\/$/, "");
  const robots = `User-agent: *\nAllow: /\n${site ? `Sitemap: ${site}/sitemap.xml\n` : ""}`;
  if (!site) return { "robots.txt": robots };
  const urls = paths.map((path) => `<url><loc>${site}${path}</loc></url>`).join("\n");
  return {
    "robots.txt": robots,
    "sitemap.xml": `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls}\n</urlset>\n`,
  };
}

/** Returns the one script that runs before the first paint, shortened; Vite copies it as it is written. */
async function minifiedBoot(file: string): Promise<string> {
  const { code, errors } = await minify("boot.js", readFileSync(file, "utf8"));
  if (errors.length > 0) throw new Error(`boot.js: ${errors.map(({ message }) => message).join(", ")}`);
  return code.trim();
}

/**
 * After the client build: draws every route into its own HTML file, writes robots.txt (and a sitemap when SITE_URL
 * is set), builds the player of packages for LMSs, the page of cmi5 courses, and the service worker over what is then in the output folder.
 */
export function prerenderPlugin(root: string): Plugin {
  let config: ResolvedConfig;
  return {
    name: "drydock-prerender",
    apply: "build",
    configResolved(resolved) {
      config = resolved;
    },
    closeBundle: {
      order: "post",
      sequential: true,
      async handler() {
        if (config.build.ssr) return;
        const out = join(root, config.build.outDir);
        const outDir = config.build.outDir.startsWith("/") ? config.build.outDir : out;
        const template = readFileSync(join(outDir, "index.html"), "utf8");
        const manifest = JSON.parse(readFileSync(join(outDir, ".vite/manifest.json"), "utf8")) as Manifest;
        const worker = readdirSync(join(outDir, "assets")).find((file) => /^sandbox-worker-.*\.js$/.test(file));
        if (worker === undefined) throw new Error("the build has no simulator");
        const { paths, render } = await loadRenderer(root);
        const boot = await minifiedBoot(join(outDir, "boot.js"));
        const styles = new CriticalStyles(outDir);
        for (const path of [...paths, "/404/"]) {
          const up = path === "/404/" ? "./" : "../".repeat(path.split("/").length - 2) || "./";
          const file = join(outDir, fileOf(path));
          mkdirSync(join(file, ".."), { recursive: true });
          const html = pageHtml(template, await render(path, up), up, { manifest, worker: `assets/${worker}` });
          writeFileSync(file, withHashes(await withFirstPaint(html, styles, boot)));
        }
        for (const [name, text] of Object.entries(siteFiles(paths))) writeFileSync(join(outDir, name), text);
        rmSync(join(outDir, "boot.js"));
        rmSync(join(outDir, ".vite"), { recursive: true });
        await buildPlayer(root, outDir);
        await buildAssignableUnit(root, outDir);
        await buildServiceWorker(root, outDir);
      },
    },
  };
}
