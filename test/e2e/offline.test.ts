import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formerList } from "../../src/offline/build.ts";
import { formerCacheName } from "../../src/offline/former.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";
import { ownSite, untilKept } from "../support/own-site.ts";

const session = browserSession();
/** Puts a newer version of the site in place: a page and the worker's list of files change. */
function publish(folder: string, mark: string): void {
  const home = join(folder, "index.html");
  const worker = join(folder, "service-worker.js");
  writeFileSync(home, readFileSync(home, "utf8").replace("</title>", ` ${mark}</title>`));
  const list = readFileSync(worker, "utf8").replace(
    /((?:"?url"?:["'`])index\.html["'`],\s*"?revision"?:["'`])[0-9a-f]+/,
    `$1${mark}`,
  );
  expect(list).toContain(mark);
  writeFileSync(worker, list);
}

describe("without a network", () => {
  it("opens every kind of page by its address after one visit, with its text, search and quiz", async () => {
    const { site } = await ownSite();
    const visit = await session.open("", { at: site.url, offline: true });
    const { page } = visit;
    await untilKept(page);
    await site.stop();

    for (const [path, heading] of [
      ["learn/tiers/", /tiers/i],
      ["compare/tiers/", /tiers/i],
      ["walkthroughs/", /walkthrough|command/i],
      ["facts/", /^Facts/],
      ["practice/", /Practice|quiz/i],
      ["settings/", /Settings/],
    ] as const) {
      await page.goto(site.url + path);
      await expect.poll(() => page.locator("main h1").innerText()).toMatch(heading);
    }
    await page.keyboard.press("/");
    await page.keyboard.type("geo");
    await expect.poll(() => page.getByRole("option").count()).toBeGreaterThan(3);
    await page.keyboard.press("Escape");

    await page.goto(`${site.url}practice/`);
    await page.getByRole("button", { name: /start the quiz/i }).click();
    await page.locator(".item-form").waitFor();
    expectNoFaults({ ...visit, strangers: [] });
  });

  it("starts every program of the sandbox after one visit to another page", async () => {
    const { site } = await ownSite();
    const visit = await session.open("", { at: site.url, offline: true });
    const { page } = visit;
    await untilKept(page);
    await site.stop();

    await page.goto(`${site.url}sandbox/`);
    await page.getByRole("button", { name: "Start with Empty" }).click();
    const field = page.getByRole("textbox", { name: /^Command/ });
    const programs = [
      "az",
      "docker",
      "kubectl",
      "helm",
      "oras",
      "skopeo",
      "notation",
      "git",
      "jq",
      "curl",
      "dig",
      "ls",
    ];
    for (const line of [...programs.map((name) => `${name} --help`), "az acr list | jq length"]) {
      await field.fill(line);
      await field.press("Enter");
      const block = page.getByRole("article", { name: `Command ${line}`, exact: true });
      await block.waitFor();
      expect(await block.textContent(), line).not.toMatch(
        /cannot be loaded|fault of the simulator|isn't on this device/,
      );
    }
  });

  it("keeps a half-given answer through a killed browser, started again offline", async () => {
    const { site } = await ownSite();
    const { page, context } = await session.open("practice/", { at: site.url, offline: true });
    await untilKept(page);
    await page.getByRole("button", { name: /start the quiz/i }).click();
    await page.locator(".item-form").waitFor();
    const address = page.url();
    while ((await page.locator(".choice input").count()) === 0) {
      await page.getByRole("button", { name: "Next", exact: true }).click();
    }
    await page.locator(".choice input").first().check();
    await page.getByRole("status").filter({ hasText: "Saved" }).waitFor();
    const item = await page.locator("main h1").innerText();
    await page.close();
    await site.stop();

    const again = await context.newPage();
    await again.goto(address);
    await expect.poll(() => again.locator("main h1").innerText()).toBe(item);
    await expect.poll(() => again.locator(".choice input").first().isChecked()).toBe(true);
  });

  it("answers an address that leads nowhere with the nearest pages", async () => {
    const { site } = await ownSite();
    const { page } = await session.open("", { at: site.url, offline: true });
    await untilKept(page);
    await site.stop();
    await page.goto(`${site.url}learn/teirs/`);
    await expect.poll(() => page.locator("main").innerText()).toContain("/learn/teirs/");
    await page.getByRole("link", { name: /tiers/i }).first().waitFor();
  });
});

describe("a new version", () => {
  it("waits quietly, takes over when asked, and reloads from itself", async () => {
    const { folder, site } = await ownSite();
    const { page } = await session.open("", { at: site.url, offline: true });
    await untilKept(page);
    publish(folder, "0000beef");
    await page.reload();
    await page.getByText("New version ready").waitFor();
    // The page on screen is still the old one.
    expect(await page.evaluate(async () => (await fetch(location.href)).text())).not.toContain("0000beef");
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Reload" }).click()]);
    await expect
      .poll(() => page.evaluate(async () => (await fetch(location.href)).text()).catch(() => ""))
      .toContain("0000beef");
    await site.stop();
    await page.reload();
    expect(await page.getByRole("heading", { level: 1 }).innerText()).not.toBe("");
  });

  it("keeps what only attempts from before need; a first visit doesn't load it", async () => {
    const { folder, site } = await ownSite();
    const { page } = await session.open("", { at: site.url, offline: true });
    await untilKept(page);
    const kept = () =>
      page.evaluate(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => url), formerCacheName);
    expect(await kept()).toEqual([]);
    publish(folder, "0000face");
    await page.reload();
    await page.getByText("New version ready").waitFor();
    const files = formerList(folder).map((path) => site.url + path);
    expect(files.length).toBeGreaterThan(20);
    expect((await kept()).sort()).toEqual(files.sort());
  });

  it("never interrupts a quiz: not its own tab, and not another", async () => {
    const { folder, site } = await ownSite();
    const { page, context } = await session.open("practice/", { at: site.url, offline: true });
    await untilKept(page);
    await page.getByRole("button", { name: /start the quiz/i }).click();
    await page.locator(".item-form").waitFor();
    publish(folder, "0000cafe");
    await page.reload();
    const item = await page.locator(".item-form .stem").innerText();

    const other = await context.newPage();
    await other.goto(site.url);
    await other.getByText("New version ready").waitFor();
    expect(await page.getByText("New version ready").count()).toBe(0);
    await other.getByRole("button", { name: "Reload" }).click();
    await other.getByText("A quiz is open in another tab").waitFor();
    expect(await page.locator(".item-form .stem").innerText()).toBe(item);
    await site.stop();
  });
});
