import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { unpackAssignment } from "../../src/assignment/link.ts";
import { violations } from "../support/accessibility.ts";
import { asUpload, download } from "../support/download.ts";
import { issueButton, linkOn, makeKeys, passphrase, startFromExample } from "../support/make-assignment.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();
const phone = { viewport: { width: 360, height: 740 } };
const overflow = "document.documentElement.scrollWidth - window.innerWidth";
const untilSaved = (page: Page) => page.locator(".assign-dock").getByText("Saved on this device").waitFor();
const assignmentIn = async (link: string) => {
  const opened = await unpackAssignment(link.slice(link.indexOf("#") + 1));
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
};

const tabTo = async (page: Page, selector: string) => {
  for (let presses = 0; presses < 150; presses++) {
    if (await page.evaluate((target) => document.activeElement?.matches(target) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`${selector} is not in the tab order`);
};

describe("an assignment", () => {
  it("goes from the example to a signed link, a file and a QR code, and a reload in the middle loses nothing", async () => {
    const visit = await session.open("assign/");
    const { page } = visit;
    expect(await violations(page)).toEqual([]);
    await startFromExample(page);
    await page.getByLabel("Title").fill("Tiers, week 3");
    await page.getByLabel("Your name").fill("The instructor");
    await page.getByLabel("Minutes", { exact: true }).fill("25");
    await page.getByLabel("Time zone").selectOption("America/New_York");
    await page.getByLabel("The same questions for everyone").check();
    await untilSaved(page);
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "Tiers, week 3" }).waitFor();
    expect(await page.getByLabel("Minutes", { exact: true }).inputValue()).toBe("25");
    expect(await page.locator(".assign-dock").innerText()).toMatch(
      /^10 questions, 25 minutes, 2 attempts, due .*, 24:00 New York \(in \d days\)/,
    );
    expect(await violations(page)).toEqual([]);

    // Nothing goes out before a backup of the keys is saved.
    expect(await issueButton(page).isDisabled()).toBe(true);
    const keys = await makeKeys(page);
    expect(keys.text).not.toContain('"d"');
    await issueButton(page).click();
    await page.getByRole("heading", { name: "Your fingerprint words" }).waitFor();
    expect(await violations(page)).toEqual([]);

    const assignment = await assignmentIn(await linkOn(page));
    expect(assignment).toMatchObject({ title: "Tiers, week 3", seconds: 1500, attempts: 2, zone: "America/New_York" });
    expect(assignment.parts.flatMap((part) => (part.kind === "items" ? part.from : [])).length).toBe(10);
    expect(await page.getByRole("img", { name: /^QR code of the link/ }).count()).toBe(1);
    const file = await download(page, () => page.getByRole("button", { name: "Save as a file" }).click());
    expect(file.name).toBe("tiers-week-3.acrasg");
    expect(file.text).toContain((await linkOn(page)).split("#")[1]);

    // What was issued doesn't change; a copy is a new draft. The list leads to both.
    await page.getByRole("button", { name: "Duplicate as a new draft" }).click();
    await page.getByRole("heading", { level: 1, name: "Copy of Tiers, week 3" }).waitFor();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Instructors" }).click();
    const entries = page.locator(".assign-entry");
    await expect.poll(() => entries.count()).toBe(2);
    expect(await entries.first().innerText()).toContain("Draft");
    expect(await entries.last().innerText()).toMatch(/Open Due/);
    expect(await violations(page)).toEqual([]);
    await entries
      .first()
      .getByRole("button", { name: /^Delete/ })
      .click();
    await expect.poll(() => entries.count()).toBe(1);
    await page.keyboard.press("Enter");
    await expect.poll(() => entries.count()).toBe(2);
    expectNoFaults(visit);

    // Another device opens the file and, with the backup and its passphrase, has the keys.
    const other = await session.open("assign/");
    await other.page.getByRole("button", { name: "Import keys" }).click();
    await other.page.getByLabel("Backup file of your keys").setInputFiles(asUpload(keys));
    await other.page.getByLabel("Its passphrase").fill("not these four words");
    await other.page.getByRole("button", { name: "Import the keys" }).click();
    await other.page.getByText("The passphrase is wrong, or the file was changed. Try again.").waitFor();
    await other.page.getByLabel("Its passphrase").fill(passphrase);
    await other.page.getByRole("button", { name: "Import the keys" }).click();
    await other.page.getByText("Your keys are on this device now.").waitFor();
    await other.page.getByLabel("Import an assignment file").setInputFiles(asUpload(file));
    await other.page.getByRole("heading", { level: 1, name: "Tiers, week 3" }).waitFor();
    expect(await linkOn(other.page)).toBe(await linkOn(await backToIssued(page)));
    expect(await other.page.getByText("aren’t on this device").count()).toBe(0);
    expectNoFaults(other);
  });

  it("is made by keyboard alone, from a title and ten questions like the exam", async () => {
    const visit = await session.open("assign/");
    const { page } = visit;
    await page.getByText(/^None yet\. The example/).waitFor();
    await tabTo(page, ".assign .btn.primary");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "New assignment" }).waitFor();
    await tabTo(page, ".assign .field input");
    await page.keyboard.type("Week 4");
    await tabTo(page, ".assign-block .actions .btn");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Questions by objective/ }).waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.textContent))
      .toContain("Questions by objective");
    await tabTo(page, ".assign-keys input[type=password]");
    await page.keyboard.type(passphrase);
    await page.keyboard.press("Tab");
    await page.keyboard.type(passphrase);
    await download(page, () => page.keyboard.press("Enter"));
    await tabTo(page, ".assign-keys .primary");
    await page.keyboard.press("Enter");
    await page.locator(".assign-keys").waitFor({ state: "detached" });
    await expect.poll(() => issueButton(page).isEnabled()).toBe(true);
    await tabTo(page, ".assign-block > .btn.primary");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your fingerprint words" }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Week 4");
    const { parts, feedback } = await assignmentIn(await linkOn(page));
    expect(parts.reduce((sum, part) => sum + (part.kind === "items" ? (part.draw ?? part.from.length) : 0), 0)).toBe(
      10,
    );
    // Without a due date there is nothing to wait for.
    expect(feedback.when).toBe("submitted");
    expectNoFaults(visit);
  });
});

