import { describe, expect, it } from "vitest";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();

describe("the guides for instructors", () => {
  it("can be read without script, from the list to a heading of another guide", async () => {
    const { page, url } = await session.open("assign/guide/", { javaScriptEnabled: false });
    expect(await page.locator("main .guides a").allInnerTexts()).toEqual([
      "Without an LMS",
      "With Moodle",
      "What a sealed file proves",
      "Privacy for schools",
    ]);
    await page.getByRole("link", { name: "What a sealed file proves" }).click();
    expect(page.url()).toBe(url("assign/guide/what-it-proves/"));
    await page.getByRole("link", { name: "Collect files in an assignment" }).click();
    expect(page.url()).toBe(url("assign/guide/moodle/#upload"));
    expect(await page.locator("#upload").isVisible()).toBe(true);
  });

  it("are found by the words of a problem", async () => {
    const visit = await session.open("");
    const { page } = visit;
    await page.keyboard.press("/");
    await page.getByRole("combobox").fill("whole import fail");
    await page.getByRole("option", { name: /What makes a whole import fail/ }).click();
    await page.waitForURL(visit.url("assign/guide/moodle/#import-fails"));
    const heading = page.getByRole("heading", { name: /What makes a whole import fail/ });
    await heading.waitFor();
    await expect.poll(async () => (await heading.boundingBox())?.y).toBeLessThan(400);
    expectNoFaults(visit);
  });

  it("print the text with the date of the version, and none of the controls", async () => {
    const visit = await session.open("assign/guide/privacy/");
    const { page } = visit;
    await page.getByRole("button", { name: "Print this guide" }).waitFor();
    await page.emulateMedia({ media: "print" });
    const shown = await page.locator("main").innerText();
    expect(shown).toContain("learner.name");
    expect(shown).toContain("Version of 30 November 2026");
    expect(shown).not.toMatch(/Print this guide|Other guides|On this page/);
    expect(await page.locator("main .anchor").first().isVisible()).toBe(false);
    expectNoFaults(visit);
  });
});
