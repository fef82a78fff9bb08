import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { goHeld } from "../support/go-held.ts";
import { openSandbox } from "../support/open-sandbox.ts";
import { browserSession, expectNoFaults, untilComplete } from "../support/session.ts";
import { startExam } from "../support/start-exam.ts";

const session = browserSession();
const field = (page: Page) => page.getByRole("combobox", { name: /search/i });
async function openSearch(page: Page, keys: string): Promise<void> {
  await page.keyboard.press(keys);
  await field(page).waitFor();
}
const options = (page: Page) => page.getByRole("option");

describe("search", () => {
  it("opens by / or Ctrl+K, finds a misspelt fact, and goes there by keyboard alone", async () => {
    const visit = await session.open("learn/tiers/");
    const { page } = visit;
    await openSearch(page, "/");
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await openSearch(page, "Control+k");
    await page.keyboard.type("geo-replicaton");
    await expect.poll(() => options(page).count()).toBeGreaterThan(2);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowUp");
    const title = await page.locator('[role="option"][aria-selected="true"] .title').innerText();
    await page.keyboard.press("Enter");
    await field(page).waitFor({ state: "detached" });
    expect(title).toMatch(/replicat/i);
    expect(page.url()).not.toMatch(/learn\/tiers\/$/);

    // What was found is offered first the next time.
    await openSearch(page, "Control+k");
    await expect.poll(() => options(page).first().innerText()).toContain(title);
    expectNoFaults(visit);
  });

  it("opens again although the palette has only just begun to close", async () => {
    const { page } = await session.open("");
    await openSearch(page, "Control+k");
    await page.evaluate(() => {
      document.querySelector<HTMLDialogElement>("dialog[open]")?.close();
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true }));
    });
    await page.keyboard.type("webhook");
    await expect.poll(() => options(page).first().innerText()).toMatch(/webhook/i);
  });

  it("says when nothing matches, and how to go on", async () => {
    const { page } = await session.open("");
    await openSearch(page, "Control+k");
    await page.keyboard.type("qqqzzz xxyyww");
    await page.getByText("Nothing matches").waitFor();
    expect(await options(page).count()).toBe(0);
  });

  it("does what an action says", async () => {
    const { page } = await session.open("");
    await openSearch(page, "/");
    await page.keyboard.type("dark theme");
    await expect.poll(() => options(page).first().innerText()).toContain("Dark theme");
    await page.keyboard.press("Enter");
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
  });

  it("finds a question that was answered inside a section", async () => {
    const { page } = await session.open("learn/tiers/");
    const check = page.locator("[data-check]").first();
    await check.locator(".choice input").first().check();
    const stem = await check.locator(".stem").innerText();
    await check.getByRole("button", { name: "Check", exact: true }).click();
    await check.locator(".feedback").waitFor();
    await openSearch(page, "Control+k");
    await page.keyboard.type(stem.split(/\s+/).slice(0, 6).join(" "));
    await options(page).filter({ hasText: "Answered question" }).first().waitFor();
  });
});

