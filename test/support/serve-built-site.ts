import { existsSync } from "node:fs";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { serveSite } from "./site.ts";

declare module "vitest" {
  interface ProvidedContext {
    siteUrl: string;
  }
}

/** Serves the built site from a sub-path for all browser tests; `npm test` builds it first. */
export default async function serveBuiltSite({ provide, config }: TestProject): Promise<() => Promise<void>> {
  const dist = join(config.root, "dist");
  if (!existsSync(join(dist, "index.html"))) throw new Error("dist/ is missing: run `npm run build` first");
  const site = await serveSite(dist, { base: "/study/acr/" });
  provide("siteUrl", site.url);
  return () => site.stop();
}
