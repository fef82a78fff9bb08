import { afterEach, describe, expect, it, vi } from "vitest";
import { withHashes } from "../../src/prerender/first-paint.ts";
import { pageHtml } from "../../src/prerender/page-html.ts";
import { siteFiles } from "../../src/prerender/plugin.ts";

const template = `<!doctype html>
<html><head><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<title>x</title><meta name="description" content="x">
<script src="./boot.js"></script>
<script type="module" crossorigin src="./assets/index-1.js"></script>
</head><body><div id="root"></div></body></html>`;

const page = {
  path: "/learn/tiers/",
  title: 'Tiers "and" more',
  description: "What each <tier> unlocks",
  found: true,
  html: "<h1>Tiers</h1>",
  module: undefined,
  content: [],
  opens: undefined,
  simulator: false,
};

const manifest = {
  "index.html": { file: "assets/index-1.js", imports: ["_react.js"] },
  "_react.js": { file: "assets/react-1.js" },
  "_terminal.js": { file: "assets/terminal-1.js", imports: ["_react.js"] },
  "src/ui/sandbox/sandbox-screen.tsx": { file: "assets/sandbox-1.js", imports: ["_terminal.js"] },
  "src/ui/compare/compare-screen.tsx": { file: "assets/compare-1.js", imports: ["_react.js"] },
  "virtual:drydock/comparison/tiers": { file: "assets/tiers-1.js" },
};
const parts = { manifest, worker: "assets/worker-1.js" };

afterEach(() => vi.unstubAllEnvs());

describe("a page of the build", () => {
  it("holds its text, its own title and description, and links that lead up to the root", () => {
    const html = pageHtml(template, page, "../../", parts);
    expect(html).toContain("<title>Tiers &quot;and&quot; more</title>");
    expect(html).toContain('content="What each &lt;tier> unlocks"');
    expect(html).toContain('<div id="root"><h1>Tiers</h1></div>');
    expect(html).toContain('src="../../boot.js"');
  });

  it("leaves the app's script to the boot file, which asks for it after the first paint", () => {
    const html = pageHtml(template, page, "../../", parts);
    expect(html).toContain('data-app="../../assets/index-1.js"');
    expect(html).not.toContain("<script type");
  });

  it("names the simulator and every script of its screen, so that none waits for another", () => {
    const screen = { ...page, path: "/sandbox/", module: "src/ui/sandbox/sandbox-screen.tsx", simulator: true };
    const html = pageHtml(template, screen, "../", parts);
    const besides = ["react-1", "sandbox-1", "terminal-1"].map((name) => `../assets/${name}.js`).join(" ");
    expect(html).toContain(
      `data-simulator="../assets/worker-1.js" data-scripts="${besides}" data-app="../assets/index-1.js"`,
    );
    expect(pageHtml(template, { ...screen, simulator: false }, "../", parts)).not.toContain("worker");
  });

  it("hands the boot file every script of its screen and its content, which are asked for after the first paint", () => {
    const compare = {
      ...page,
      path: "/compare/tiers/",
      module: "src/ui/compare/compare-screen.tsx",
      content: ["virtual:drydock/comparison/tiers"],
    };
    const html = pageHtml(template, compare, "../../", parts);
    const files = ["react-1", "compare-1", "tiers-1"].map((name) => `../../assets/${name}.js`);
    expect(html).toContain(` data-scripts="${files.join(" ")}"`);
    expect(html).not.toContain("modulepreload");
    expect(() => pageHtml(template, { ...compare, content: ["virtual:drydock/nothing"] }, "../../", parts)).toThrow(
      /no module virtual:drydock\/nothing, which \/compare\/tiers\/ needs/,
    );
  });

  it("tells the boot file which fragments open something", () => {
    const html = pageHtml(template, { ...page, opens: "[#&](?:world|share)=" }, "../../", parts);
    expect(html).toContain(' data-opens="[#&amp;](?:world|share)="');
    expect(pageHtml(template, page, "../../", parts)).not.toContain("data-opens");
  });

  it("has its absolute address only when the site's is known", () => {
    expect(pageHtml(template, page, "../../", parts)).not.toContain("canonical");
    expect(siteFiles([page.path])["sitemap.xml"]).toBeUndefined();
    vi.stubEnv("SITE_URL", "https://study.example/acr/");
    const link = '<link rel="canonical" href="https://study.example/acr/learn/tiers/">';
    expect(pageHtml(template, page, "../../", parts)).toContain(link);
    const files = siteFiles([page.path]);
    expect(files["sitemap.xml"]).toContain("<loc>https://study.example/acr/learn/tiers/</loc>");
    expect(files["robots.txt"]).toContain("Sitemap: https://study.example/acr/sitemap.xml");
  });

  it("of an unknown address is kept out of indexes and allows its one script by its hash", () => {
    const html = pageHtml(template, { ...page, found: false }, "./", parts);
    expect(html).toContain("noindex");
    expect(withHashes(html)).toMatch(/script-src 'self' 'sha256-[A-Za-z0-9+/=]+'/);
    expect(withHashes(html)).not.toContain("unsafe");
  });
});
