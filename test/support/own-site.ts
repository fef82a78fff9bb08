import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { onTestFinished } from "vitest";
import { serveSite, type Site } from "./site.ts";

const dist = join(import.meta.dirname, "../../dist");

/** A copy of the built site that a test may change, on a server that it may stop; gone after the test. */
export async function ownSite(): Promise<{ folder: string; site: Site }> {
  const folder = mkdtempSync(join(tmpdir(), "drydock-site-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(dist, folder, { recursive: true });
  return { folder, site: await serveSite(folder, { base: "/any/where/" }) };
}

/** Waits until the page says that every page opens without a network. */
export const untilKept = (page: Page) => page.locator(".rail .foot", { hasText: "Works offline" }).waitFor();
