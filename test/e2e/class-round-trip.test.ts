import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { answerRight } from "../support/answer-item.ts";
import { asUpload, download, type DownloadedFile } from "../support/download.ts";
import { issue, makeKeys, startFromExample } from "../support/make-assignment.ts";
import { ownSite, untilKept } from "../support/own-site.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";
import { pageHeading, startAssigned, submitAssigned } from "../support/take-assignment.ts";

const session = browserSession();
const day = 86_400_000;
const kim = { id: "kim@example.org", name: "Kim" };
const lee = { id: "lee@example.org", name: "Lee" };
const title = "Example: 10 questions";

/** Drops a file onto the part of the gradebook that takes submissions. */
async function drop(page: Page, { name, bytes }: DownloadedFile): Promise<void> {
  const dataTransfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(content)], fileName));
      return transfer;
    },
    [name, [...bytes]] as const,
  );
  await page.locator(".receive").dispatchEvent("drop", { dataTransfer });
}

/** Answers the first questions right, then submits; returns the sealed file. */
async function answerAndSubmit(page: Page, right: number): Promise<DownloadedFile> {
  for (let number = 1; number <= right; number++) {
    // oxlint-disable-next-line no-await-in-loop -- One question after the other.
    await answerRight(page);
    // oxlint-disable-next-line no-await-in-loop -- See above.
    await page.keyboard.press("n");
    // oxlint-disable-next-line no-await-in-loop -- See above.
    await pageHeading(page, `Question ${number + 1} of 10`);
  }
  await submitAssigned(page);
  await page.getByRole("heading", { name: "Attempt 1: send it to your instructor" }).waitFor();
  return download(page, () => page.getByRole("button", { name: "Download the file" }).click());
}

const openLearner = async (page: Page, name: string) => {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("heading", { name, exact: true }).waitFor();
};

it("goes from an instructor to learners and back: link, sealed file, mark, result, and grade file", async () => {
  const { site } = await ownSite();
  const teaching = await session.open("assign/", { at: site.url });
  const { page: instructor } = teaching;
  await teaching.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await startFromExample(instructor);
  await instructor.getByText(/^Late work:/).click();
  await instructor.getByLabel("Percent of the marks that lateness takes away").fill("50");
  // The example accepts nothing after its due date.
  await instructor.getByRole("button", { name: "Clear Closes" }).click();
  await makeKeys(instructor);
  const link = await issue(instructor);
  await instructor.getByRole("button", { name: "Copy the link" }).click();
  await instructor.getByText("Link copied.").waitFor();
  const clipboard = () => instructor.evaluate(() => navigator.clipboard.readText());
  expect(await clipboard()).toBe(link);

  // A learner on another device, without a network from the first question on.
  const learning = await session.open("", { at: site.url, offline: true });
  const { page: learner } = learning;
  await untilKept(learner);
  await learner.goto(link);
  await pageHeading(learner, title);
  await startAssigned(learner, kim);
  await learning.context.setOffline(true);
  const submission = await answerAndSubmit(learner, 2);
  expect(submission.name).toMatch(/\.acrsub$/);

  await instructor.getByRole("link", { name: "Open the gradebook" }).click();
  await instructor.getByRole("heading", { name: "Collect submissions" }).waitFor();
  await drop(instructor, submission);
  await instructor.getByText("1 submission added.").waitFor();
  const rowOf = (name: string) => instructor.getByRole("row", { name: new RegExp(`^${name} `) });
  const markOf = async (name: string): Promise<number> =>
    Number.parseFloat(await rowOf(name).locator("td").nth(1).innerText());
  await expect.poll(() => markOf("Kim")).toBeGreaterThan(0);
  const kimMark = await markOf("Kim");
  await openLearner(instructor, "Kim");
  await instructor.getByText("On time.").waitFor();
  await instructor.getByLabel(/^Comment/).fill("Read about tiers again.");
  await instructor.getByRole("button", { name: "Save decision" }).click();
  await instructor.getByText("Decision on Kim saved.").waitFor();
  await instructor.getByRole("button", { name: "Make the result for this learner" }).click();
  const result = await download(instructor, () =>
    instructor.getByRole("button", { name: "Save the result as a file" }).click(),
  );
  expect(result.name).toMatch(/\.acrres$/);

  await learner.getByLabel("File from your instructor").setInputFiles(asUpload(result));
  const returned = learner.getByRole("region", { name: "Result from your instructor" });
  await returned.getByText("Read about tiers again.").waitFor();
  expect(await returned.innerText()).toContain(`${kimMark} of 100 points`);
  await learner.getByRole("link", { name: "Show your answers and the result" }).click();
  await pageHeading(learner, /^\d+ of \d+ points/);
  const [, earned, maximum] = /^(\d+) of (\d+) points/.exec(await learner.locator("h1").innerText()) ?? [];
  expect(kimMark).toBeCloseTo((100 * Number(earned)) / Number(maximum), 2);
  expectNoFaults(learning);

  // Another learner uses the link of the class and hands in a day after the class's due date.
  const late = await session.open("", { at: site.url });
  await late.page.clock.install({ time: Date.now() + 8 * day });
  await late.page.goto(link);
  await pageHeading(late.page, title);
  await late.page.getByLabel("Email address").waitFor();
  await startAssigned(late.page, lee);
  const lateFile = await answerAndSubmit(late.page, 1);
  await instructor.getByRole("button", { name: "All learners" }).click();
  await instructor.getByLabel("Choose files").setInputFiles(asUpload(lateFile));
  await instructor.getByText("1 submission added.").waitFor();
  await expect.poll(() => markOf("Lee")).toBeGreaterThan(0);
  const lateMark = await markOf("Lee");
  await openLearner(instructor, "Lee");
  await instructor.getByText(/^Late by .*: 50% taken off\.$/).waitFor();
  await instructor.getByText("Accommodation", { exact: true }).click();
  await instructor.getByLabel("Time", { exact: true }).selectOption("1.5");
  await instructor.getByLabel(/^Due/).fill(new Date(Date.now() + 14 * day).toISOString().slice(0, 16));
  await instructor.getByRole("button", { name: "Save accommodation" }).click();
  await instructor.getByText(/^30 min \(extended from 20 min\) · due /).waitFor();
  await instructor.getByText("On time.").waitFor();
  await instructor.getByRole("button", { name: "Copy the personal link" }).click();
  await instructor.getByText("Copied", { exact: true }).waitFor();
  await late.page.goto(await clipboard());
  await late.page.getByText("30 min (extended from 20 min)").first().waitFor();
  expectNoFaults(late);

  await instructor.getByRole("button", { name: "All learners" }).click();
  const leeMark = await markOf("Lee");
  expect(leeMark).toBeCloseTo(2 * lateMark, 1);
  await instructor.getByRole("button", { name: "Roster and grades" }).click();
  await instructor.getByLabel("File", { exact: true }).selectOption({ label: "New file for Moodle" });
  const grades = await download(instructor, () => instructor.getByRole("button", { name: /^Download .*csv$/ }).click());
  const lines = grades.text.trim().split("\r\n");
  expect(lines[0]).toContain(title);
  expect(lines.find((line) => line.includes(kim.id))).toMatch(new RegExp(`,${kimMark}$`));
  expect(lines.find((line) => line.includes(lee.id))).toMatch(new RegExp(`,${leeMark}$`));
  expectNoFaults(teaching);
});
