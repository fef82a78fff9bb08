import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { answerByKeyboard, answerRight } from "../support/answer-item.ts";
import { ownSite, untilKept } from "../support/own-site.ts";
import { examHeading as heading, startExam, untilExamBegan, untilExamCanStart } from "../support/start-exam.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();
const phone = { viewport: { width: 360, height: 740 } };
const overflow = "document.documentElement.scrollWidth - window.innerWidth";

/** Waits until everything that was entered is stored. */
const untilSaved = (page: Page) => page.getByText(/^Saved (just now|\d+ s ago)$/).waitFor();

const tabTo = async (page: Page, selector: string) => {
  for (let presses = 0; presses < 60; presses++) {
    if (await page.evaluate((target) => document.activeElement?.matches(target) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} is not in the tab order`);
};

describe("an exam of 40 questions", () => {
  it("is taken by keyboard alone: started, answered, left section by section, reviewed and submitted", async () => {
    const visit = await session.open("exam/");
    const { page } = visit;
    await untilExamCanStart(page);
    await tabTo(page, ".exam-form button[type=submit]");
    await page.keyboard.press("Enter");
    await untilExamBegan(page);
    let isFlagged = false;
    for (let number = 1; number <= 40; number++) {
      await answerByKeyboard(page);
      // With six options, F chooses the last of them.
      if (!isFlagged && number >= 3 && (await page.locator(".choice").count()) < 6) {
        await page.keyboard.press("f");
        await page.getByRole("button", { name: "Flagged", exact: true }).waitFor();
        isFlagged = true;
      }
      const before = await heading(page).innerText();
      if (number === 40) break;
      await page.keyboard.press("n");
      const dialog = page.getByRole("dialog");
      await expect
        .poll(async () => (await dialog.count()) > 0 || (await heading(page).innerText()) !== before)
        .toBe(true);
      if ((await dialog.count()) === 0) continue;
      expect(await dialog.innerText()).toContain("You can’t return to this section.");
      if (number === 32) {
        expect(await dialog.innerText()).toContain("32 of 32 questions answered, 1 flagged.");
        expect(await violations(page)).toEqual([]);
      }
      await tabTo(page, "dialog .primary");
      await page.keyboard.press("Enter");
      await dialog.waitFor({ state: "detached" });
      // In a closed section, nothing can be reached any more.
      await page.keyboard.press("p");
      await expect.poll(() => heading(page).innerText()).toMatch(/^Question 1 of/);
    }
    expect(await heading(page).innerText()).toBe("Question 3 of 3 in this section");
    await page.keyboard.press("r");
    await page.getByRole("heading", { name: /^Review: Solution series/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await tabTo(page, ".exam-dock .primary");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("dialog").innerText()).toContain("40 of 40 questions answered, 1 flagged.");
    await tabTo(page, "dialog .primary");
    await page.keyboard.press("Enter");

    await page.getByRole("heading", { level: 1, name: "100%" }).waitFor();
    const summary = page.getByRole("region", { name: "Exam" });
    expect(await summary.innerText()).toContain("1000 of 1000, 700 to pass: Pass, with a comfortable margin");
    expect(await page.locator(".reviewed summary .num").count()).toBe(40);
    expect(await violations(page)).toEqual([]);
    expectNoFaults(visit);
  });

  it("is taken by pointer on a phone, and never scrolls sideways", async () => {
    const visit = await session.open("exam/", phone);
    const { page } = visit;
    await startExam(page, /^Standard exam/);
    for (let number = 1; number <= 40; number++) {
      await answerRight(page);
      expect(await page.evaluate(overflow), await heading(page).innerText()).toBe(0);
      const primary = page.locator(".exam-dock .primary");
      const label = await primary.innerText();
      const before = await heading(page).innerText();
      await primary.click();
      if (label === "Next section") await page.getByRole("button", { name: "Leave the section" }).click();
      await expect.poll(() => heading(page).innerText()).not.toBe(before);
    }
    expect(await page.evaluate(overflow)).toBe(0);
    await page.getByRole("button", { name: "List", exact: true }).click();
    expect(await page.evaluate(overflow)).toBe(0);
    await page.getByRole("button", { name: "Submit the exam" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
    await page.getByRole("heading", { level: 1, name: "100%" }).waitFor();
    expect(await page.evaluate(overflow)).toBe(0);
    expectNoFaults(visit);
  });
});

describe("a question of an exam", () => {
  it("can be flagged, noted, highlighted, struck through and reset, and all of it is there after a reload", async () => {
    const visit = await session.open("exam/");
    const { page } = visit;
    await startExam(page, /^Sprint/);
    const next = page.getByRole("button", { name: "Next", exact: true });
    while ((await page.locator(".choice input[type=radio]").count()) === 0) await next.click();
    const title = await heading(page).innerText();

    await page.keyboard.press("f");
    await page.locator(".choice input").first().focus();
    await page.keyboard.press("s");
    expect(await page.getByRole("button", { name: "Strike through option A" }).getAttribute("aria-pressed")).toBe(
      "true",
    );
    await page.getByRole("button", { name: "Strike through option B" }).click();
    await page.getByRole("button", { name: "Note", exact: true }).click();
    const note = page.getByLabel("Your note. It isn’t scored.");
    await expect.poll(() => note.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.type("Look at the tiers again");
    await page.getByRole("button", { name: "Highlight", exact: true }).click();
    await page.locator(".exam-sentences input").first().check();
    await page.locator(".choice input").nth(2).check();
    expect(await violations(page)).toEqual([]);
    await untilSaved(page);

    await page.reload();
    await page.getByText(/^Welcome back. .* The clock kept running: 1[45] minutes/).waitFor();
    expect(await heading(page).innerText()).toBe(title);
    await page.getByRole("button", { name: "Flagged", exact: true }).waitFor();
    expect(await page.locator(".choice[data-struck]").count()).toBe(2);
    expect(await page.getByLabel("Your note. It isn’t scored.").inputValue()).toBe("Look at the tiers again");
    expect(await page.evaluate(() => CSS.highlights.get("exam-mark")?.size)).toBe(1);
    expect(await page.locator(".choice input").nth(2).isChecked()).toBe(true);

    await page.getByRole("button", { name: "Reset answer" }).click();
    expect(await page.locator(".choice input:checked").count()).toBe(0);
    expect(await page.locator(".choice[data-struck]").count()).toBe(0);
    await page.getByRole("button", { name: "Flagged", exact: true }).waitFor();
    expectNoFaults(visit);
  });

  it("highlights what is selected of the stem", async () => {
    const { page } = await session.open("exam/");
    await startExam(page, /^Sprint/);
    await page.locator(".item-form .stem").evaluate((stem) => {
      const range = document.createRange();
      const walker = document.createTreeWalker(stem, NodeFilter.SHOW_TEXT);
      let text = walker.nextNode() as Text;
      while (text.data.trim().length < 4) text = walker.nextNode() as Text;
      range.setStart(text, 0);
      range.setEnd(text, 4);
      getSelection()?.addRange(range);
    });
    await page.getByRole("button", { name: "Highlight", exact: true }).click();
    const marked = () =>
      page.evaluate(() => [...(CSS.highlights.get("exam-mark") ?? [])].map((range) => String(range).length));
    await expect.poll(marked).toEqual([4]);
  });

  it("has no search, no hint and no way around the end of its section", async () => {
    const visit = await session.open("exam/");
    const { page } = visit;
    await startExam(page, /^Standard exam/);
    await page.keyboard.press("/");
    await page.keyboard.press("Control+k");
    expect(await page.locator("dialog[open]").count()).toBe(0);
    expect(await page.locator(".top .search").isVisible()).toBe(false);
    expect(await page.locator(".hint").count()).toBe(0);
    await page.keyboard.press("r");
    await page.getByRole("button", { name: "Not answered (32)" }).click();
    await page.getByRole("button", { name: /^Question 32/ }).click();
    await page.getByRole("heading", { name: "Question 32 of 32 in this section" }).waitFor();
    await page.keyboard.press("n");
    const dialog = page.getByRole("dialog");
    expect(await dialog.innerText()).toContain("0 of 32 questions answered. Unanswered questions score 0.");
    await dialog.getByRole("button", { name: "Go to question 7" }).click();
    await page.getByRole("heading", { name: "Question 7 of 32 in this section" }).waitFor();
    // Search is back once the exam is left, and the exam is offered again.
    await page.goto(visit.url("exam/"));
    await page.getByRole("link", { name: "Resume" }).waitFor();
    await page.keyboard.press("/");
    await page.getByRole("dialog", { name: "Search" }).waitFor();
    expectNoFaults(visit);
  });
});

it("a break locks what was seen, and the clock keeps running", async () => {
  const visit = await session.open("exam/");
  const { page } = visit;
  await untilExamCanStart(page);
  await page.getByLabel(/^Allow breaks/).check();
  await startExam(page, /^Sprint/);
  await page.keyboard.press("n");
  await page.getByRole("heading", { name: "Question 2 of 10 in this section" }).waitFor();
  await page.getByRole("button", { name: "Take a break" }).click();
  await page.getByRole("button", { name: "Start the break" }).click();
  await page.getByRole("heading", { name: "Break", exact: true }).waitFor();
  expect(await page.locator(".item-form").count()).toBe(0);
  await page.reload();
  await page.getByRole("heading", { name: "Break", exact: true }).waitFor();
  await page.getByRole("button", { name: "End the break" }).click();
  await page.getByRole("heading", { name: "Question 3 of 10 in this section" }).waitFor();
  expect(await page.getByRole("button", { name: "Previous" }).isDisabled()).toBe(true);
  await page.keyboard.press("r");
  expect(await page.getByRole("button", { name: "Question 1, not answered, locked" }).isDisabled()).toBe(true);
  expectNoFaults(visit);
});

describe("when the time is over", () => {
  it("the exam submits itself, also without a network, and the result says so", async () => {
    const { site } = await ownSite();
    const visit = await session.open("", { at: site.url, offline: true });
    const { page } = visit;
    await untilKept(page);
    await site.stop();
    await page.clock.install();
    await page.goto(visit.url("exam/"));
    await startExam(page, /^Sprint/);
    await answerRight(page);
    await untilSaved(page);
    await page.clock.fastForward("07:31");
    const said = page.locator(".exam-clock [role=status]");
    await expect.poll(() => said.innerText()).toBe("Half of the time is left: 7 minutes");
    await page.keyboard.press("t");
    await expect.poll(() => said.innerText()).toMatch(/^7 minutes left/);
    await page.getByRole("button", { name: "Hide time" }).click();
    await page.clock.fastForward("07:30");
    await page.getByText("Time ran out, so the exam was submitted.").waitFor();
    expect(await page.getByRole("button", { name: /^Not answered/ }).innerText()).toBe("Not answered (9)");
    expect(await page.locator(".exam-summary dl").innerText()).toContain("15 minutes of 15 minutes");
  });

  it("an exam whose page was closed is submitted with its answers when the app is opened again", async () => {
    const visit = await session.open("exam/");
    const { page, context } = visit;
    await startExam(page, /^Sprint/);
    await answerRight(page);
    await untilSaved(page);
    const address = page.url();
    await page.close();
    const later = await context.newPage();
    await later.clock.install({ time: Date.now() + 3_600_000 });
    await later.goto(address);
    await later.getByText("Time ran out, so the exam was submitted.").waitFor();
    expect(await later.locator(".results h1").innerText()).not.toMatch(/^0 of/);
    expect(await later.locator(".exam-summary dl").innerText()).toContain("15 minutes of 15 minutes");
    expectNoFaults(visit);
  });
});

it("a second tab on an exam can only read, says so, takes over when asked, and gives back when it is closed", async () => {
  const visit = await session.open("exam/");
  const { page, context } = visit;
  await startExam(page, /^Sprint/);
  const second = await context.newPage();
  await second.goto(page.url());
  await second.getByText("This exam is open in another tab. Here you can only read it.").waitFor();
  expect(await second.locator(".item-form :is(input, select, .btn, .place):enabled").count()).toBe(0);
  expect(await second.locator(".exam-dock").count()).toBe(0);
  expect(await violations(second)).toEqual([]);
  // It follows the tab that has the exam.
  await page.keyboard.press("n");
  await second.getByRole("heading", { name: "Question 2 of 10 in this section" }).waitFor();
  await second.getByRole("button", { name: "Continue here" }).click();
  await page.getByText("This exam is open in another tab. Here you can only read it.").waitFor();
  await answerRight(second);
  await untilSaved(second);
  await second.keyboard.press("n");
  await page.getByRole("heading", { name: "Question 3 of 10 in this section" }).waitFor();
  await second.close();
  await page.bringToFront();
  await expect.poll(() => page.getByText("is open in another tab").count()).toBe(0);
  await page.getByRole("button", { name: "Previous" }).click();
  await page.getByRole("heading", { name: "Question 2 of 10 in this section" }).waitFor();
  expectNoFaults(visit);
});

it("a custom exam has the chosen topics, says when fewer questions fit, and compares confidence with results", async () => {
  const visit = await session.open("exam/");
  const { page } = visit;
  await untilExamCanStart(page);
  await page.getByRole("radio", { name: /^Custom/ }).check();
  await page.getByText("Objectives: all").click();
  await page.getByLabel("Webhooks").first().check();
  await page.getByLabel(/^Ask how sure I am/).check();
  await page.getByLabel("Time", { exact: true }).selectOption({ label: "No time limit" });
  await page.getByText(/^Only \d+ questions fit/).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "Start exam" }).click();
  await untilExamBegan(page);
  await page.getByText("No time limit").waitFor();
  await answerRight(page);
  await page.getByText("Certain", { exact: true }).click();
  await page.keyboard.press("r");
  await page.getByRole("button", { name: "Submit the exam" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
  await page.getByRole("cell", { name: "1, 100%" }).waitFor();
  await page.getByRole("button", { name: "Build a practice from my mistakes" }).click();
  await page.locator(".item-form").waitFor();
  // The choices are kept for the next time.
  await page.goto(visit.url("exam/"));
  await expect.poll(() => page.getByRole("radio", { name: /^Custom/ }).isChecked()).toBe(true);
  expectNoFaults(visit);
});