describe("a page whose script is still on its way", () => {
  async function openHeld(path: string): Promise<{ page: Page; release(): void }> {
    const visit = await session.open("learn/");
    const release = await goHeld(visit, path);
    await visit.page.locator("main h1").waitFor();
    return { page: visit.page, release };
  }

  it("opens search with what was typed meanwhile", async () => {
    const { page, release } = await openHeld("learn/tiers/");
    await page.keyboard.press("/");
    await page.keyboard.type("webhook");
    release();
    await field(page).waitFor();
    expect(await field(page).inputValue()).toBe("webhook");
    await expect.poll(() => options(page).first().innerText()).toMatch(/webhook/i);
  });

  it("keeps pressed buttons and filled fields", async () => {
    const { page, release } = await openHeld("facts/");
    await page.getByRole("button", { name: "Azure today" }).click();
    await page.getByRole("searchbox").fill("soft delete");
    release();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset["profile"])).toBe("azure");
    await expect.poll(() => page.locator("#softDelete").isVisible()).toBe(true);
    await expect.poll(() => page.locator("#contentTrust").isVisible()).toBe(false);
    expect(await page.getByRole("searchbox").inputValue()).toBe("soft delete");
  });

  it("does once what is asked for while it is hydrated", async () => {
    const visit = await session.open("learn/");
    const { page, context } = visit;
    const before = await page.evaluate(() => document.documentElement.dataset["theme"]);
    const devtools = await context.newCDPSession(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 20 });
    await page.addInitScript(() => {
      const isMarked = (element: Element | null, mark: string) =>
        element !== null && Object.keys(element).some((key) => key.startsWith(mark));
      const look = () => {
        if (!isMarked(document.getElementById("root"), "__reactContainer")) return void setTimeout(look);
        const isHydrated = isMarked(document.querySelector("main h1"), "__reactFiber");
        document.querySelector<HTMLElement>("[aria-label='Switch between light and dark theme']")?.click();
        Object.assign(globalThis, { isHydrated });
      };
      look();
    });
    await page.goto(visit.url("learn/tiers/"));
    await page.waitForFunction(() => "isHydrated" in globalThis);
    expect(await page.evaluate(() => (globalThis as unknown as { isHydrated: boolean }).isHydrated)).toBe(false);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await page.keyboard.press("/");
    await field(page).waitFor();
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).not.toBe(before);
  });

  it("hands over what was pressed before React knew the page, and not what React answers itself", async () => {
    const { page } = await openHeld("facts/");
    const kept = await page.evaluate(() => {
      const button = document.querySelector<HTMLElement>("header button");
      button?.click();
      window.endEarlyPresses?.();
      button?.click();
      let heard = 0;
      window.addEventListener("keydown", () => (heard += 1));
      document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "/", bubbles: true }));
      return [...(window.takeEarlyInput?.() ?? []).map(({ type }) => type), heard];
    });
    expect(kept).toEqual(["click", "keydown", 0]);
  });

  it("keeps a chosen file and a chosen entry of a menu", async () => {
    const { page, release } = await openHeld("settings/");
    await page
      .getByLabel("Backup file")
      .setInputFiles({ name: "other.json", mimeType: "application/json", buffer: Buffer.from("{}") });
    await page.getByLabel("Theme", { exact: true }).selectOption("dark");
    release();
    await page.getByText("not a Drydock backup").waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
  });
});

describe("the style sheets", () => {
  it("are asked for once, also while the reader goes from screen to screen", async () => {
    const { page } = await session.open("settings/");
    // A page asks for its styles after it's painted: those of this one don't count.
    await untilComplete(page);
    const requestedNames: string[] = [];
    page.on("request", (request) => {
      const name = new URL(request.url()).pathname.split("/").at(-1) ?? "";
      if (name.endsWith(".css")) requestedNames.push(name);
    });
    await page.goto(page.url().replace("settings/", "learn/tiers/"));
    await untilComplete(page);
    for (const name of ["Practice", "Facts", "Practice", "Learn"]) {
      await page.getByRole("navigation", { name: "Main" }).first().getByRole("link", { name }).click();
      await page.locator("main h1").waitFor();
      await page.waitForURL(new RegExp(`/${name.toLowerCase()}/$`));
      await untilComplete(page);
    }
    expect(requestedNames.filter((name, at) => requestedNames.indexOf(name) !== at)).toEqual([]);
    expect(requestedNames.length).toBeGreaterThan(2);
  });
});

describe("a shell that does not load", () => {
  it("says so and leaves the text readable", async () => {
    const visit = await session.open("");
    await visit.page.route("**/assets/shell-extras-*.js", (route) => route.abort());
    await visit.page.goto(visit.url("learn/tiers/"));
    await visit.page.getByText("Search and your progress didn’t load").waitFor();
    expect(await visit.page.locator(".prose h2").count()).toBeGreaterThan(2);
  });
});

