import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Problems } from "../../src/content/build/problems.ts";
import { readTemplates } from "../../src/content/build/templates.ts";
import { builtPages, dist } from "../support/built-pages.ts";
import { browserSession } from "../support/session.ts";

const session = browserSession();
/** Templates of the sandbox that a link may name. */
const templates = new Set(readTemplates(join(import.meta.dirname, "../.."), new Problems()).map(({ id }) => id));
const pages = new Map(builtPages().map((path) => [path, readFileSync(join(dist, path, "index.html"), "utf8")]));
const sections = [...pages].filter(([path]) => path.startsWith("learn/") && path !== "learn/");
/** Most bytes of HTML in one file. */
const mostBytes = 120_000;

describe("the built files", () => {
  it("cover the whole site", () => {
    expect(pages.size).toBeGreaterThan(30);
  });

  it.each([...pages])("/%s is at most 120 KB of HTML", (_path, html) => {
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(mostBytes);
  });

  it.each(sections)("/%s holds the whole section in its HTML", (_path, html) => {
    const text = html.slice(html.indexOf("data-section"), html.indexOf("</main>")).replace(/<[^>]+>/g, " ");
    expect(text.split(/\s+/).length).toBeGreaterThan(150);
    expect(html).toMatch(/<h2/);
  });

  it("show a section and the facts without script", async () => {
    const { page, url } = await session.open("learn/tiers/", { javaScriptEnabled: false });
    const section = page.locator("[data-section]");
    expect((await section.innerText()).split(/\s+/).length).toBeGreaterThan(150);
    expect(await section.locator("h2").count()).toBeGreaterThan(0);
    await page.goto(url("facts/#webhooks"));
    await page.locator("#webhooks a").click();
    expect(await page.locator("#webhooks").innerText()).toMatch(/Chapter[\s\S]*Azure today/);
  });

  it("have a strict policy each, which names what is inline by its hash, and no inline attributes", () => {
    for (const [path, html] of pages) {
      const policy = /Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? "";
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).not.toMatch(/unsafe|https?:|\*/);
      const inline = [...html.matchAll(/<(script|style)(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/\1>/g)];
      expect(inline.map(([, tag]) => tag).sort(), path).toEqual(["script", "style"]);
      for (const [, tag = "", text = ""] of inline) {
        const hash = createHash("sha256").update(text).digest("base64");
        expect(policy.match(new RegExp(`${tag}-src ([^;]+)`))?.[1]?.split(" "), path).toContain(`'sha256-${hash}'`);
      }
      expect(html, path).not.toMatch(/\sstyle="|\son[a-z]+="/);
    }
  });

  it("keep every link inside the site alive, fragments too", () => {
    const broken: string[] = [];
    const ids = new Map([...pages].map(([path, html]) => [path, new Set(html.match(/(?<=\bid=")[^"]+/g))]));
    for (const [path, html] of pages) {
      const body = html.slice(html.indexOf("<body"));
      for (const [, href = ""] of body.matchAll(/<a [^>]*href="([^"]+)"/g)) {
        if (href.startsWith("https:")) continue;
        const target = new URL(href.replaceAll("&amp;", "&"), `http://site/${path}`);
        const place = target.pathname.slice(1);
        const template = place === "sandbox/" ? new URLSearchParams(target.hash.slice(1)).get("template") : null;
        const id = decodeURIComponent(target.hash.slice(1));
        const live = /^(practice|quiz|results)\/$/.test(place);
        const alive =
          template === null
            ? pages.has(place) && (id === "" || live || ids.get(place)?.has(id))
            : templates.has(template);
        if (!alive) broken.push(`${path}: ${href}`);
      }
    }
    expect(broken).toEqual([]);
  });
});
