import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { startBrowser } from "./browser.ts";
import { serveSite } from "./site.ts";

declare module "vitest" {
  interface ProvidedContext {
    siteUrl: string;
    /** Where the one browser of all test files takes connections. */
    browserAddress: string;
  }
}

/** Serves the built site from a sub-path and starts one browser for all browser tests; `npm test` builds the site first. */
export default async function serveBuiltSite({ provide, config }: TestProject): Promise<() => Promise<void>> {
  const dist = join(config.root, "dist");
  if (!existsSync(join(dist, "index.html"))) throw new Error("dist/ is missing: run `npm run build` first");
  const [site, browser] = await Promise.all([serveSite(dist, { base: "/study/acr/" }), startBrowser()]);
  provide("siteUrl", site.url);
  provide("browserAddress", browser.wsEndpoint());
  return async () => {
    await browser.close();
    await site.stop();
  };
}
