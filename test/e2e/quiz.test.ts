import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { answerRight, currentItem } from "../support/answer-item.ts";
import { goHeld } from "../support/go-held.ts";
import { browserSession, expectNoFaults, untilComplete } from "../support/session.ts";
import { untilExamCanStart } from "../support/start-exam.ts";

const session = browserSession();
async function startQuiz(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Start the quiz|Retake the quiz/ }).click();
  await page.locator(".item-form").waitFor();
}

async function submit(page: Page): Promise<void> {
  await page
    .getByRole("button", { name: /^Submit( now)?$/ })
    .first()
    .click();
  await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
  await page.locator(".results h1").waitFor();
}

describe("the chapter quiz", () => {
  it("is failed with one answer, leaves the exam locked and offers the mistakes for review", async () => {
    const visit = await session.open("practice/");
    const { page } = visit;
    await startQuiz(page);
    // F flags before there is an answer, unless it is the letter of an option.
    const first = await currentItem(page);
    const hint = page.locator(".key-hints").getByText("flag");
    if ("options" in first && first.options.length > 5) {
      expect(await hint.count()).toBe(0);
      await page.getByRole("button", { name: "Flag", exact: true }).click();
    } else {
      expect(await hint.count()).toBe(1);
      await page.keyboard.press("f");
    }
    await page.getByRole("button", { name: "Flagged", exact: true }).waitFor();
    await page.keyboard.press("n");
    await page.getByRole("heading", { name: "question 2 of 20" }).waitFor();
    await answerRight(page);
    await page.getByRole("button", { name: "Submit now" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.innerText()).toContain("1 of 20 questions answered, 1 flagged. Unanswered questions score 0.");
    await dialog.getByRole("button", { name: "Go to question 7" }).click();
    await page.getByRole("heading", { name: "question 7 of 20" }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe("H1");
    await submit(page);

    expect(await page.locator(".results .where").innerText()).toBe("Not passed yet");
    expect(await page.locator(".reviewed").count()).toBe(20);
    // Nothing was answered incorrectly, so that nothing opens by itself.
    expect(await page.locator(".reviewed details[open]").count()).toBe(0);
    expect(await page.locator('.feedback[data-verdict="unanswered"]').count()).toBe(19);
    // Opened by its address, it looks as it did after submitting.
    await page.reload();
    await page.getByRole("button", { name: "Show all answers" }).click();
    expect(
      await page
        .locator(".verdict")
        .first()
        .evaluate((element) => getComputedStyle(element).display),
    ).toBe("flex");
    expect(await page.locator(".reviewed details[open]").count()).toBe(20);
    await page.getByRole("button", { name: "Hide all answers" }).click();
    expect(await page.locator(".reviewed details[open]").count()).toBe(0);
    expect(await page.locator(".results .read a").count()).toBeGreaterThan(10);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Flagged (1)" }).click();
    expect(await page.locator(".reviewed").count()).toBe(1);
    await page.getByRole("button", { name: "Review mistakes" }).click();
    await page.locator(".item-form").waitFor();
    await answerRight(page);
    await page.getByRole("button", { name: "Check", exact: true }).click();
    await expect.poll(() => page.locator(".verdict").innerText()).toMatch(/^Correct/);
    await page.goto(visit.url("practice/"));
    await page.getByText("Locked").waitFor();
    expectNoFaults(visit);
  });

  it("is passed with every question right, completes the chapter and unlocks the exam", async () => {
    const visit = await session.open("practice/");
    await startQuiz(visit.page);
    for (let at = 0; at < 20; at++) {
      await answerRight(visit.page);
      if (at < 19) await visit.page.getByRole("button", { name: "Next" }).click();
    }
    await submit(visit.page);
    expect(await visit.page.locator(".results h1").innerText()).toContain("100%");
    expect(await visit.page.locator(".results .resume").innerText()).toContain("Chapter complete");
    await visit.page.goto(visit.url("practice/"));
    await visit.page.getByText("Unlocked", { exact: true }).waitFor();
    await visit.page
      .getByText("of 20 questions are new to you")
      .or(visit.page.getByText("All 20 questions are new to you."))
      .waitFor();
    expectNoFaults(visit);
  });

  it("is resumed at the same question with the same answers, and never begun twice unasked", async () => {
    const visit = await session.open("practice/");
    const { page } = visit;
    await startQuiz(page);
    await answerRight(page);
    await page.getByRole("button", { name: "Next" }).click();
    await answerRight(page);
    const stem = await page.locator(".item-form .stem").innerText();
    await expect.poll(() => page.locator(".meta").innerText()).toContain("Saved");
    await page.reload();
    await page.locator(".item-form").waitFor();
    expect(await page.locator(".item-form .stem").innerText()).toBe(stem);
    expect(await page.locator('.tick[data-state="answered"]').count()).toBe(2);
    await page.goto(visit.url(""));
    await page.getByRole("link", { name: /Continue the quiz|Resume/ }).click();
    await page.locator(".item-form").waitFor();
    expect(await page.locator(".item-form .stem").innerText()).toBe(stem);

    await page.goto(visit.url("practice/"));
    const list = page.getByRole("region", { name: "Pick up where you left off" });
    expect(await list.innerText()).toContain("question 2 of 20");
    await page.getByRole("button", { name: "Start over" }).click();
    expect(await page.getByRole("dialog").innerText()).toContain("already in progress");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
    await list.getByRole("button", { name: "Discard Chapter quiz" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await list.getByRole("link", { name: "Resume Chapter quiz" }).click();
    await page.locator(".item-form").waitFor();
    expect(await page.locator('.tick[data-state="answered"]').count()).toBe(2);
    expectNoFaults(visit);
  });

  it("takes at most eight Tabs from a question’s heading to its last control", async () => {
    const visit = await session.open("practice/");
    const { page } = visit;
    await startQuiz(page);
    for (let at = 1; at <= 20; at++) {
      await page.getByRole("heading", { level: 1, name: `question ${at} of 20` }).waitFor();
      await page.locator("h1").focus();
      const type = await page.locator(".item-form").innerText();
      let tabs = 0;
      const isLast = () => page.evaluate(() => document.activeElement?.matches(".dockbar .primary") ?? false);
      while (!(await isLast()) && tabs < 20) {
        await page.keyboard.press("Tab");
        tabs++;
      }
      expect(tabs, type).toBeLessThanOrEqual(8);
      if (at < 20) await page.keyboard.press("Enter");
    }
    expectNoFaults(visit);
  });

  it("counts in one tab what was submitted in another", async () => {
    const visit = await session.open("practice/");
    await startQuiz(visit.page);
    const second = await visit.context.newPage();
    await second.goto(visit.page.url());
    await second.locator(".item-form").waitFor();
    await answerRight(visit.page);
    await expect.poll(() => second.locator('.tick[data-state="answered"]').count()).toBe(1);
    await submit(second);
    await visit.page.locator(".results h1").waitFor();
    expectNoFaults(visit);
  });

  it("says when an attempt is not on this device", async () => {
    const visit = await session.open("quiz/#nowhere");
    await visit.page.getByRole("heading", { name: "This attempt isn’t on this device" }).waitFor();
    await visit.page.goto(visit.url("results/#nowhere"));
    await visit.page.getByRole("heading", { name: "This attempt isn’t on this device" }).waitFor();
  });

  it("makes a test of a table, under the active rules", async () => {
    const visit = await session.open("compare/tiers/", { settings: { profile: "azure" } });
    await visit.page.getByRole("link", { name: "Test me on this table" }).click();
    await visit.page.locator(".item-form").waitFor();
    expect(await visit.page.locator(".tick").count()).toBeGreaterThan(5);
    expect(await violations(visit.page)).toEqual([]);
    expectNoFaults(visit);
  });
});

describe("the addresses of attempts", () => {
  it.each([
    ["quiz/", "Practice"],
    ["quiz/#an-attempt", "Quiz"],
    ["exam/", "Exam"],
    ["exam/#an-attempt", "Exam"],
  ])("begin before the app is there with what they are for: %s", async (address, heading) => {
    const visit = await session.open("settings/");
    const { page } = visit;
    await goHeld(visit, address);
    const headings = page.getByRole("heading", { level: 1 });
    await headings.waitFor();
    expect(await headings.allInnerTexts()).toEqual([heading]);
    const isLoading = await page.getByText("Loading your answers…").isVisible();
    expect(isLoading).toBe(address.includes("#"));
  });

  it("lead to what can be practiced where no attempt is named", async () => {
    const visit = await session.open("quiz/");
    const { page } = visit;
    expect(await page.title()).toMatch(/^Practice/);
    const place = page.getByRole("navigation", { name: "Main" }).first().getByRole("link", { name: "Practice" });
    expect(await place.getAttribute("aria-current")).toBe("page");
    await untilComplete(page);
    expect(await violations(page)).toEqual([]);
    expectNoFaults(visit);
  });

  it.each(["practice/", "quiz/"])("start at the heading of the first question, and lead back: %s", async (address) => {
    const visit = await session.open(address);
    const { page } = visit;
    await page.getByRole("button", { name: "Try 10 questions" }).click();
    await page.locator(".item-form").waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.localName);
    await expect.poll(focused).toBe("h1");
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await page.goBack();
    await page.getByRole("heading", { name: "Pick up where you left off" }).waitFor();
    expectNoFaults(visit);
  });

  it.each(["practice/", "quiz/"])(
    "keep what the learner opened and focused in the list meanwhile: %s",
    async (address) => {
      const visit = await session.open("settings/");
      const { page } = visit;
      const release = await goHeld(visit, address);
      await page.getByText("Types and difficulty").click();
      await page.getByRole("checkbox", { name: /answer differently/ }).focus();
      const scrolled = await page.evaluate(() => window.scrollY);
      expect(scrolled).toBeGreaterThan(0);
      release();
      await expect.poll(() => page.getByRole("button", { name: "Start mixed practice" }).isEnabled()).toBe(true);
      await page.getByText("No attempts yet").waitFor();
      expect(await page.getByRole("radio", { name: "Harder" }).isVisible()).toBe(true);
      expect(await page.evaluate(() => document.activeElement?.id)).toMatch(/-disputed$/);
      expect(await page.evaluate(() => window.scrollY)).toBe(scrolled);
      expectNoFaults(visit);
    },
  );

  it("keep what the learner chose for an exam meanwhile, and before", async () => {
    const visit = await session.open("exam/");
    const { page } = visit;
    await untilExamCanStart(page);
    await page.getByLabel("Time", { exact: true }).selectOption("1.5");
    await page.goto(visit.url("settings/"));
    const release = await goHeld(visit, "exam/");
    const breaks = page.getByRole("checkbox", { name: /^Allow breaks/ });
    await breaks.check();
    await breaks.evaluate((element) => Object.assign(globalThis, { early: element }));
    release();
    await untilExamCanStart(page);
    expect(await breaks.evaluate((element) => Object.is(element, Reflect.get(globalThis, "early")))).toBe(true);
    expect(await breaks.evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await breaks.isChecked()).toBe(true);
    expect(await page.getByLabel("Time", { exact: true }).inputValue()).toBe("1.5");
    expectNoFaults(visit);
  });

  it.each([
    ["practice/", "Start mixed practice"],
    ["quiz/", "Start mixed practice"],
    ["exam/", "Start exam"],
  ])("let the learner start before the page is idle: %s", async (address, start) => {
    const visit = await session.open("settings/");
    const { page } = visit;
    // It opens the stored progress once the page is idle.
    await page.route("**/assets/shell-extras-*.js", () => undefined);
    await page.goto(visit.url(address));
    await expect.poll(() => page.getByRole("button", { name: start }).isEnabled()).toBe(true);
  });
});

describe("a comparison", () => {
  it("keeps the grades of recalled cells after a reload, and retests those missed", async () => {
    const visit = await session.open("compare/tiers/");
    const { page } = visit;
    await page.getByRole("button", { name: "Hide and recall" }).click();
    const cell = (name: string) => page.getByRole("button", { name: `Show ${name}` });
    await cell("Webhooks, Basic").click();
    await page.getByRole("button", { name: "Missed", exact: true }).click();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.getAttribute("aria-label")))
      .toBe("Show Webhooks, Standard");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Enter");
    await page.getByText("2 of", { exact: false }).first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await page.getByRole("button", { name: "Webhooks, Basic: missed. Change to got" }).waitFor();
    await page.getByRole("button", { name: "Webhooks, Standard: got. Change to missed" }).waitFor();
    await page.getByRole("button", { name: "Retest 1 missed" }).click();
    await cell("Webhooks, Basic").waitFor();
    expect(await cell("Webhooks, Standard").count()).toBe(0);
    expectNoFaults(visit);
  });

  it("says that the chapter doesn’t state a tier, and what Azure says", async () => {
    const visit = await session.open("compare/tiers/");
    await visit.page.getByLabel("Encryption with your own key").check();
    const answer = visit.page.locator(".picker .answer");
    await expect.poll(() => answer.innerText()).toMatch(/^Not stated/);
    expect(await answer.innerText()).toContain("Azure today: Premium");
    expect(await answer.innerText()).not.toContain("No tier");
    expectNoFaults(visit);
  });
});