describe("the form of an assignment", () => {
  it("chooses questions by search, removes them with undo, and previews what a learner gets", async () => {
    const visit = await session.open("assign/", phone);
    const { page } = visit;
    await startFromExample(page);
    await page.getByRole("button", { name: "Remove Questions by objective" }).click();
    const undo = page.getByRole("button", { name: "Undo" });
    await expect.poll(() => undo.evaluate((button) => button === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Questions by objective/ }).waitFor();
    await page.getByRole("button", { name: "Remove Questions by objective" }).click();
    await page.getByRole("button", { name: "Choose questions", exact: true }).click();
    await page.getByLabel("Type", { exact: true }).selectOption("Case study");
    await page
      .getByRole("checkbox", { name: /^Case study/ })
      .first()
      .check();
    await page.getByLabel("Type", { exact: true }).selectOption("Statements");
    await page.getByLabel("Search questions").fill("premium");
    await page.getByRole("checkbox").first().check();
    expect(await page.evaluate(overflow)).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Preview as a learner" }).click();
    const questions = page.locator(".assign-question");
    await questions.first().waitFor();
    const count = Number(/^(\d+) questions/.exec(await page.locator(".assign-dock").innerText())?.[1]);
    expect(count).toBeGreaterThan(2);
    await expect.poll(() => questions.count()).toBe(count);
    expect(await page.evaluate(overflow)).toBe(0);
    expectNoFaults(visit);
  });

  it("says what keeps an assignment from going out, beside the field", async () => {
    const { page } = await session.open("assign/");
    await startFromExample(page);
    await page.getByLabel("Time zone").selectOption("Europe/Berlin");
    await page.getByLabel("Due", { exact: true }).fill("2040-03-25T02:30");
    await page.getByText("02:30 doesn’t exist on Sun 25 Mar 2040 in Berlin").waitFor();
    await page.getByLabel("Due", { exact: true }).fill("2020-01-01T10:00");
    const message = "This date is in the past, so all work would be late. Choose a later one.";
    await expect.poll(() => page.getByText(message).count()).toBe(2);
    await page.getByLabel("Minutes", { exact: true }).fill("0");
    await page.getByText("Enter a whole number from 1 to 1,440. Until then, 20 counts.").waitFor();
    expect(await violations(page)).toEqual([]);
  });

  it("keeps a list open while numbers are typed and boxes are checked in it", async () => {
    const { page } = await session.open("assign/");
    await page.getByText(/^None yet\. The example/).waitFor();
    await page.getByRole("button", { name: "New assignment" }).click();
    await page.getByRole("button", { name: "By objective", exact: true }).click();
    const lists = page.locator(".assign-part details");
    const counts = lists.first().getByRole("spinbutton");
    await counts.first().fill("2");
    await page
      .locator(".assign-dock")
      .getByText(/^2 questions/)
      .waitFor();
    await counts.nth(1).fill("1");
    await page.getByRole("button", { name: "By wrong idea", exact: true }).click();
    const ideas = lists.nth(1).getByRole("checkbox");
    await ideas.first().check();
    await page.getByText(/^Wrong ideas: 1 of/).waitFor();
    await ideas.nth(1).check();
    await page.getByText(/^Wrong ideas: 2 of/).waitFor();
    // Cleared and typed again, as one corrects a number.
    await counts.first().fill("");
    await counts.first().fill("3");
    expect(await lists.evaluateAll((all) => all.map((list) => (list as HTMLDetailsElement).open))).toEqual([
      true,
      true,
    ]);
  });

  it("says on the page that the questions to check or to preview didn't load", async () => {
    const { page, context } = await session.open("assign/questions/", { emptyCache: true });
    await page.getByRole("button", { name: "Write a question" }).click();
    await page.getByLabel("Question", { exact: true }).fill("Which tier has replicas?");
    await page.getByLabel("Answers").fill("Basic\n* Premium");
    await page.getByRole("button", { name: "Save the question" }).click();
    await page.getByText("Question saved.").waitFor();
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Instructors" }).click();
    await startFromExample(page);
    await page.getByRole("button", { name: "Remove Questions by objective" }).click();
    await page.getByRole("button", { name: "Choose questions", exact: true }).click();
    await page.getByLabel("Objective", { exact: true }).selectOption("Your own questions");
    await page.getByRole("checkbox", { name: /^Which tier has replicas/ }).check();
    const data = /\/assets\/(?!index|shared)[\w-]+\.js$/;
    await context.route(data, (route) => route.abort());
    await page.getByRole("button", { name: "Preview as a learner" }).click();
    await page.getByRole("alert").filter({ hasText: "The questions can’t be loaded:" }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Question family", exact: true }).click();
    await page.getByRole("alert").filter({ hasText: "The assignment can’t be checked:" }).waitFor();
    expect(await page.getByText("Drawing the questions…").count()).toBe(0);
    expect(await issueButton(page).isDisabled()).toBe(true);
  });

  it("rejects files that hold no assignment, and says so", async () => {
    const { page } = await session.open("assign/");
    await page.getByText(/^None yet\. The example/).waitFor();
    const file = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("Dear class") };
    await page.getByLabel("Import an assignment file").setInputFiles(file);
    await page.getByText(/^This file contains no assignment\./).waitFor();
    await page.goto(`${page.url()}new/#nothing`);
    await page.getByRole("heading", { name: "No such assignment" }).waitFor();
  });
});

