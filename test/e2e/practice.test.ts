import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { Item } from "../../src/assessment/item.ts";
import { offeredMisconceptions } from "../../src/assessment/chosen-misconceptions.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import { violations } from "../support/accessibility.ts";
import { textOf } from "../support/answer-item.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();
const { compiled } = compileContent(join(import.meta.dirname, "../.."));
const bodies = [...(compiled?.items ?? []), ...(compiled?.families.flatMap(({ variants }) => variants) ?? [])].flatMap(
  ({ chapter, azure }) => [chapter, azure].filter((body) => body !== undefined),
);

const heading = (page: Page, text: string | RegExp) => page.getByRole("heading", { level: 1, name: text }).waitFor();

async function itemOnScreen(page: Page): Promise<Item> {
  await page.locator(".item-form .stem").waitFor();
  const stem = textOf(await page.locator(".item-form .stem").innerHTML());
  const labels = await page.locator(".item-form .choice > span:last-child").allInnerTexts();
  const matching = bodies.filter((body) => textOf(body.stem) === stem);
  const item =
    matching.find(
      (body) =>
        "options" in body && labels.every((label) => body.options.some(({ html }) => textOf(html) === label.trim())),
    ) ?? matching[0];
  if (!item) throw new Error(`no item has the stem: ${stem}`);
  return item;
}

/** The letters of the options on screen that satisfy a test, in the order shown. */
async function lettersOf(
  page: Page,
  item: Item,
  test: (option: { correct: boolean; misconception?: string }) => boolean,
) {
  if (item.type !== "single" && item.type !== "choose") return [];
  const labels = await page.locator(".item-form .choice > span:last-child").all();
  const letters: string[] = [];
  for (const [at, label] of labels.entries()) {
    const text = textOf(await label.innerHTML());
    const option = item.options.find(({ html }) => textOf(html) === text);
    if (option && test(option)) letters.push("abcdefgh"[at] ?? "");
  }
  return letters;
}

const press = async (page: Page, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};

/** Types of question that a practice of single choice alone begins with, so that letters answer. */
const remembered = (choice: Record<string, unknown>) =>
  JSON.stringify({ source: "mixed", types: [], difficulty: "any", length: 10, ...choice });

/** All rows of a table on the device. */
const rowsOf = <Row>(page: Page, table: string): Promise<Row[]> =>
  page.evaluate(
    (name) =>
      new Promise<Row[]>((resolve, reject) => {
        const open = indexedDB.open("drydock");
        open.onerror = () => reject(new Error("no database"));
        open.onsuccess = () => {
          const request = open.result.transaction(name).objectStore(name).getAll();
          request.onsuccess = () => {
            open.result.close();
            resolve(request.result);
          };
        };
      }),
    table,
  );

const logOf = (page: Page) =>
  rowsOf<{ itemId: string; hinted?: boolean; confidence?: string; share: number; misconceptions?: string[] }>(
    page,
    "log",
  );

const placesOf = async (page: Page) =>
  (await rowsOf<{ position: number }>(page, "attempts")).map(({ position }) => position);

