import type { Page } from "playwright-core";
import { expect } from "vitest";
import { download, type DownloadedFile } from "./download.ts";

/** Protects the keys that tests make. */
export const passphrase = "four words for me";

/** The button that signs the draft on the page. */
export const issueButton = (page: Page) => page.getByRole("button", { name: "Give out the assignment" });

/** Returns the link of the assignment that was issued on the page. */
export const linkOn = (page: Page): Promise<string> => page.getByLabel("Link", { exact: true }).inputValue();

/** Makes keys and says that their backup is safe; returns the backup file. */
export async function makeKeys(page: Page): Promise<DownloadedFile> {
  await page.getByLabel("Passphrase", { exact: true }).fill(passphrase);
  await page.getByLabel("The same again").fill(passphrase);
  const file = await download(page, () => page.getByRole("button", { name: "Make keys and save the file" }).click());
  expect(await issueButton(page).isDisabled()).toBe(true);
  await page.getByRole("button", { name: "The file is saved" }).click();
  return file;
}

/** Makes a draft from the example, on the list of an instructor who has none. */
export async function startFromExample(page: Page): Promise<void> {
  await page.getByText(/^None yet\. The example/).waitFor();
  await page.getByRole("button", { name: "Start from an example" }).click();
  await page.getByRole("heading", { level: 1, name: "Example: 10 questions" }).waitFor();
}

/** Signs the draft on the page and returns its link. */
export async function issue(page: Page): Promise<string> {
  await expect.poll(() => issueButton(page).isEnabled()).toBe(true);
  await issueButton(page).click();
  await page.getByRole("heading", { name: "Your fingerprint words" }).waitFor();
  return linkOn(page);
}