describe("assignments at an address without https", () => {
  it("say that they need it, and that the rest works", async () => {
    const visit = await session.open("settings/");
    const { page } = visit;
    await page.addInitScript(() => Object.defineProperty(Crypto.prototype, "subtle", { value: undefined }));
    for (const path of ["assign/", "assign/gradebook/", "a/"]) {
      await page.goto(visit.url(path));
      await page.getByRole("heading", { level: 1, name: "Assignments need https" }).waitFor();
      expect(await page.getByRole("button", { name: "New assignment" }).count()).toBe(0);
    }
    expect(await violations(page)).toEqual([]);
    await page.goto(visit.url("assign/guide/"));
    await page.getByRole("heading", { level: 1, name: "For instructors" }).waitFor();
    expectNoFaults(visit);
  });
});

describe("a question of the instructor's own", () => {
  it("is written, imported, chosen, and carried by the assignment", async () => {
    const visit = await session.open("assign/questions/");
    const { page } = visit;
    await page.getByText(/^None yet\. Write one/).waitFor();
    await page.getByRole("button", { name: "Write a question" }).click();
    await page.getByLabel("Question", { exact: true }).fill("Which tier has replicas?");
    await page.getByLabel("Answers").fill("Basic\nPremium");
    await page.getByRole("button", { name: "Save the question" }).click();
    await page.getByText("Mark exactly one option as correct.").waitFor();
    await page.getByLabel("Answers").fill("Basic // It has one region.\n* Premium");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Save the question" }).click();
    await page.getByText("Question saved.").waitFor();
    const gift = "Which command signs in? {=az acr login ~docker push}\n\nExplain replication. {}\n";
    const buffer = Buffer.from(gift);
    await page
      .getByLabel("Import a file of questions")
      .setInputFiles({ name: "q.gift", mimeType: "text/plain", buffer });
    await page.getByText("1 question imported.").waitFor();
    expect(await page.getByText(/^Question 2, line \d+: /).count()).toBe(1);
    const exported = await download(page, () => page.getByRole("button", { name: "Export as GIFT" }).click());
    expect(exported.text).toContain("Which tier has replicas?");

    await page.goto(visit.url("assign/"));
    await startFromExample(page);
    await page.getByRole("button", { name: "Remove Questions by objective" }).click();
    await page.getByRole("button", { name: "Choose questions", exact: true }).click();
    await page.getByLabel("Objective", { exact: true }).selectOption("Your own questions");
    await page.getByRole("checkbox", { name: /^Which tier has replicas/ }).check();
    await makeKeys(page);
    await issueButton(page).click();
    await page.getByRole("heading", { name: "Your fingerprint words" }).waitFor();
    const { own = [] } = await assignmentIn(await linkOn(page));
    expect(own.map(({ stem, revision }) => [stem, revision])).toEqual([["Which tier has replicas?", 1]]);
    expectNoFaults(visit);
  });
});

/** Opens the issued assignment from the list. */
async function backToIssued(page: Page): Promise<Page> {
  await page.locator(".assign-entry").getByRole("link", { name: "Give out Tiers, week 3" }).click();
  await page.getByRole("heading", { name: "Your fingerprint words" }).waitFor();
  return page;
}
