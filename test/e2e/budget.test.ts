import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { precacheList } from "../../src/offline/build.ts";

const dist = join(import.meta.dirname, "../../dist");
const scriptLimit = 90_000;
const readingLimit = 130 * 1024;
const precacheLimit = 3 * 1024 * 1024;

const gzipSize = (file: string): number => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;
const pagesBelow = (folder: string): string[] =>
  readdirSync(join(dist, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? pagesBelow(`${folder}${entry.name}/`)
      : entry.name.endsWith(".html")
        ? [folder + entry.name]
        : [],
  );

/** Files that a page names in its HTML, below the root. */
function named(html: string, tag: RegExp): string[] {
  return [...html.matchAll(tag)].map((match) => (match[1] ?? "").replace(/^(\.\.?\/)+|^\//, ""));
}

describe("the size budget", () => {
  const pages = existsSync(dist) ? pagesBelow("") : [];

  it("names at most 90,000 bytes of compressed script in any HTML file", () => {
    expect(pages.length).toBeGreaterThan(30);
    for (const page of pages) {
      const html = readFileSync(join(dist, page), "utf8");
      const scripts = named(html, /\s(?:src|data-app|rel="modulepreload"[^>]*href)="([^"]+\.js)"/g);
      expect(scripts.length).toBeGreaterThan(0);
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

  it("needs at most 130 KiB for a section: its HTML, style and script", () => {
    for (const page of pages.filter((path) => path.startsWith("learn/"))) {
      const html = readFileSync(join(dist, page), "utf8");
      const files = named(
        html,
        /\s(?:src|data-app|rel="modulepreload"[^>]*href|rel="stylesheet"[^>]*href)="([^"]+\.(?:js|css))"/g,
      );
      const total = gzipSize(page) + files.reduce((sum, file) => sum + gzipSize(file), 0);
      expect(total, page).toBeLessThanOrEqual(readingLimit);
    }
  });

  it("keeps at most 3 MB compressed for offline use", () => {
    const total = precacheList(dist).reduce((sum, { url }) => sum + gzipSize(url), 0);
    expect(total).toBeLessThanOrEqual(precacheLimit);
  });
});
