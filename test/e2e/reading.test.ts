import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { download } from "../support/download.ts";
import { browserSession, expectNoFaults, untilComplete } from "../support/session.ts";

const session = browserSession();

/** Changes the reader's marks in storage, as if they had been made in an earlier text. */
const changeStoredMarks = (page: Page, change: { exact: string; block: string }) =>
  page.evaluate(
    (fields) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open("drydock");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction("marks", "readwrite");
          const marks = transaction.objectStore("marks");
          const rows = marks.getAll() as IDBRequest<object[]>;
          rows.onsuccess = () => rows.result.forEach((row) => marks.put({ ...row, ...fields }));
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    change,
  );

describe("reading", () => {
  it("shows the text of a section before any script has run", async () => {
    const visit = await session.open("learn/", { newcomer: true });
    await visit.page.route("**/assets/*.js", () => undefined);
    await visit.page.goto(visit.url("learn/tiers/"), { waitUntil: "commit" });
    await visit.page.locator(".prose h2").first().waitFor();
    expect(await visit.page.locator(".prose p").first().isVisible()).toBe(true);
  });

  it("changes every fact on the page with the rule switch, and remembers it without a flash", async () => {
    const visit = await session.open("learn/tiers/");
    const table = visit.page.locator("#table-tiers-at-a-glance");
    const before = await table.innerText();
    await visit.page.getByRole("button", { name: "Azure today" }).click();
    await expect.poll(() => table.innerText()).not.toBe(before);
    const after = await table.innerText();
    // With the scripts held back, only the small blocking file can have chosen the side.
    await visit.page.route("**/assets/*.js", () => undefined);
    await visit.page.reload({ waitUntil: "commit" });
    await table.waitFor();
    // The browser paints nothing before the style sheet is there, so nothing before it counts.
    await visit.page.waitForFunction(() =>
      [...document.querySelectorAll<HTMLLinkElement>("link[rel=stylesheet]")].every(({ sheet }) => sheet !== null),
    );
    expect(await table.innerText()).toBe(after);
  });

  it("shows on a cited fact what each profile says, with its source", async () => {
    const visit = await session.open("learn/tiers/");
    await untilComplete(visit.page);
    await visit.page.locator(".prose a.fact").first().focus();
    const note = visit.page.locator(".fact-popover");
    await note.waitFor();
    expect(await note.innerText()).toMatch(/The chapter[\s\S]*Azure today[\s\S]*read \d{4}-/);
    await visit.page.keyboard.press("Escape");
    await note.waitFor({ state: "hidden" });
    expectNoFaults(visit);
  });

  it("answers a tap on a cited fact in place, and gives the place in the text back", async () => {
    const phone = { viewport: { width: 360, height: 640 }, hasTouch: true };
    const visit = await session.open("learn/tiers/", phone);
    const { page } = visit;
    await untilComplete(page);
    const fact = page.locator(".prose a.fact").first();
    await fact.scrollIntoViewIfNeeded();
    await fact.tap();
    const note = page.getByRole("dialog", { name: /./ });
    await expect.poll(() => note.innerText()).toMatch(/The chapter[\s\S]*Azure today[\s\S]*More about this fact/);
    expect(page.url()).toMatch(/learn\/tiers\/$/);
    expect(await violations(page)).toEqual([]);
    expect(await note.evaluate((panel) => panel.getBoundingClientRect().right)).toBeLessThanOrEqual(360);
    await note.getByRole("button", { name: "Close" }).tap();
    await note.waitFor({ state: "hidden" });
    expect(await fact.evaluate((link) => link === document.activeElement)).toBe(true);
    expectNoFaults(visit);
  });

  it("counts a section as done once its questions are answered and its end was reached, and Today moves on", async () => {
    const visit = await session.open("learn/comparisons/");
    const { page } = visit;
    await untilComplete(page);
    const checks = page.locator("[data-check]");
    const count = await checks.count();
    expect(count).toBeGreaterThan(0);
    const today = await visit.context.newPage();
    for (let at = 0; at < count; at++) {
      await checks.nth(at).locator(".choice input").first().check();
      await checks.nth(at).getByRole("button", { name: "Check", exact: true }).click();
      await checks.nth(at).locator(".feedback").waitFor();
    }
    expect(await page.locator(".rail .count").innerText()).toMatch(/^0 /);
    // Straight on, before the place would be noted.
    await page.getByRole("link", { name: "Next section" }).click();
    await expect.poll(() => page.locator(".rail .count").innerText()).toMatch(/^1 /);

    await today.goto(visit.url(""));
    await expect.poll(() => today.locator(".resume").innerText()).toMatch(/Start this section|Continue reading/);
    expect(await today.getByText("Try 10 questions").count()).toBe(0);
    await page.goto(visit.url("learn/comparisons/"));
    await page.getByRole("button", { name: "Section done" }).click();
    await page.getByRole("button", { name: "Mark section as done" }).waitFor();
    await page.mouse.wheel(0, 40_000);
    await page.reload();
    await page.getByRole("button", { name: "Mark section as done" }).waitFor();
    expectNoFaults(visit);
  });

  it("opens a deep link at its heading and keeps the reader's place over a reload of Today", async () => {
    const visit = await session.open("learn/inside/#tags");
    await untilComplete(visit.page);
    const top = await visit.page.locator("#tags").evaluate((heading) => heading.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(140);
    const current = visit.page.locator('[aria-current="location"]').first();
    await expect.poll(() => current.getAttribute("href")).toBe("#tags");
    await visit.page.mouse.wheel(0, 400);
    const today = await visit.context.newPage();
    await today.goto(visit.url(""));
    const resume = today.getByRole("link", { name: "Continue reading" });
    await expect.poll(() => resume.getAttribute("href")).toMatch(/learn\/inside\/#[a-z]+-/);
    await resume.click();
    await today.locator("[data-section=inside]").waitFor();
    await expect.poll(() => today.evaluate(() => window.scrollY)).toBeGreaterThan(200);
  });

  it("answers an inline check, gives the reason and remembers it", async () => {
    const visit = await session.open("learn/tiers/");
    const check = visit.page.locator(".check").first();
    await check.getByRole("radio").first().check();
    await check.getByRole("button", { name: "Check" }).click();
    // Shown only once it is stored.
    await check.locator(".feedback").waitFor();
    await visit.page.reload();
    await visit.page.locator(".check").first().locator(".feedback").waitFor();
    expectNoFaults(visit);
  });

  it("highlights a passage, takes a note, deletes it and brings it back, and keeps it when the chapter changes", async () => {
    const visit = await session.open("learn/tiers/");
    await untilComplete(visit.page);
    const paragraph = visit.page.locator(".prose > p").first();
    const selectPassage = () => paragraph.evaluate((element) => window.getSelection()?.selectAllChildren(element));
    await selectPassage();
    await visit.page.getByRole("toolbar").getByRole("button", { name: "Note" }).click();
    await visit.page.getByLabel("Your note").fill("Ask about this");
    await visit.page.getByRole("button", { name: "Save note" }).click();
    const list = visit.page.locator("#section-tools-slot");
    await expect.poll(() => list.innerText()).toContain("Ask about this");
    // Cancel leaves nothing behind; Esc keeps what was typed.
    const second = visit.page.locator(".prose > p").nth(1);
    const noteOnSecond = async (text: string) => {
      await second.evaluate((element) => window.getSelection()?.selectAllChildren(element));
      await visit.page.getByRole("toolbar").getByRole("button", { name: "Note" }).click();
      await visit.page.getByLabel("Your note").fill(text);
    };
    await noteOnSecond("Canceled");
    await visit.page.getByRole("button", { name: "Cancel" }).click();
    await noteOnSecond("Typed before Esc");
    await visit.page.keyboard.press("Escape");
    await expect.poll(() => list.innerText()).toContain("Typed before Esc");
    expect(await list.innerText()).not.toContain("Canceled");
    await list.locator("li", { hasText: "Typed before Esc" }).getByRole("button", { name: "Delete" }).click();
    await expect.poll(() => list.innerText()).not.toContain("Typed before Esc");
    await visit.page.reload();
    await expect.poll(() => list.innerText()).toContain("Ask about this");
    await list.getByRole("button", { name: "Delete" }).click();
    await expect.poll(() => list.innerText()).not.toContain("Ask about this");
    await list.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => list.innerText()).toContain("Ask about this");

    const old = "Every shelf of the old chapter had a number that nobody could read any longer.";
    await changeStoredMarks(visit.page, { exact: old, block: "b-gone" });
    await visit.page.reload();
    await expect.poll(() => list.innerText()).toContain(old);
    expect(await list.innerText()).toMatch(/Text changed/i);
    await list.getByRole("button", { name: "Attach to new text" }).click();
    await selectPassage();
    await visit.page.getByRole("toolbar").getByRole("button", { name: "Attach here" }).click();
    await expect.poll(() => list.innerText()).not.toContain(old);
    expect(await list.innerText()).toContain("Ask about this");
    expectNoFaults(visit);
  });

  it("turns a mistake card over by keyboard only after it was read", async () => {
    const visit = await session.open("learn/mistakes/");
    const card = visit.page.locator(".flip").first();
    expect(await card.locator(".turned").isVisible()).toBe(false);
    await card.locator("summary").focus();
    await visit.page.keyboard.press("Enter");
    expect(await card.locator(".turned").isVisible()).toBe(true);
  });

  it("marks reveal cards and sections by the reader's own verdict", async () => {
    const visit = await session.open("learn/questions/");
    const card = visit.page.locator(".reveal").first();
    await card.locator("summary").click();
    await card.getByRole("button", { name: "Got it" }).click();
    await visit.page.getByRole("button", { name: "Mark section as done" }).click();
    await visit.page.getByRole("button", { name: "Section done" }).waitFor();
    await visit.page.reload();
    await expect
      .poll(() =>
        visit.page.locator(".reveal").first().getByRole("button", { name: "Got it" }).getAttribute("aria-pressed"),
      )
      .toBe("true");
    await visit.page.getByRole("button", { name: "Section done" }).waitFor();
  });

  it("gives one hint, takes how sure the learner is, and keeps a report that looks like trouble", async () => {
    const visit = await session.open("learn/tiers/");
    const { page } = visit;
    const check = page.locator("[data-check]").first();
    await check.locator(".choice input").first().check();
    await check.getByText("Hint", { exact: true }).click();
    await check.getByText("Think so").click();
    expect(await check.getByRole("radio", { name: "Think so" }).isChecked()).toBe(true);
    await check.getByRole("button", { name: "Check", exact: true }).click();
    await check.locator(".feedback").waitFor();
    expect(await check.locator(".feedback .option").first().innerText()).toContain("Your answer");

    await check.getByRole("button", { name: "This looks wrong" }).click();
    const dialog = page.getByRole("dialog", { name: "What looks wrong?" });
    await dialog.getByRole("button", { name: "Save report" }).click();
    await dialog.getByText("Describe the problem in a few words").waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel("Your report").fill("The second option is right too.");
    await dialog.getByRole("button", { name: "Save report" }).click();
    await check.getByText("Saved on this device.").waitFor();
    await page.goto(visit.url("settings/#data"));
    const reports = await download(page, () => page.getByRole("button", { name: "Export reports as JSON" }).click());
    expect(reports.text).toContain("The second option is right too.");
    expectNoFaults(visit);
  });

  it("adds up the learner's own marks on the closing questions, apart from any score", async () => {
    const visit = await session.open("learn/questions/");
    const { page } = visit;
    const tally = page.getByRole("region", { name: "Your own grades" });
    await tally.waitFor();
    const cards = page.locator("[data-reveal]");
    const count = await cards.count();
    await cards.first().locator("summary").click();
    await cards.first().getByRole("button", { name: "Got it" }).click();
    await expect.poll(() => tally.innerText()).toContain(`1 of ${count}`);
    for (let at = 1; at < count; at++) {
      await cards.nth(at).locator("summary").click();
      await cards.nth(at).getByRole("button", { name: "Got it" }).click();
    }
    await expect.poll(() => tally.innerText()).toContain("100%");
    await page.goto(visit.url("practice/"));
    await page.getByRole("button", { name: "Start the quiz" }).waitFor();
    expect(await page.getByText("Chapter complete").count()).toBe(0);
    expectNoFaults(visit);
  });

  it("offers the nearest pages for an address that leads nowhere, however deep and wherever the site lives", async () => {
    const visit = await session.open("");
    await visit.page.goto(visit.url("learn/teirs/of/it/"));
    await visit.page.waitForURL(/404\.html\?from=/);
    await expect.poll(() => visit.page.locator("main").innerText()).toContain("/learn/teirs/of/it/");
    await visit.page.getByRole("link", { name: /tiers/i }).first().click();
    await visit.page.waitForURL(/\/(learn|compare)\/tiers\/$/);
    expect(visit.strangers).toEqual([]);
  });
});

describe("comparing", () => {
  it("picks the cheapest tier that meets the needs, and says which need decided", async () => {
    const visit = await session.open("compare/tiers/");
    await visit.page.getByLabel("A replica in a second region").check();
    const answer = visit.page.locator(".picker .answer");
    await expect.poll(() => answer.innerText()).toMatch(/^Premium/);
    expectNoFaults(visit);
  });

  it.each([
    { width: 390, height: 844 },
    { width: 1440, height: 900 },
  ])("keeps the verdict on screen while needs are selected, at $width px", async (viewport) => {
    const { page } = await session.open("compare/tiers/", { viewport });
    await page.getByLabel("Eight webhooks").check();
    const verdict = page.locator(".picker .answer strong").first();
    await expect
      .poll(() =>
        verdict.evaluate((element) => {
          const { left, top, height } = element.getBoundingClientRect();
          return document.elementFromPoint(left + 4, top + height / 2) === element;
        }),
      )
      .toBe(true);
  });

  it("shows only the rows that differ, and hides cells to recall them", async () => {
    const visit = await session.open("compare/tiers/");
    const rows = () => visit.page.locator("tbody tr:not(.group)").count();
    const all = await rows();
    await visit.page.getByRole("button", { name: "Only where Azure differs" }).click();
    await expect.poll(rows).toBeLessThan(all);
    await visit.page.getByRole("button", { name: "All rows" }).click();
    await visit.page.getByRole("button", { name: "Hide and recall" }).click();
    const hidden = visit.page.getByRole("button", { name: "Show Webhooks, Premium" });
    await hidden.click();
    await expect.poll(() => visit.page.locator("#webhooks").innerText()).toMatch(/\d/);
    expectNoFaults(visit);
  });

  it("finds a fact by search and by deep link, with both positions", async () => {
    const visit = await session.open("facts/#contentTrust");
    const { page } = visit;
    await page.waitForURL(/facts\/tiers\/#contentTrust$/);
    await expect.poll(() => page.locator("#contentTrust").innerText()).toMatch(/Chapter[\s\S]*Azure today/);
    await page.getByRole("link", { name: "All facts and search" }).click();
    await page.getByRole("searchbox").fill("soft delete");
    await expect.poll(() => page.locator("#softDelete").innerText()).toMatch(/Chapter[\s\S]*Azure today/);
    await page.getByRole("searchbox").fill("zzzz");
    await page.getByRole("button", { name: "Show everything" }).click();
    await expect.poll(() => page.locator("#contentTrust").isVisible()).toBe(true);
    expectNoFaults(visit);
  });
});
