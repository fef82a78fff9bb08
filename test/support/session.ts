import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject } from "vitest";
import { launchBrowser } from "./browser.ts";

/** One browser per test file, and pages that note everything a page must not do. */
export interface Session {
  /** A page in a fresh profile: no progress, no service worker. First-visit questions are answered unless asked for. */
  open(path: string, options?: OpenOptions): Promise<Visit>;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Leaves the first visit as it is. */
  newcomer?: boolean;
  settings?: Record<string, unknown>;
  /** Root of a site of the test's own; else the one that all tests share. */
  at?: string;
}

export interface Visit {
  page: Page;
  context: BrowserContext;
  /** Console errors, uncaught errors and policy violations so far. */
  faults: string[];
  /** Requests to any other origin so far. */
  strangers: string[];
  url(path: string): string;
}

const answered = { profileChosen: true, dismissed: ["install", "persist"] };

/** Registers start and end of a browser with the test file and returns how to open pages. */
export function browserSession(): Session {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    await browser.close();
  });
  return {
    async open(path, { newcomer, settings, at, ...options } = {}) {
      const root = at ?? inject("siteUrl");
      const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
      contexts.push(context);
      if (!newcomer) {
        const stored = JSON.stringify({ ...answered, ...settings });
        await context.addInitScript((text) => {
          if (localStorage.getItem("drydock.settings") === null) localStorage.setItem("drydock.settings", text);
        }, stored);
      }
      const page = await context.newPage();
      const faults: string[] = [];
      const strangers: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      page.on("pageerror", (error) => faults.push(String(error)));
      context.on("request", (request) => {
        if (
          !request.url().startsWith(root) &&
          !request.url().startsWith("data:") &&
          !request.url().startsWith("blob:")
        ) {
          strangers.push(request.url());
        }
      });
      await page.goto(root + path);
      return { page, context, faults, strangers, url: (below) => root + below };
    },
  };
}

/** Waits until what comes after the first paint is there: the stored progress and the live parts of the text. */
export const untilComplete = (page: Page): Promise<void> =>
  expect
    .poll(
      () =>
        page.evaluate(
          () =>
            document.querySelector(".rail .count")?.textContent !== "" &&
            [...document.querySelectorAll("[data-check]")].every((check) => check.querySelector(".item-form")),
        ),
      { timeout: 30_000 },
    )
    .toBe(true);

/** Accessibility violations of the page as it stands, one line each. */
export async function violations(page: Page, { forcedColors = false } = {}): Promise<string[]> {
  const result = await new AxeBuilder({ page })
    // In forced colours the system chooses the colours, and axe still computes ours.
    .disableRules(forcedColors ? ["color-contrast"] : [])
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
    .analyze();
  return result.violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map((node) => node.target.join(" "))
        .slice(0, 3)
        .join(", ")}`,
  );
}

export const expectNoFaults = ({ faults, strangers }: Visit): void => {
  expect(faults).toEqual([]);
  expect(strangers).toEqual([]);
};
