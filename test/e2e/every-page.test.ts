import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Problems } from "../../src/content/build/problems.ts";
import { readTemplates } from "../../src/content/build/templates.ts";
import { browserSession, expectNoFaults, untilComplete, violations } from "../support/session.ts";

const dist = join(import.meta.dirname, "../../dist");
const session = browserSession();

const pagesBelow = (folder: string): string[] =>
  readdirSync(join(dist, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? pagesBelow(`${folder}${entry.name}/`) : entry.name === "index.html" ? [folder] : [],
  );
const problems = new Problems();
/** Start states of the sandbox that a link may name. */
const states = new Set(readTemplates(join(import.meta.dirname, "../.."), problems).map(({ id }) => id));

const pages = existsSync(dist) ? pagesBelow("") : [];

describe("every page", () => {
  it("covers the whole site", () => {
    expect(pages.length).toBeGreaterThan(30);
  });

  it.each(pages)("/%s opens without a fault, asks no other origin and passes axe", async (path) => {
    const visit = await session.open(path);
    await untilComplete(visit.page);
    expect(await visit.page.locator("h1").count()).toBe(1);
    expect(await violations(visit.page)).toEqual([]);
    expectNoFaults(visit);
  });

  it.each([
    "",
    "learn/tiers/",
    "compare/tiers/",
    "facts/",
    "practice/",
    "settings/",
    "walkthroughs/create/",
    "walkthroughs/create/try/",
    "reference/",
  ])("/%s passes axe in the dark, on a phone, in forced colours, and does not scroll sideways", async (path) => {
    const visit = await session.open(path, {
      viewport: { width: 360, height: 640 },
      settings: { theme: "dark" },
      forcedColors: path === "learn/tiers/" ? "active" : "none",
    });
    await untilComplete(visit.page);
    expect(await visit.page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    expect(await violations(visit.page, { forcedColors: path === "learn/tiers/" })).toEqual([]);
    const wide = () => visit.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(await wide()).toBeLessThanOrEqual(0);
    await visit.page.setViewportSize({ width: 320, height: 640 });
    expect(await wide()).toBeLessThanOrEqual(0);
    expectNoFaults(visit);
  });

  it.each(pages.filter((path) => path.startsWith("learn/") && path !== "learn/"))(
    "/%s is whole without script",
    async (path) => {
      const visit = await session.open(path, { javaScriptEnabled: false });
      const section = visit.page.locator("[data-section]");
      expect((await section.innerText()).split(/\s+/).length).toBeGreaterThan(150);
      expect(await section.locator("h2").count()).toBeGreaterThan(0);
    },
  );

  it("has a strict policy in every file, and no inline script or style", () => {
    for (const path of pages) {
      const html = readFileSync(join(dist, path, "index.html"), "utf8");
      const policy = /Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? "";
      expect(policy, path).toContain("default-src 'none'");
      expect(policy, path).not.toMatch(/unsafe|https?:|\*/);
      expect(html, path).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle="|\son[a-z]+="/);
    }
  });

  it("keeps every link inside the site alive, fragments too", () => {
    const known = new Map(pages.map((path) => [path, readFileSync(join(dist, path, "index.html"), "utf8")]));
    const broken: string[] = [];
    for (const [path, html] of known) {
      const body = html.slice(html.indexOf("<body"));
      for (const [, href = ""] of body.matchAll(/<a [^>]*href="([^"]+)"/g)) {
        if (href.startsWith("https:")) continue;
        const target = new URL(href.replaceAll("&amp;", "&"), `http://site/${path}`);
        const page = known.get(target.pathname.slice(1));
        const state =
          target.pathname === "/sandbox/" ? new URLSearchParams(target.hash.slice(1)).get("template") : null;
        if (state !== null) {
          if (!states.has(state)) broken.push(`${path}: ${href}`);
          continue;
        }
        const id = decodeURIComponent(target.hash.slice(1));
        const live = /^\/(practice|quiz|results)\/$/.test(target.pathname);
        if (page === undefined || (id !== "" && !live && !page.includes(`id="${id}"`))) broken.push(`${path}: ${href}`);
      }
    }
    expect(broken).toEqual([]);
  });
});
