import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Waits for the page whose title this is. */
export const pageHeading = (page: Page, name: RegExp | string): Promise<void> =>
  page.getByRole("heading", { level: 1, name }).waitFor();

/** The button that begins the first attempt at an assignment. */
export const startButton = (page: Page) => page.getByRole("button", { name: "Start", exact: true });

/** Enters who the learner is and starts an assignment that asks for email address and name. */
export async function startAssigned(page: Page, { id, name }: { id: string; name: string }): Promise<void> {
  await page.getByLabel("Email address").fill(id);
  await page.getByLabel("Your name").fill(name);
  await expect.poll(() => startButton(page).isEnabled()).toBe(true);
  await startButton(page).click();
  await pageHeading(page, /^Question 1 of/);
}

/** Submits the attempt that is open. */
export async function submitAssigned(page: Page): Promise<void> {
  await page.keyboard.press("r");
  await pageHeading(page, "Review");
  await page.getByRole("button", { name: "Submit the assignment" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
}
