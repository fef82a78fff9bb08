import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject } from "vitest";
import { waitPatiently } from "./patience.ts";

/** Pages of the browser that all test files share; they note everything a page must not do. */
export interface Session {
  /**
   * Opens a page in a fresh profile: no progress, no service worker. First-visit questions are answered unless asked for.
   * The first page of a test has a warm browser profile, emptied before it; every other call gets a profile of its own.
   */
  open(path: string, options?: OpenOptions): Promise<Visit>;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Leaves the first visit as it is. */
  newcomer?: boolean;
  settings?: Record<string, unknown>;
  /** Root of a site of the test's own; else the one that all tests share. */
  at?: string;
  /** Opens a profile whose cache is empty, too, for tests that hold requests back or change what they bring. */
  emptyCache?: boolean;
  /** Lets the site install its service worker, which fetches every file. */
  offline?: boolean;
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
const desktop = { width: 1280, height: 900 };

/** A browser profile that a test file uses for one test after the other. */
interface WarmProfile {
  context: BrowserContext;
  taken: boolean;
  /** Closes what a test left open and forgets all it stored. */
  clear(): Promise<void>;
}

async function warmProfile(browser: Browser, origin: string): Promise<WarmProfile> {
  const context = await browser.newContext({ viewport: desktop });
  waitPatiently(context);
  await withoutServiceWorkers(context);
  const keeper = await context.newPage();
  const devtools = await context.newCDPSession(keeper);
  return {
    context,
    taken: false,
    async clear() {
      await Promise.all(context.pages().map((page) => (page === keeper ? undefined : page.close())));
      await context.unrouteAll({ behavior: "ignoreErrors" });
      context.removeAllListeners("request");
      await context.clearPermissions();
      await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "all" });
    },
  };
}

/** Keeps the site from installing its service worker, as a private window does. */
const withoutServiceWorkers = (context: BrowserContext): Promise<unknown> =>
  context.addInitScript(() => Object.defineProperty(Navigator.prototype, "serviceWorker", { value: undefined }));

/** What a page can be given after its profile was made. */
const givenToPages = new Set(["viewport", "permissions", "forcedColors", "colorScheme", "reducedMotion"]);

/**
 * Registers start and end of the browser's profiles with the test file and returns how to open pages. With `onePageForAll`
 * the tests of the file share what they opened, and nothing is emptied between them.
 */
export function browserSession({ onePageForAll = false } = {}): Session {
  let browser: Browser;
  let warm: WarmProfile;
  let own: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await chromium.connect(inject("browserAddress"));
    warm = await warmProfile(browser, new URL(inject("siteUrl")).origin);
  });
  afterEach(async () => {
    if (onePageForAll) return;
    await Promise.all(own.map((context) => context.close()));
    own = [];
    if (warm.taken) await warm.clear();
    warm.taken = false;
  });
  afterAll(() => browser.close());

  const contextFor = async ({ at, offline, emptyCache, ...options }: OpenOptions): Promise<BrowserContext> => {
    const fits = Object.keys(options).every((name) => givenToPages.has(name));
    if (fits && !offline && !emptyCache && at === undefined && !warm.taken) {
      warm.taken = true;
      await warm.context.grantPermissions(options.permissions ?? []);
      return warm.context;
    }
    const context = await browser.newContext({ viewport: desktop, ...options });
    own.push(context);
    waitPatiently(context);
    if (!offline) await withoutServiceWorkers(context);
    return context;
  };

  return {
    async open(path, { newcomer, settings, ...options } = {}) {
      const root = options.at ?? inject("siteUrl");
      const context = await contextFor(options);
      const page = await context.newPage();
      const { viewport, forcedColors = null, colorScheme = null, reducedMotion = null } = options;
      await page.setViewportSize(viewport ?? desktop);
      await page.emulateMedia({ forcedColors, colorScheme, reducedMotion });
      if (!newcomer) {
        const stored = JSON.stringify({ ...answered, ...settings });
        await page.addInitScript((text) => {
          if (localStorage.getItem("drydock.settings") === null) localStorage.setItem("drydock.settings", text);
        }, stored);
      }
      const faults: string[] = [];
      const strangers: string[] = [];
      page.on("console", (message) => {
        if (message.type() === "error") faults.push(message.text());
      });
      page.on("pageerror", (error) => faults.push(String(error)));
      context.on("request", (request) => {
        const url = request.url();
        if (!url.startsWith(root) && !/^(data|blob):/.test(url)) strangers.push(url);
      });
      await page.goto(root + path);
      return { page, context, faults, strangers, url: (below) => root + below };
    },
  };
}

/** Waits until what comes after the first paint is there: the stored progress and the live parts of the text. */
export const untilComplete = (page: Page): Promise<unknown> =>
  page.waitForFunction(
    () =>
      document.querySelector(".rail .count")?.textContent !== "" &&
      [...document.querySelectorAll("[data-check]")].every((check) => check.querySelector(".item-form")),
  );

export const expectNoFaults = ({ faults, strangers }: Visit): void => {
  expect(faults).toEqual([]);
  expect(strangers).toEqual([]);
};