describe("practice", () => {
  it("is done by keyboard alone, with a hint, a second try, and a wrong idea that returns in another type", async () => {
    const visit = await session.open("practice/");
    const { page } = visit;
    // An objective with a family of single choice, wrong ideas, and questions of other types.
    await page.evaluate(
      (text) => localStorage.setItem("drydock.practice", text),
      remembered({ source: "objective-SKU-1", types: ["single"], length: 20 }),
    );
    await page.reload();
    await page.getByText(/\d+ questions fit\./).waitFor();
    const start = page.getByRole("button", { name: "Start practice" });
    await start.focus();
    await press(page, "Enter");
    await heading(page, "question 1 of 20");

    // The first question with a hint and an option that holds a wrong idea; those before it are answered right.
    let number = 1;
    let item = await itemOnScreen(page);
    const holding = () =>
      lettersOf(page, item, ({ correct, misconception }) => !correct && misconception !== undefined);
    const rightLetter = async () => (await lettersOf(page, item, ({ correct }) => correct))[0] ?? "a";
    while (!item.hint || (await holding()).length === 0) {
      await press(page, await rightLetter(), "n");
      await page.locator(".verdict").waitFor();
      await press(page, "n");
      await heading(page, `question ${++number} of 20`);
      item = await itemOnScreen(page);
    }
    await press(page, "h");
    await page.locator("details.hint[open]").waitFor();
    const [wrong = ""] = await holding();
    const right = await rightLetter();
    await press(page, wrong, "l");
    expect(await page.getByRole("radio", { name: "Certain" }).isChecked()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await press(page, "n");

    // The key isn't shown before the second try, and checking the same answer again does nothing.
    await page.locator(".try-again").getByText("Incorrect").waitFor();
    expect(await page.locator(".feedback .option").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Check again" }).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await press(page, right, "n");
    await page.getByText("Second try: correct. Your first answer counts.").waitFor();
    expect(await page.locator(".verdict").innerText()).toContain("0 / 1");
    const explained = page.locator(".feedback > ul .option");
    expect(await explained.first().innerText()).toContain("Your answer");
    expect(await explained.nth(1).innerText()).toContain("Correct answer");
    expect(await explained.count()).toBe(2);
    await page.getByText("a question like this returns later").waitFor();
    expect(await violations(page)).toEqual([]);

    // Only the first try is logged, with what was held and how sure the learner was.
    const log = await logOf(page);
    expect(log).toHaveLength(number);
    const held = log.find(({ itemId }) => itemId === item.id);
    expect(held).toMatchObject({ share: 0, confidence: "certain", hinted: true });

    // Three questions later, one of another type asks about the same objective.
    const [answered, wrongObjective] = [number, item.objective];
    const next = page.getByRole("button", { name: "Next", exact: true });
    for (let at = 1; at <= 3; at++) {
      await next.waitFor();
      await press(page, "n");
      await heading(page, `question ${++number} of 21`);
      item = await itemOnScreen(page);
      await press(page, await rightLetter(), "n");
      await expect.poll(() => page.locator(".verdict").innerText()).toMatch(/^Correct/);
    }
    await next.waitFor();
    await press(page, "n");
    await heading(page, `question ${answered + 4} of 21`);
    await page.getByText("You were certain of a wrong answer").waitFor();
    const returned = await itemOnScreen(page);
    expect(returned.type).not.toBe("single");
    expect(returned.objective).toBe(wrongObjective);

    // A reload keeps the question, once its place is stored, and adds none.
    await expect.poll(() => placesOf(page)).toEqual([answered + 3]);
    await page.reload();
    await heading(page, `question ${answered + 4} of 21`);
    expect((await itemOnScreen(page)).id).toBe(returned.id);
    await press(page, "p");
    await heading(page, `question ${answered + 3} of 21`);

    // What was held is listed, and due from the next day on.
    await page.goto(visit.url("misconceptions/"));
    await page.getByRole("heading", { name: "To fix (1)" }).waitFor();
    expect(await page.locator(".ideas").innerText()).toContain("Held once, once with certainty");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("link", { name: "Fix the top one" }).focus();
    await press(page, "Enter");
    await heading(page, /Wrong idea: question 1/);
    const again = await itemOnScreen(page);
    // Several versions of a question may have these words.
    const worded = bodies.filter(({ stem }) => stem === again.stem);
    expect(worded.flatMap(offeredMisconceptions), again.id).toContain(held?.misconceptions?.[0]);
    expectNoFaults(visit);
  });

  it("says how many questions fit and widens the choice, and remembers it", async () => {
    const visit = await session.open("practice/");
    const { page } = visit;
    await page.getByText("questions fit.").waitFor();
    await page.getByText("Objective", { exact: true }).click();
    await page.getByLabel("Objective", { exact: true }).and(page.locator("select")).selectOption("CMP-1");
    await page.getByText("Types and difficulty").click();
    await page.getByText("Harder", { exact: true }).click();
    await page.getByText("Matching", { exact: true }).click();
    await page.getByText(/^(Only \d|No question fits).*The practice adds \d+ questions of /).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await page
      .getByText(/The practice adds \d+ questions of any difficulty, any type, and related objectives\./)
      .waitFor();
    expect(await page.getByRole("radio", { name: "Harder" }).isChecked()).toBe(true);
    await page.getByRole("button", { name: "Start practice" }).click();
    await heading(page, /question 1 of 10/);
    await page.getByText("The practice adds").waitFor();

    await page.goto(visit.url("practice/"));
    await page.getByText("Due for review", { exact: true }).click();
    await page.getByText("Nothing is due for review.").waitFor();
    expect(await page.getByRole("button", { name: "Start practice" }).isDisabled()).toBe(true);
    expectNoFaults(visit);
  });

  it("continues without end, adds questions only on request, and ends with what was answered", async () => {
    const visit = await session.open("practice/");
    const { page } = visit;
    await page.evaluate(
      (text) => localStorage.setItem("drydock.practice", text),
      remembered({ source: "objective-AUTH-2", types: ["single"], length: "endless" }),
    );
    await page.reload();
    await page.getByText("Stop whenever you like.").waitFor();
    await page.getByRole("button", { name: "Start practice" }).click();
    await heading(page, /question 1$/);
    const stems = new Set<string>();
    for (let at = 1; at <= 12; at++) {
      await heading(page, new RegExp(`question ${at}$`));
      const item = await itemOnScreen(page);
      stems.add(item.id);
      const [letter = "a"] = await lettersOf(page, item, ({ correct }) => correct);
      await press(page, letter, "n");
      await page.locator(".verdict").waitFor();
      if (at === 10) {
        // Opening the last question again doesn't add any.
        await expect.poll(async () => (await logOf(page)).length).toBe(10);
        await page.reload();
        await heading(page, /question 10$/);
        expect(await page.locator(".tick").count()).toBe(10);
      }
      if (at < 12) await press(page, "n");
    }
    expect(stems.size).toBe(12);
    expect(await page.locator(".tick").count()).toBe(20);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "End practice" }).click();
    const dialog = page.getByRole("dialog");
    expect(await dialog.innerText()).toContain("You answered 12 questions. Your result counts only those.");
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "End practice" }).click();
    await heading(page, /^12 of 12 points/);
    expect(await page.locator(".reviewed").count()).toBe(12);
    expectNoFaults(visit);
  });

  it("starts from the address of any source, and mixed with one click", async () => {
    const visit = await session.open("practice/#objective-SKU-1");
    const { page } = visit;
    await heading(page, /Practice: Choosing a tier: question 1 of 10/);
    for (const [key, title] of [
      ["section-tiers", "Practice: "],
      ["misconception-M05", "Wrong idea"],
      ["new", "New questions"],
    ]) {
      await page.goto(visit.url(`practice/#${key}`));
      await heading(page, new RegExp(`${title}.*question 1 of 10`));
    }
    await page.goto(visit.url("practice/#due"));
    await page.getByRole("alert").getByText("Nothing is due for review.").waitFor();
    await page.goto(visit.url("practice/"));
    await page.getByRole("button", { name: "Start mixed practice" }).click();
    await heading(page, "Mixed practice: question 1 of 10");
    await page.goto(visit.url("practice/#mixed"));
    await page.getByRole("dialog", { name: /already in progress/ }).waitFor();
    expectNoFaults(visit);
  });

  it("fits a phone, in the dark, too", async () => {
    const visit = await session.open("practice/", { viewport: { width: 360, height: 640 }, colorScheme: "dark" });
    const { page } = visit;
    const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
    await page.getByText("questions fit.").waitFor();
    expect(await fits()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.goto(visit.url("misconceptions/"));
    await page.getByText("None recorded.").waitFor();
    expect(await fits()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await page.goto(visit.url("practice/#objective-SKU-1"));
    await heading(page, /question 1 of 10/);
    await page.locator(".item-form").waitFor();
    expect(await fits()).toBe(true);
    await page.locator(".item-form [data-answer]").first().click();
    expect(await violations(page, { appearanceOnly: true })).toEqual([]);
    expectNoFaults(visit);
  });
});

describe("reports of questions", () => {
  it("are listed in Settings, exported as text, deleted and brought back", async () => {
    const visit = await session.open("practice/#objective-REG-2");
    const { page } = visit;
    await heading(page, /question 1 of 10/);
    await page.goto(visit.url("settings/#reports"));
    await page.getByText("You haven’t reported any questions.").waitFor();
    await page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const open = indexedDB.open("drydock");
          open.onsuccess = () => {
            const transaction = open.result.transaction("reports", "readwrite");
            transaction.objectStore("reports").put({
              id: "r1",
              itemId: "no-such-item",
              version: 1,
              profile: "chapter",
              text: "Option B is right, too.",
              at: 1,
            });
            transaction.oncomplete = () => resolve();
            transaction.onerror = () => reject(new Error("not stored"));
          };
        }),
    );
    await page.reload();
    await page.getByText("Option B is right, too.").first().waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Delete the report “Option B is right, too.”" }).click();
    await page.getByText("Report deleted.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: "Delete the report “Option B is right, too.”" }).waitFor();
    expectNoFaults(visit);
  });
});