describe("keys", () => {
  it("shows the shortcuts with ?, and single-key shortcuts can be switched off", async () => {
    const visit = await session.open("");
    const { page } = visit;
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Help and keyboard shortcuts" });
    await help.waitFor();
    expect(await violations(page)).toEqual([]);
    await help.getByRole("checkbox").uncheck();
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    const leftAlone = () =>
      page.evaluate(() => {
        const key = new KeyboardEvent("keydown", { key: "/", bubbles: true, cancelable: true });
        return document.body.dispatchEvent(key);
      });
    expect(await leftAlone()).toBe(true);
    expect(await field(page).count()).toBe(0);
    await page.keyboard.press("Control+k");
    await field(page).waitFor();
    expectNoFaults(visit);
  });

  it("answers and moves on in a quiz by letters, N and P", async () => {
    const { page } = await session.open("practice/");
    await page.getByRole("button", { name: /start the quiz/i }).click();
    await page.locator(".item-form").waitFor();
    const place = () => page.locator("main h1").innerText();
    while ((await page.locator('.choice input[type="radio"]').count()) === 0) await page.keyboard.press("n");
    await page.keyboard.press("b");
    expect(await page.locator(".choice input").nth(1).isChecked()).toBe(true);
    await page.keyboard.press("f");
    await page.getByRole("button", { name: "Flagged", exact: true }).waitFor();
    const before = await place();
    await page.keyboard.press("n");
    await expect.poll(place).not.toBe(before);
    await page.keyboard.press("p");
    await expect.poll(place).toBe(before);
    expect(await page.locator(".choice input").nth(1).isChecked()).toBe(true);
  });
});

describe("Today", () => {
  const heading = (page: Page) => page.getByRole("heading", { level: 1 });

  it("greets a newcomer, and those who come back as such, before any script of the app has run", async () => {
    const visit = await session.open("learn/");
    const { page } = visit;
    await goHeld(visit, "");
    expect(await heading(page).innerText()).toMatch(/^Learn/);
    await page.unroute("**/assets/*.js");
    await page.goto(visit.url("learn/tiers/"));
    await page.getByRole("button", { name: "Mark section as done" }).first().click();
    await expect.poll(() => page.evaluate(() => localStorage.getItem("drydock.returns"))).toBe("yes");
    const release = await goHeld(visit, "");
    expect(await heading(page).innerText()).toBe("Pick up where you left off");
    release();
    await page.getByText("You finished").waitFor();
    expect(await heading(page).innerText()).toBe("Pick up where you left off");
    expectNoFaults(visit);
  });
});

describe("the question about the rules", () => {
  const question = (page: Page) => page.getByRole("region", { name: "Course answers or current Azure?" });

  it("is part of Today before any script of the app has run, and takes the answer", async () => {
    const visit = await session.open("learn/", { newcomer: true });
    const { page } = visit;
    const release = await goHeld(visit, "");
    await question(page).waitFor();
    release();
    await untilComplete(page);
    expect(await violations(page)).toEqual([]);
    await question(page).getByText("I have an exam date").click();
    await question(page).getByLabel("Exam date").fill("2031-03-04");
    await question(page).getByRole("button", { name: "Azure today" }).click();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toContain("Rules: Azure today");
    expect(await page.evaluate(() => document.documentElement.dataset["profile"])).toBe("azure");

    // It isn't asked again, not even while the scripts are held back.
    await page.unroute("**/assets/*.js");
    await page.route("**/assets/*.js", () => undefined);
    await page.reload({ waitUntil: "commit" });
    await page.locator(".cols").waitFor();
    // The first paint waits for the styles; until then nothing is on screen.
    await expect.poll(() => question(page).isVisible()).toBe(false);
    expectNoFaults(visit);
  });

  it("isn't asked on any other page, floats nowhere, and is answered in Settings as well", async () => {
    const { page, url } = await session.open("learn/tiers/", { newcomer: true });
    await untilComplete(page);
    expect(await page.getByText("Course answers or current Azure?").count()).toBe(0);
    expect(await page.locator(".notice").count()).toBe(0);
    await page.goto(url("settings/"));
    await page.getByText("Course answers or current Azure?").waitFor();
    const azure = page.getByRole("main").getByRole("button", { name: "Azure today" });
    await azure.click();
    await expect.poll(() => azure.getAttribute("aria-pressed")).toBe("true");
    await page.goto(url(""));
    await untilComplete(page);
    expect(await question(page).count()).toBe(0);
  });
});

