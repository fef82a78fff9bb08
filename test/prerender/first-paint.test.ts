import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CriticalStyles, withFirstPaint, withHashes } from "../../src/prerender/first-paint.ts";

const html = `<!doctype html>
<html data-theme="light"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'">
    <link rel="stylesheet" crossorigin href="../app.css">
<script src="../boot.js" data-app="../app.js"></script>
</head><body><main class="text"><p>Tiers</p></main></body></html>`;
const css = `.text{color:navy}.dialog{color:red}[data-theme="dark"] .text{color:white}@media (width<400px){.text{margin:0}}`;

let folder: string;
let page: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "drydock-first-paint-"));
  writeFileSync(join(folder, "app.css"), css);
  page = withHashes(await withFirstPaint(html, new CriticalStyles(folder), "boot()"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const part = (pattern: RegExp) => pattern.exec(page)?.[1] ?? "";
const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

describe("the first paint of a page", () => {
  it("has the rules of what is on the page and of every setting, and no others", () => {
    const style = part(/<style>(.*?)<\/style>/s);
    for (const rule of ["navy", "white", "margin"]) expect(style).toContain(rule);
    expect(style).not.toContain("red");
  });

  it("waits for no file: the style sheets come later, or as usual without script", () => {
    expect(page.replace(/<noscript>.*?<\/noscript>/s, "")).not.toMatch(/<link rel="stylesheet"|<script[^>]* src=/);
    expect(part(/<noscript>(.*?)<\/noscript>/s)).toBe('<link rel="stylesheet" crossorigin href="../app.css">');
    expect(page).toContain('<script data-app="../app.js" data-styles="../app.css">boot()</script>');
  });

  it("is allowed by hashes of exactly these bytes", () => {
    expect(part(/script-src ([^;]+)/)).toBe(`'self' ${hash("boot()")}`);
    expect(part(/style-src ([^;]+)/)).toBe(`'self' ${hash(part(/<style>(.*?)<\/style>/s))}`);
    expect(page).toContain("img-src 'self'\"");
  });
});
