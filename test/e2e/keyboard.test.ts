import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import type { ScoredItem } from "../../src/assessment/item.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import { violations } from "../support/accessibility.ts";
import { browserSession, expectNoFaults, untilComplete } from "../support/session.ts";

const session = browserSession();
const { compiled } = compileContent(join(import.meta.dirname, "../.."));

const types = ["single", "choose", "statements", "build-list", "matching", "dropdowns", "hot-area"] as const;

/** The first item of a type that is asked alike under both profiles. */
function itemOf(type: ScoredItem["type"]): ScoredItem {
  const item = compiled?.items.find((bankItem) => bankItem.type === type && bankItem.profile === "both")?.chapter;
  if (!item || item.type === "reveal") throw new Error(`the bank has no item of type ${type}`);
  return item;
}

const focused = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement);

/** Moves on with the Tab key alone until a control has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let press = 0; press < 80; press++) {
    if (await focused(target)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${String(target)}`);
}

/** Goes down a menu until it shows a value. */
async function choose(page: Page, menu: Locator, value: string): Promise<void> {
  await tabTo(page, menu);
  for (let press = 0; press < 10 && (await menu.inputValue()) !== value; press++)
    await page.keyboard.press("ArrowDown");
  expect(await menu.inputValue()).toBe(value);
}

/** From the focused radio of a group on to another by the arrow keys. */
async function arrowTo(page: Page, radio: Locator): Promise<void> {
  for (let press = 0; press < 8 && !(await radio.isChecked()); press++) await page.keyboard.press("ArrowDown");
  expect(await radio.isChecked()).toBe(true);
}

/** Comes to a control of a group that is one Tab stop, and on to it by the arrow keys. */
async function roveTo(page: Page, control: Locator): Promise<void> {
  const group = control.locator("xpath=ancestor::*[@data-rove-group]");
  await tabTo(page, group.locator('[data-rove][tabindex="0"]'));
  await page.keyboard.press("Home");
  for (let press = 0; press < 20 && !(await focused(control)); press++) await page.keyboard.press("ArrowDown");
  expect(await focused(control)).toBe(true);
}

async function answerByKeyboard(page: Page, item: ScoredItem): Promise<void> {
  const form = page.locator(".item-form");
  switch (item.type) {
    case "single": {
      await tabTo(page, form.getByRole("radio").first());
      await page.keyboard.press("Space");
      // Options are shuffled: the right one is known by its text.
      const right = item.options.find(({ correct }) => correct)?.html ?? "";
      const labels = await form.locator("label.choice").all();
      for (const label of labels) {
        if ((await label.locator("span").last().innerHTML()) === right) await arrowTo(page, label.locator("input"));
      }
      break;
    }
    case "choose": {
      const right = new Set(item.options.filter(({ correct }) => correct).map(({ html }) => html));
      for (const label of await form.locator("label.choice").all()) {
        if (!right.has(await label.locator("span").last().innerHTML())) continue;
        await tabTo(page, label.locator("input"));
        await page.keyboard.press("Space");
      }
      break;
    }
    case "statements":
      for (const [at, { answer }] of item.statements.entries()) {
        const radio = (yes: boolean) => form.getByLabel(`Statement ${at + 1}: ${yes ? "yes" : "no"}`);
        await tabTo(page, radio(true));
        await page.keyboard.press("Space");
        if (!answer) await arrowTo(page, radio(false));
      }
      break;
    case "build-list": {
      // The first step goes in last and is moved up, so that adding and moving are both tried.
      const [first = "", ...rest] = item.key;
      for (const id of [...rest, first]) {
        await roveTo(page, form.locator(`[data-focus="add-${id}"]`));
        await page.keyboard.press("Enter");
      }
      const up = form.locator(`[data-focus="${first}-1"]`);
      await roveTo(page, up);
      for (let press = 0; press < rest.length; press++) {
        await page.keyboard.press("Enter");
        await expect.poll(() => focused(up)).toBe(true);
      }
      break;
    }
    case "matching":
      for (const { id, key } of item.targets) await choose(page, form.locator(`select[id$="-${id}"]`), key);
      break;
    case "dropdowns":
      for (const [at, gap] of item.gaps.entries()) {
        await choose(page, form.locator("select").nth(at), gap.choices.find(({ correct }) => correct)?.id ?? "");
      }
      break;
    case "hot-area":
      for (const { name } of item.places.filter(({ correct }) => correct)) {
        await roveTo(page, form.getByRole("button", { name, exact: true }));
        await page.keyboard.press("Enter");
      }
  }
}

