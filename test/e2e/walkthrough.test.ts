import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../src/content/build/compile.ts";
import { violations } from "../support/accessibility.ts";
import { blockOf } from "../support/open-sandbox.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const { compiled, problems } = compileContent(join(import.meta.dirname, "../.."));
if (!compiled) throw new Error(problems.toString());
const { walkthroughs } = compiled;
const session = browserSession();

const sizes = [
  { viewport: { width: 360, height: 740 }, settings: { theme: "dark" } },
  { viewport: { width: 768, height: 1024 }, settings: { theme: "light" } },
  { viewport: { width: 1440, height: 900 }, settings: { theme: "dark" } },
  { viewport: { width: 360, height: 740 }, settings: { theme: "light", profile: "azure" } },
  { viewport: { width: 1440, height: 900 }, settings: { theme: "light", profile: "azure" } },
];

const line = (page: Page) => page.getByRole("textbox", { name: /^Command, in/ });
const overflow = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

/** Types a command at the keyboard and answers what it asks. */
async function type(page: Page, text: string) {
  await line(page).focus();
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  const block = blockOf(page, text);
  const answer = page.locator(".answer-line input");
  for (;;) {
    await block.or(answer).first().waitFor();
    if ((await answer.count()) === 0) break;
    await page.keyboard.type("y");
    await page.keyboard.press("Enter");
    await answer.waitFor({ state: "detached" });
  }
  await block.waitFor();
}

describe("a walkthrough on one's own", () => {
  it.each(walkthroughs.map((walkthrough, at) => ({ walkthrough, size: sizes[at % sizes.length], id: walkthrough.id })))(
    "$id is done by keyboard alone, at $size.viewport.width px",
    async ({ walkthrough, size }) => {
      const visit = await session.open(`walkthroughs/${walkthrough.id}/try/#level=alone`, size ?? {});
      const { page } = visit;
      for (const [at, { command, predict, title }] of walkthrough.steps.entries()) {
        await page.getByRole("heading", { level: 2, name: title }).waitFor();
        if (predict) await page.getByRole("button", { name: "Go on without a guess" }).press("Enter");
        await page.getByRole("button", { name: "Type it in the terminal" }).press("Enter");
        expect(await line(page).evaluate((field) => field === document.activeElement)).toBe(true);
        for (const text of command.split("\n").filter((one) => one.trim() !== "")) await type(page, text);
        const onward = page.getByRole("button", { name: /^Next: / });
        if (at < walkthrough.steps.length - 1) await onward.press("Enter");
      }
      await page.getByText(`All ${walkthrough.steps.length} steps done`).waitFor();
      // What the sticky bar half covers counts as a small target.
      await page.evaluate(() => window.scrollTo(0, 0));
      expect(await violations(page)).toEqual([]);
      expect(await overflow(page)).toBeLessThanOrEqual(0);
      expectNoFaults(visit);
    },
  );
});

describe("the first walkthrough", () => {
  it("is run from the text, then with blanks, and says what is missing", async () => {
    const visit = await session.open("walkthroughs/create/");
    const { page } = visit;
    await page.getByRole("link", { name: "Do it in the terminal" }).click();
    await page.getByRole("button", { name: "Run step" }).click();
    await page.getByRole("button", { name: "Next: See whether the name is free" }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Next: See whether the name is free");
    await page.keyboard.press("Enter");
    expect(await page.getByRole("button", { name: "Run step" }).count()).toBe(0);
    await page.getByRole("radio", { name: "The name is not available" }).check();
    await page.getByText("As predicted.").waitFor();
    await page.getByRole("button", { name: "Run step" }).click();
    await page.getByRole("navigation", { name: "Steps, 2 of 5 done" }).waitFor();

    await page.getByRole("radio", { name: "Blanks" }).check();
    const blank = (at: number) => page.getByRole("textbox", { name: new RegExp(`^Blank ${at} of 2: value of`) });
    await blank(1).fill("shop-rg");
    await blank(2).fill("westus");
    await page.getByRole("button", { name: "Run step" }).click();
    await page.getByText("Not this step yet.").waitFor();
    expect(await page.locator(".tip").innerText()).toContain("--location");
    expect(await violations(page)).toEqual([]);
    await page.reload();
    await blank(2).waitFor();
    expect(await blank(2).inputValue()).toBe("westus");
    await page.getByRole("button", { name: /^Undo/ }).click();
    await blank(2).fill("eastus");
    await page.getByRole("button", { name: "Run step" }).click();
    await page.getByText("✓ Done").waitFor();
    await page.getByRole("button", { name: /^Undo/ }).click();
    await page.getByRole("navigation", { name: "Steps, 0 of 5 done" }).waitFor();

    await page.getByRole("radio", { name: "Shown" }).check();
    await page.getByRole("navigation", { name: "Steps, 2 of 5 done" }).waitFor();
    await page.getByRole("button", { name: /^Step 2/ }).click();
    expect(await page.getByRole("radio", { name: "The name is not available" }).isChecked()).toBe(true);
    await page.getByRole("button", { name: "Begin again…" }).click();
    await page.getByRole("button", { name: "Begin again", exact: true }).click();
    await page.getByRole("navigation", { name: "Steps, 0 of 5 done" }).waitFor();
    expectNoFaults(visit);
  });

  it("opens at any step by its address, and says what that step needs", async () => {
    const visit = await session.open("walkthroughs/create/try/#level=alone&step=show");
    const { page } = visit;
    await page.getByText("This world stands at step 1.").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Run steps 1 to 3" }).click();
    await page.getByRole("navigation", { name: "Steps, 3 of 5 done" }).waitFor();
    expect(await page.getByRole("heading", { level: 2 }).innerText()).toContain("Read it back");
    await type(page, "az acr list");
    await page.getByText("Not this step yet.").waitFor();
    await page.getByRole("button", { name: "Show the command" }).click();
    await page.getByRole("button", { name: "Run step" }).click();
    await page.getByRole("button", { name: /^Next: / }).waitFor();
    expectNoFaults(visit);
  });

  it("goes on in one tab at a time", async () => {
    const { page, context, url } = await session.open("walkthroughs/create/try/");
    await page.getByRole("button", { name: "Run step" }).click();
    await page.getByText("✓ Done").waitFor();
    const other = await context.newPage();
    await other.goto(url("walkthroughs/create/try/"));
    await other.getByRole("button", { name: "Go on here" }).click();
    await other.getByRole("navigation", { name: "Steps, 1 of 5 done" }).waitFor();
    await page.getByRole("button", { name: "Go on here" }).waitFor();
    expect(await violations(page)).toEqual([]);
  });
});
