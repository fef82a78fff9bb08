import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { precacheList } from "../../src/offline/build.ts";
import { importedBy, loadedLater, loadedWith, named, startingScripts } from "../support/built-scripts.ts";

const dist = join(import.meta.dirname, "../../dist");
const scriptLimit = 90_000;
const readingLimit = 130 * 1024;
const precacheLimit = 3 * 1024 * 1024;
/** Everything until the first command on a page with the simulator: HTML, styles, scripts, worker. */
const firstCommandLimit = 250_000;
/**
 * What the first use of a part of the simulator may load besides what its page has, in bytes; the registry, which the first request
 * of any program loads, is counted once. These are today's sizes with a tenth added. Raise one only for code that the first use
 * needs; the message names its largest files.
 */
const partLimits: Record<string, number> = {
  registry: 200_500,
  az: 71_500,
  commands: 30_000,
  rules: 15_500,
  "later-handlers": 24_500,
  all: 18_500,
  docker: 36_500,
  kubectl: 20_500,
  helm: 14_000,
  oras: 14_000,
  skopeo: 23_000,
  notation: 19_000,
  git: 7_500,
  jq: 19_000,
  curl: 5_000,
  dig: 1_200,
  nslookup: 800,
  expression: 38_000,
};

const gzipSize = (file: string): number => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const pagesBelow = (folder: string): string[] =>
  readdirSync(join(dist, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? // LMSs open the player of packages and the page of cmi5 courses.
        ["player", "au"].includes(entry.name) && folder === ""
        ? []
        : pagesBelow(`${folder}${entry.name}/`)
      : entry.name.endsWith(".html")
        ? [folder + entry.name]
        : [],
  );

/** Files with their sizes, the largest first. */
const largest = (files: readonly string[]): string =>
  files
    .map((file): [string, number] => [file, gzipSize(file)])
    .sort((a, b) => b[1] - a[1])
    .slice(0, 6)
    .map(([file, size]) => `${file} ${size}`)
    .join(", ");

describe("the size budget", () => {
  const pages = existsSync(dist) ? pagesBelow("") : [];

  it("names at most 90,000 bytes of compressed script in any HTML file", () => {
    expect(pages.length).toBeGreaterThan(30);
    for (const page of pages) {
      const html = readFileSync(join(dist, page), "utf8");
      const scripts = named(html, /\s(?:src|data-app|rel="modulepreload"[^>]*href)="([^"]+\.js)"/g);
      expect(scripts.length).toBeGreaterThan(0);
      // Pages with the simulator have a budget of their own.
      if (html.includes("data-simulator=")) continue;
      expect(
        scripts.reduce((sum, file) => sum + gzipSize(file), 0),
        page,
      ).toBeLessThanOrEqual(scriptLimit);
    }
  });

  it("needs only a page's HTML for its first paint", () => {
    for (const page of pages) {
      const head = readFileSync(join(dist, page), "utf8").replaceAll(/<noscript>[\s\S]*?<\/noscript>/g, "");
      expect(head, page).not.toMatch(/<link rel="stylesheet"|<script[^>]* src=/);
      expect(head, page).toMatch(/data-app="[^"]+" data-styles="[^"]+\.css"/);
    }
  });

  it("names with each script all that it imports, so that none is found only when another has arrived", () => {
    for (const page of pages) {
      const html = readFileSync(join(dist, page), "utf8");
      const scripts = startingScripts(html);
      const unnamed = scripts
        .flatMap((script) => [...loadedWith(dist, script)])
        .filter((file) => !scripts.includes(file));
      expect(unnamed, page).toEqual([]);
    }
  });

  it("finds with each script all others that it needs", () => {
    const scripts = readdirSync(join(dist, "assets")).filter((file) => file.endsWith(".js"));
    expect(scripts.length).toBeGreaterThan(100);
    const found = scripts.flatMap((name) => {
      const script = `assets/${name}`;
      const known = new Set([script, ...importedBy(dist, script)]);
      return [...loadedWith(dist, script)].filter((file) => !known.has(file)).map((file) => `${script} needs ${file}`);
    });
    expect(found).toEqual([]);
  });

  it("needs at most 130 KiB for a section: its HTML, style and script", () => {
    for (const page of pages.filter((path) => path.startsWith("learn/"))) {
      const html = readFileSync(join(dist, page), "utf8");
      const files = [...startingScripts(html), ...named(html, /\srel="stylesheet"[^>]*href="([^"]+\.css)"/g)];
      const total = gzipSize(page) + files.reduce((sum, file) => sum + gzipSize(file), 0);
      expect(total, page).toBeLessThanOrEqual(readingLimit);
    }
  });

  it("needs at most 250,000 bytes until the first command of the simulator", () => {
    const withSimulator = pages.filter((page) => readFileSync(join(dist, page), "utf8").includes("data-simulator="));
    expect(withSimulator).toContain("sandbox/index.html");
    for (const page of withSimulator) {
      const html = readFileSync(join(dist, page), "utf8");
      const scripts = startingScripts(html);
      const styles = named(html, /\srel="stylesheet"[^>]*href="([^"]+\.css)"/g);
      const loaded = [...new Set([page, ...styles, ...scripts.flatMap((script) => [...loadedWith(dist, script)])])];
      const total = loaded.reduce((sum, file) => sum + gzipSize(file), 0);
      expect(total, `${page}, ${total - firstCommandLimit} over: ${largest(loaded)}`).toBeLessThanOrEqual(
        firstCommandLimit,
      );
    }
  });

  it("loads little with the first use of each part of the simulator", () => {
    const worker = readdirSync(join(dist, "assets")).find((file) => /^sandbox-worker-.*\.js$/.test(file));
    expect(worker).toBeDefined();
    const started = loadedWith(dist, `assets/${worker ?? ""}`);
    const parts = loadedLater(dist, `assets/${worker ?? ""}`);
    const registry = parts.filter((name) => name.startsWith("assets/registry-"));
    const known = new Set([...started, ...registry]);
    const excess = Object.entries(partLimits).flatMap(([part, limit]) => {
      const file = parts.find((name) => name.startsWith(`assets/${part}-`));
      if (file === undefined) return [`${part} is not a file of its own`];
      const added = [...loadedWith(dist, file)].filter((name) => name === file || !known.has(name));
      const size = added.reduce((sum, name) => sum + gzipSize(name), 0);
      return size <= limit
        ? []
        : [`${part} grew to ${size} bytes, ${size - limit} more than its limit: ${largest(added)}`];
    });
    expect(excess).toEqual([]);
  });

  it("keeps at most 3 MB compressed for offline use on a first visit", () => {
    const total = precacheList(dist).reduce((sum, { url }) => sum + gzipSize(url), 0);
    expect(total).toBeLessThanOrEqual(precacheLimit);
  });
});