describe("the way past the navigation", () => {
  const skip = (page: Page) => page.getByRole("link", { name: "Skip to main content" }).press("Enter");
  const untilSkipped = (page: Page) =>
    expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe("main");

  it("leaves an exam at its question", async () => {
    const visit = await session.open("exam/");
    const { page } = visit;
    await startExam(page, /^Sprint/);
    const address = page.url();
    await skip(page);
    await untilSkipped(page);
    expect(page.url()).toBe(address);
    await page.locator(".exam .item-form").waitFor();
    expectNoFaults(visit);
  });

  it("leaves an environment open", async () => {
    const visit = await openSandbox(session);
    const { page } = visit;
    await page.waitForURL(/#world=/);
    const address = page.url();
    await skip(page);
    await untilSkipped(page);
    expect(page.url()).toBe(address);
    await visit.run("pwd");
    expectNoFaults(visit);
  });

  it("leaves an attempt open, also when it's used before the app is there", async () => {
    const visit = await session.open("practice/");
    const { page } = visit;
    await page.getByRole("button", { name: /start the quiz/i }).click();
    await page.locator(".item-form").waitFor();
    const address = page.url();
    await skip(page);
    await untilSkipped(page);
    expect(page.url()).toBe(address);
    await page.locator(".item-form").waitFor();

    await page.goto(visit.url("settings/"));
    const release = await goHeld(visit, address.slice(visit.url("").length));
    await page.getByText("Loading your answers…").waitFor();
    await skip(page);
    await untilSkipped(page);
    release();
    await page.locator(".item-form").waitFor();
    expect(page.url()).toBe(address);
    await untilSkipped(page);
    expectNoFaults(visit);
  });

  it("is an ordinary link without script", async () => {
    const { page } = await session.open("learn/tiers/", { javaScriptEnabled: false });
    await skip(page);
    await page.waitForURL(/#main$/);
  });
});

describe("the navigation", () => {
  it("leads to every place from the rail", async () => {
    const { page } = await session.open("learn/tiers/");
    const rail = page.getByRole("navigation", { name: "Main" }).first();
    expect(await rail.getByRole("link").allInnerTexts()).toEqual([
      expect.stringMatching(/^Learn/),
      "Practice",
      "Review",
      "Progress",
      "Walkthroughs",
      "Sandbox",
      "Compare",
      "Facts",
      "Commands",
      "Instructors",
    ]);
    await rail.getByRole("link", { name: "Commands" }).click();
    await page.waitForURL(/\/reference\/$/);
    await expect.poll(() => rail.getByRole("link", { name: "Commands" }).getAttribute("aria-current")).toBe("page");
  });

  it("has the rest on a phone behind More, by keyboard too: facts, theme and help", async () => {
    const visit = await session.open("learn/tiers/", { viewport: { width: 360, height: 640 } });
    const { page } = visit;
    const bar = page.getByRole("navigation", { name: "Main" });
    const more = bar.getByRole("button", { name: "More" });
    const sheet = page.getByRole("dialog", { name: "More" });
    await more.focus();
    await page.keyboard.press("Enter");
    await sheet.waitFor();
    expect(await violations(page)).toEqual([]);
    await sheet.getByRole("button", { name: "Dark" }).click();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    expect(await more.evaluate((button) => button === document.activeElement)).toBe(true);

    await more.click();
    await sheet.getByRole("button", { name: "Help and keyboard shortcuts" }).click();
    await page.getByRole("dialog", { name: "Help and keyboard shortcuts" }).waitFor();
    await page.keyboard.press("Escape");
    await more.click();
    await sheet.getByRole("link", { name: "Facts" }).click();
    await page.waitForURL(/\/facts\/$/);
    await expect.poll(() => sheet.count()).toBe(0);
    expect(await more.getAttribute("aria-current")).toBe("true");
    expectNoFaults(visit);
  });
});
