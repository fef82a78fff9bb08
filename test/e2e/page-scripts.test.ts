import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { loadRoutes } from "../../src/ui/routes.tsx";
import { dist } from "../support/built-pages.ts";
import { startingScripts } from "../support/built-scripts.ts";
import { browserSession, type Visit } from "../support/session.ts";

const session = browserSession({ onePageForAll: true });
const routes = await loadRoutes();
/** The last page of each route, which has an id where the route does. Pages with the simulator load their content later. */
const pages = await Promise.all(
  routes
    .filter(({ simulator }) => !simulator)
    .map(async ({ paths }) => (typeof paths === "function" ? await paths() : paths).at(-1)?.slice(1) ?? ""),
);

const scriptsOf = (urls: readonly string[]): string[] =>
  urls.filter((url) => url.endsWith(".js")).map((url) => url.slice(url.indexOf("assets/")));
const namedBy = (path: string): string[] => startingScripts(readFileSync(join(dist, path, "index.html"), "utf8"));

describe("the scripts that a page names", () => {
  let visit: Visit;
  beforeAll(async () => {
    visit = await session.open("settings/");
    // The shell opens the stored progress once the page is idle: what opens it here is the screen.
    await visit.page.route("**/assets/shell-extras-*.js", () => undefined);
    await visit.page.addInitScript(() => {
      // The app reads this when it has loaded the screen and begins to attach to the page.
      let endEarlyPresses: Window["endEarlyPresses"];
      Object.defineProperty(window, "endEarlyPresses", {
        get() {
          const loaded = performance.getEntriesByType("resource").map(({ name }) => name);
          Object.assign(globalThis, { loaded });
          return endEarlyPresses;
        },
        set(end: Window["endEarlyPresses"]) {
          endEarlyPresses = end;
        },
      });
    });
  });

  it.each(pages)("are all that /%s loads before it's drawn", async (path) => {
    const { page, url } = visit;
    await page.goto(url(path));
    await page.waitForFunction(() => "loaded" in globalThis);
    const loaded = await page.evaluate(() => (globalThis as unknown as { loaded: string[] }).loaded);
    const named = namedBy(path);
    expect(scriptsOf(loaded)).toContain(named[0]);
    expect(scriptsOf(loaded).filter((file) => !named.includes(file))).toEqual([]);
  });

  it.each(["practice/", "quiz/", "exam/", "results/", "progress/"])("read the progress for /%s", async (path) => {
    const { page, url } = visit;
    const readers = ["open-progress", "read-progress"].map((name) => page.waitForRequest(`**/assets/${name}-*.js`));
    await page.goto(url(path));
    const requests = await Promise.all(readers);
    expect(namedBy(path)).toEqual(expect.arrayContaining(scriptsOf(requests.map((request) => request.url()))));
  });
});
