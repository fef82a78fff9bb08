import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { join } from "node:path";
import { compileContent } from "../../src/content/build/compile.ts";
import { violations } from "../support/accessibility.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();
const { compiled } = compileContent(join(import.meta.dirname, "../.."));
const bank = new Map(compiled?.items.map((item) => [item.id, item.chapter ?? item.azure]));

/** Text as the page shows it: tags out, entities and spaces as the browser has them. */
const shown = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ")
    .trim();

async function currentItem(page: Page) {
  const stem = shown(await page.locator(".item-form .stem").innerHTML());
  const item = [...bank.values()].find((one) => one && shown(one.stem) === stem);
  if (!item) throw new Error(`no item has the stem: ${stem}`);
  return item;
}

/** Gives the right answer to the item on screen, by its controls. */
async function answerRight(page: Page): Promise<void> {
  const item = await currentItem(page);
  const form = page.locator(".item-form");
  const choice = (html: string) =>
    form.locator("label.choice").filter({ has: page.getByText(shown(html), { exact: true }) });
  switch (item.type) {
    case "single":
    case "choose":
      for (const option of item.options.filter(({ correct }) => correct)) {
        const labels = await form.locator("label.choice").all();
        for (const label of labels) {
          const text = shown(await label.locator("span").last().innerHTML());
          if (text === shown(option.html)) await label.locator("input").check();
        }
      }
      break;
    case "statements":
      for (const [at, { answer }] of item.statements.entries()) {
        await form.getByLabel(`Statement ${at + 1}: ${answer ? "yes" : "no"}`).check();
      }
      break;
    case "build-list":
      for (const id of item.key) {
        const text = shown(item.steps.find((step) => step.id === id)?.html ?? "");
        const rows = await form.locator(".build-list > div").first().locator("li").all();
        for (const row of rows) {
          if (shown(await row.locator("span").first().innerHTML()) === text) {
            await row.getByRole("button").click();
            break;
          }
        }
      }
      break;
    case "matching":
      for (const { id, key } of item.targets) await form.locator(`select[id$="-${id}"]`).selectOption(key);
      break;
    case "dropdowns":
      for (const [at, gap] of item.gaps.entries()) {
        await form
          .locator("select")
          .nth(at)
          .selectOption(gap.choices.find(({ correct }) => correct)?.id ?? "");
      }
      break;
    case "hot-area":
      for (const { name } of item.places.filter(({ correct }) => correct)) {
        await form.getByRole("button", { name, exact: true }).click();
      }
      break;
    case "reveal":
      throw new Error(`a reveal card is in a quiz: ${shown(item.stem)} ${choice.name}`);
  }
}

async function startQuiz(page: Page): Promise<void> {
  await page.getByRole("button", { name: /Start the quiz|Take it again/ }).click();
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
  it("is failed with nothing answered, leaves the exam closed and offers the misses", async () => {
    const visit = await session.open("practice/");
    await startQuiz(visit.page);
    await submit(visit.page);
    expect(await visit.page.locator(".results .where").innerText()).toBe("Not passed yet");
    expect(await visit.page.locator(".reviewed").count()).toBe(20);
    expect(await violations(visit.page)).toEqual([]);
    await visit.page.getByRole("button", { name: "Retry my misses" }).click();
    await visit.page.locator(".item-form").waitFor();
    await answerRight(visit.page);
    await visit.page.getByRole("button", { name: "Check", exact: true }).click();
    await expect.poll(() => visit.page.locator(".verdict").innerText()).toMatch(/^Right/);
    await visit.page.goto(visit.url("practice/"));
    await visit.page.getByText("Closed").waitFor();
    expectNoFaults(visit);
  });

  it("is passed with every item right, completes the chapter and opens the exam", async () => {
    const visit = await session.open("practice/");
    await startQuiz(visit.page);
    for (let at = 0; at < 20; at++) {
      await answerRight(visit.page);
      if (at < 19) await visit.page.getByRole("button", { name: "Next" }).click();
    }
    await submit(visit.page);
    expect(await visit.page.locator(".results h1").innerText()).toContain("100 %");
    expect(await visit.page.locator(".results .resume").innerText()).toContain("Chapter complete");
    await visit.page.goto(visit.url("practice/"));
    await visit.page.getByText("Open", { exact: true }).waitFor();
    expectNoFaults(visit);
  });

  it("goes on at the same item with the same answers after a reload", async () => {
    const visit = await session.open("practice/");
    await startQuiz(visit.page);
    await answerRight(visit.page);
    await visit.page.getByRole("button", { name: "Next" }).click();
    await answerRight(visit.page);
    const stem = await visit.page.locator(".item-form .stem").innerText();
    await expect.poll(() => visit.page.locator(".meta").innerText()).toContain("Saved");
    await visit.page.reload();
    await visit.page.locator(".item-form").waitFor();
    expect(await visit.page.locator(".item-form .stem").innerText()).toBe(stem);
    expect(await visit.page.locator('.tick[data-state="answered"]').count()).toBe(2);
    await visit.page.goto(visit.url(""));
    await visit.page.getByRole("link", { name: "Continue the quiz" }).click();
    await visit.page.locator(".item-form").waitFor();
    expect(await visit.page.locator(".item-form .stem").innerText()).toBe(stem);
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
    await visit.page.getByRole("heading", { name: "This attempt is not on this device" }).waitFor();
    await visit.page.goto(visit.url("results/#nowhere"));
    await visit.page.getByRole("heading", { name: "No such attempt on this device" }).waitFor();
  });

  it("makes a test of a table, under the rules in force", async () => {
    const visit = await session.open("compare/tiers/", { settings: { profile: "azure" } });
    await visit.page.getByRole("link", { name: "Test me on this table" }).click();
    await visit.page.locator(".item-form").waitFor();
    expect(await visit.page.locator(".tick").count()).toBeGreaterThan(5);
    expect(await violations(visit.page)).toEqual([]);
    expectNoFaults(visit);
  });
});
