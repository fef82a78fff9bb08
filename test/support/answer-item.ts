import { join } from "node:path";
import type { Page } from "playwright-core";
import type { Item } from "../../src/assessment/item.ts";
import { plainText } from "../../src/assessment/plain-text.ts";
import { compileContent } from "../../src/content/build/compile.ts";

const { compiled } = compileContent(join(import.meta.dirname, "../.."));
const asked = [...(compiled?.items ?? []), ...(compiled?.families.flatMap(({ variants }) => variants) ?? [])].flatMap(
  (item) => item.chapter ?? item.azure ?? [],
);

/** Text as the page shows it: tags out, entities and spaces as the browser has them. */
export const textOf = (html: string): string => plainText(html).replaceAll(/\s+/g, " ");

/** The choices of an item as its form shows them, in any order; they tell items with the same stem apart. */
const shownTexts = (item: Item): string[] =>
  "options" in item
    ? item.options.map(({ html }) => textOf(html))
    : "steps" in item
      ? item.steps.map(({ html }) => textOf(html))
      : [];

/** The item on screen, found by its text. */
export async function currentItem(page: Page): Promise<Item> {
  const stem = textOf(await page.locator(".item-form .stem").innerHTML());
  const form = textOf(await page.locator(".item-form").innerHTML());
  const item = asked.find(
    (candidate) => textOf(candidate.stem) === stem && shownTexts(candidate).every((text) => form.includes(text)),
  );
  if (!item) throw new Error(`no item has the stem: ${stem}`);
  return item;
}

/** Gives the right answer to the item on screen, by its controls with a pointer. */
export async function answerRight(page: Page): Promise<void> {
  const item = await currentItem(page);
  const form = page.locator(".item-form");
  switch (item.type) {
    case "single":
    case "choose":
      for (const option of item.options.filter(({ correct }) => correct)) {
        const labels = await form.locator("label.choice").all();
        for (const label of labels) {
          const text = textOf(await label.locator("span").last().innerHTML());
          if (text === textOf(option.html)) await label.locator("input").check();
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
        const text = textOf(item.steps.find((step) => step.id === id)?.html ?? "");
        const rows = await form.locator(".build-list > div").first().locator("li").all();
        for (const row of rows) {
          if (textOf(await row.locator("span").first().innerHTML()) === text) {
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
    case "series":
      await form.getByLabel(item.answer ? "Yes" : "No", { exact: true }).check();
      break;
    case "command":
    case "reveal":
      throw new Error(`a form has no ${item.type}: ${textOf(item.stem)}`);
  }
}

/** Presses arrow keys in the menu that has the focus until it shows a value. */
async function chooseInMenu(page: Page, value: string): Promise<void> {
  const shown = () => page.evaluate(() => (document.activeElement as HTMLSelectElement | null)?.value);
  await page.keyboard.press("Home");
  for (let presses = 0; presses < 12 && (await shown()) !== value; presses++) await page.keyboard.press("ArrowDown");
  if ((await shown()) !== value) throw new Error(`the menu never shows ${value}`);
}

/** Gives the right answer to the item on screen by keys alone, and leaves the focus where single keys work. */
export async function answerByKeyboard(page: Page): Promise<void> {
  const item = await currentItem(page);
  const form = page.locator(".item-form");
  const press = (index: number) => page.keyboard.press(String(index + 1));
  const textsOf = async (selector: string) =>
    (await form.locator(selector).evaluateAll((all) => all.map((element) => element.textContent ?? ""))).map(textOf);
  switch (item.type) {
    case "single":
    case "choose": {
      const shown = await textsOf("label.choice > span:last-child");
      for (const { html } of item.options.filter(({ correct }) => correct)) {
        await page.keyboard.press("abcdefgh"[shown.indexOf(textOf(html))] ?? "");
      }
      break;
    }
    case "statements":
      for (const [at, { answer }] of item.statements.entries()) {
        await press(at);
        if (!answer) await press(at);
      }
      break;
    case "build-list":
      for (const id of item.key) {
        const text = textOf(item.steps.find((step) => step.id === id)?.html ?? "");
        const offered = await textsOf(".build-list > div:first-child li > span:first-child");
        await press(offered.indexOf(text));
        await form.locator(".build-list ol li").filter({ hasText: text }).first().waitFor();
      }
      break;
    case "matching":
    case "dropdowns": {
      await press(0);
      const keys =
        item.type === "matching"
          ? item.targets.map(({ key }) => key)
          : item.gaps.map(({ choices }) => choices.find(({ correct }) => correct)?.id ?? "");
      for (const key of keys) {
        await chooseInMenu(page, key);
        await page.keyboard.press("Tab");
      }
      break;
    }
    case "hot-area": {
      const names = await form.locator(".place").evaluateAll((all) => all.map((place) => place.ariaLabel));
      for (const { name } of item.places.filter(({ correct }) => correct)) await press(names.indexOf(name));
      break;
    }
    case "series":
      await press(item.answer ? 0 : 1);
      break;
    case "command":
    case "reveal":
      throw new Error(`a form has no ${item.type}: ${textOf(item.stem)}`);
  }
}