describe("every type of item", () => {
  it.each(types)("%s is answered right by keyboard alone, checked and read", async (type) => {
    const item = itemOf(type);
    const visit = await session.open(`practice/#item-${item.id}`);
    const { page } = visit;
    await page.locator(".item-form").waitFor();
    expect(await violations(page)).toEqual([]);
    await answerByKeyboard(page, item);
    await tabTo(page, page.getByRole("button", { name: "Check", exact: true }));
    await page.keyboard.press("Enter");
    await expect.poll(() => page.locator(".verdict").innerText()).toMatch(/^Correct/);
    expect(await violations(page)).toEqual([]);
    expectNoFaults(visit);
  });
});

describe("number keys", () => {
  it("choose an option, and answer a statement with yes, then no; the last question leads to the result", async () => {
    const visit = await session.open(`practice/#item-${itemOf("single").id}`);
    const { page } = visit;
    const inputs = page.locator(".item-form input");
    await page.locator(".key-hints").waitFor();
    await page.keyboard.press("2");
    await expect.poll(() => inputs.nth(1).isChecked()).toBe(true);
    await page.goto(visit.url(`practice/#item-${itemOf("statements").id}`));
    await page.getByRole("radio", { name: "Statement 1: yes" }).waitFor();
    await page.keyboard.press("2");
    await expect.poll(() => page.getByRole("radio", { name: "Statement 2: yes" }).isChecked()).toBe(true);
    await page.keyboard.press("2");
    await expect.poll(() => page.getByRole("radio", { name: "Statement 2: no" }).isChecked()).toBe(true);
    await page.keyboard.press("n");
    await page.locator(".verdict").waitFor();
    await page.keyboard.press("n");
    await page.waitForURL(/\/results\//);
    expectNoFaults(visit);
  });
});

describe("a question", () => {
  it("shows code in its stem about as large as the words around it", async () => {
    const { page } = await session.open("practice/#item-aks-1-c");
    const code = page.locator(".item-form .stem code").first();
    await code.waitFor();
    const ratio = await code.evaluate(
      (span) =>
        parseFloat(getComputedStyle(span).fontSize) / parseFloat(getComputedStyle(span.parentElement!).fontSize),
    );
    expect(ratio).toBeGreaterThan(0.85);
    expect(ratio).toBeLessThanOrEqual(1);
  });
});

describe("the page as a whole", () => {
  it("begins with a way past the navigation, and shows where the focus is", async () => {
    const { page } = await session.open("learn/tiers/");
    await page.keyboard.press("Tab");
    const skip = page.getByRole("link", { name: "Skip to main content" });
    expect(await focused(skip)).toBe(true);
    expect(await skip.evaluate((element) => element.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
    expect(await skip.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe("none");
  });

  it("never hides the focused control below a bar", async () => {
    const { page } = await session.open("learn/tiers/", { viewport: { width: 360, height: 640 } });
    await untilComplete(page);
    const covered = () =>
      page.evaluate(() => {
        const element = document.activeElement;
        if (!(element instanceof HTMLElement) || element === document.body) return "";
        const [line] = element.getClientRects();
        const { left, top, width, height } = line ?? element.getBoundingClientRect();
        const at = document.elementFromPoint(left + width / 2, top + height / 2);
        return at && (element.contains(at) || at.contains(element))
          ? ""
          : `${element.outerHTML.slice(0, 90)} below ${at?.outerHTML.slice(0, 60)}`;
      });
    for (let press = 0; press < 40; press++) {
      await page.keyboard.press("Tab");
      // The browser may still be scrolling to what has just got the focus.
      await expect.poll(covered).toBe("");
    }
  });
});
