import type { Page } from "playwright-core";
import { expect } from "vitest";

export const examHeading = (page: Page) => page.locator(".exam h1");
const startButton = (page: Page) => page.getByRole("button", { name: "Start exam" });

/** Waits until the start page takes choices: it has drawn a form by then. */
export const untilExamCanStart = (page: Page): Promise<void> =>
  expect.poll(() => startButton(page).isEnabled()).toBe(true);

/** Waits for the first question. The start page shows a question as well, so that a question alone tells nothing. */
export const untilExamBegan = (page: Page): Promise<void> =>
  page.getByRole("heading", { level: 1, name: /^Question 1 of/ }).waitFor();

/** Starts an exam by its name on the start page, and waits until its first question has the focus. */
export async function startExam(page: Page, form: RegExp): Promise<void> {
  await untilExamCanStart(page);
  await page.getByRole("radio", { name: form }).check();
  await startButton(page).click();
  await untilExamBegan(page);
  await expect.poll(() => examHeading(page).evaluate((element) => element === document.activeElement)).toBe(true);
}
