import { unzipSync } from "fflate";
import type { FrameLocator, Page } from "playwright-core";
import { afterEach, describe, expect, it } from "vitest";
import type { ScormVersion } from "../../src/assignment/scorm/find-api.ts";
import { makePackage, planPackage } from "../../src/store/author-package.ts";
import { violations } from "../support/accessibility.ts";
import { download } from "../support/download.ts";
import { serveLms } from "../support/lms-double.ts";
import { ownAssignment } from "../support/own-assignment.ts";
import { builtPlayer } from "../support/player-files.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";

const session = browserSession();
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** The files of a package with three questions, each in the zip that an instructor downloads. */
async function packageFiles(version: ScormVersion): Promise<Record<string, Uint8Array>> {
  const plan = await planPackage(ownAssignment(), version);
  const made = makePackage(plan, { site: "https://example.org/acr/", player: builtPlayer() });
  if (!made.ok) throw new Error(made.message);
  return unzipSync(made.content);
}

/** Opens a page of an LMS in a browser that has no WebCrypto, as on pages without HTTPS: a script that calls it fails. */
async function openLms(version: ScormVersion) {
  const lms = await serveLms(await packageFiles(version), version);
  stops.push(lms.stop);
  const visit = await session.open("blank", { at: lms.url });
  await visit.page.addInitScript(() => {
    Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });
    Object.defineProperty(crypto, "randomUUID", { value: undefined });
  });
  const kinds: string[] = [];
  visit.context.on("request", (request) => kinds.push(request.resourceType()));
  return { ...visit, lms, kinds, frame: visit.page.frameLocator("iframe") };
}

const choose = (frame: FrameLocator | Page, name: string) => frame.getByRole("radio", { name }).check();
const button = (frame: FrameLocator | Page, name: string) => frame.getByRole("button", { name, exact: true });

async function submit(frame: FrameLocator | Page) {
  await button(frame, "Review and submit").click();
  await button(frame, "Submit the assignment").click();
  await button(frame, "Submit").click();
  await frame.getByRole("heading", { name: "Submitted" }).waitFor();
}

/** What the LMS has of the attempt. */
const recorded = (page: Page): Promise<Record<string, never>> =>
  page.evaluate("JSON.parse(JSON.stringify(window.lms.cmi))");
const interactions = (page: Page): Promise<Record<string, unknown>[]> =>
  page.evaluate("JSON.parse(JSON.stringify(window.lms.cmi.interactions.childArray))");

describe.each(["1.2", "2004"] as const)("a SCORM %s package in an LMS", (version) => {
  it("records each answer, continues after a reload, and gives the LMS score and status", async () => {
    const { page, frame, faults, strangers, kinds, lms } = await openLms(version);
    await page.goto(lms.url);
    await frame.getByText("Your LMS records your answers and the score of Kim").waitFor();
    await button(frame, "Start").click();
    await frame.getByRole("heading", { name: "Question 1 of 3" }).waitFor();
    await choose(frame, "Right one");
    await expect.poll(async () => (await interactions(page)).length).toBe(1);
    await button(frame, "Next").click();
    await frame.getByText("Question two?").waitFor();
    await choose(frame, "Wrong two");
    await expect.poll(async () => (await interactions(page)).length).toBe(2);

    await page.reload();
    await button(frame, "Continue the attempt").click();
    await frame.getByRole("heading", { name: "Question 2 of 3" }).waitFor();
    expect(await frame.getByRole("radio", { name: "Wrong two" }).isChecked()).toBe(true);
    await choose(frame, "Right two");
    await button(frame, "Next").click();
    await frame.getByText("Question three?").waitFor();
    await choose(frame, "Wrong three");
    await submit(frame);
    await frame.getByText("Your LMS has your answers and the score.").waitFor();
    await frame.getByText("66.67%: 2 of 3 points").waitFor();
    await frame.getByText("Because of three.").waitFor();

    expect(await recorded(page)).toMatchObject(
      version === "1.2"
        ? { core: { score: { raw: "66.67", min: "0", max: "100" }, lesson_status: "passed" } }
        : { score: { scaled: "0.6667", raw: "66.67" }, completion_status: "completed", success_status: "passed" },
    );
    const answers = await interactions(page);
    // The answer of the first session comes last: it gets its result with the submission.
    const isWrong = version === "1.2" ? "wrong" : "incorrect";
    expect(answers.map(({ result }) => result)).toEqual(["correct", isWrong, "correct"]);
    expect(answers.map(({ type }) => type)).toEqual(["choice", "choice", "choice"]);

    // A finished attempt can't be changed by opening it again.
    await page.reload();
    await frame.getByText("You submitted this attempt.").waitFor();
    expect(await button(frame, "Start").count()).toBe(0);

    expect(faults).toEqual([]);
    expect(strangers).toEqual([]);
    // Nothing is sent but through the LMS's own functions.
    expect(new Set(kinds)).toEqual(new Set(["document", "script", "stylesheet"]));
  });
});

describe("a package without an LMS", () => {
  it("says that nothing is recorded, and can be practiced", async () => {
    const { page, faults, lms } = await openLms("1.2");
    await page.goto(`${lms.url}package/index.html`);
    await page.getByText("This is practice: nothing is recorded.").waitFor();
    expect(await violations(page)).toEqual([]);
    await button(page, "Start").click();
    await choose(page, "Right one");
    await page.getByText("Nothing is recorded").waitFor();
    expect(await violations(page)).toEqual([]);
    await button(page, "Next").click();
    await button(page, "Next").click();
    await submit(page);
    await page.getByText("This was practice: nothing was recorded.").waitFor();
    await page.getByText("33.33%: 1 of 3 points").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(faults).toEqual([]);
    expect(await page.evaluate(async () => (await indexedDB.databases()).length)).toBe(0);
  });
});

describe("an issued assignment", () => {
  it("is saved as a SCORM package and as questions, with what each leaves out", async () => {
    const visit = await session.open("assign/");
    const { page } = visit;
    await page.getByText(/^None yet\. The example/).waitFor();
    await button(page, "Start from an example").click();
    await page.getByLabel("Passphrase", { exact: true }).fill("four words for me");
    await page.getByLabel("The same again").fill("four words for me");
    await download(page, () => button(page, "Make keys and save the file").click());
    await button(page, "The file is saved").click();
    await button(page, "Give out the assignment").click();
    await page.getByText("Save the assignment for an LMS").click();
    await page.getByText("Packages can be made offline from now on.").waitFor();
    await page.getByText(/^Each learner gets 10 of \d+ questions here/).waitFor();
    expect(await violations(page)).toEqual([]);

    const file = await download(page, () => button(page, "Save the SCORM 1.2 package").click());
    const files = unzipSync(file.bytes);
    const manifest = new TextDecoder().decode(files["imsmanifest.xml"]);
    expect(manifest).toContain("<schemaversion>1.2</schemaversion>");
    for (const path of Object.keys(files)) {
      if (path !== "imsmanifest.xml") expect(manifest).toContain(`href="${path}"`);
    }
    expect(file.name).toMatch(/\.scorm12\.zip$/);

    await page.getByRole("radio", { name: /^cmi5:/ }).check();
    const cmi5 = await download(page, () => button(page, "Save the cmi5 package").click());
    expect(Object.keys(unzipSync(cmi5.bytes))).toContain("cmi5.xml");
    // LMSs open courses elsewhere only over HTTPS, which this site doesn't have.
    await page.getByRole("radio", { name: /^cmi5 course that runs on this site/ }).check();
    await button(page, "Save the cmi5 course").click();
    await page.getByText("The unit needs a full address that begins with https://").waitFor();
    expect(await violations(page)).toEqual([]);

    await page.getByRole("radio", { name: /^GIFT/ }).check();
    const gift = await download(page, () => button(page, "Save as GIFT").click());
    expect(gift.text).toContain("$CATEGORY:");
    expectNoFaults(visit);
  });
});

describe("the whole chapter", () => {
  it("is saved as a package without an assignment: an exam, or all questions", async () => {
    const visit = await session.open("assign/");
    const { page } = visit;
    await page.getByText("Make a package of the chapter").click();
    await page.getByText("40 questions, 1 hour 15 minutes, pass mark 70%, chapter rules.").waitFor();
    await page.getByText("Packages can be made offline from now on.").waitFor();
    const exam = await download(page, () => button(page, "Save the SCORM 1.2 package").click());
    expect(exam.name).toMatch(/standard-exam\.scorm12\.zip$/);
    expect(Object.keys(unzipSync(exam.bytes))).toContain("imsmanifest.xml");

    await page.getByRole("radio", { name: /^All questions/ }).check();
    await page.getByText(/^\d+ questions, no time limit, pass mark 60%, chapter rules\./).waitFor();
    await page.getByRole("radio", { name: /^cmi5:/ }).check();
    const all = await download(page, () => button(page, "Save the cmi5 package").click());
    expect(all.name).toMatch(/all-questions\.cmi5\.zip$/);
    expect(await violations(page)).toEqual([]);
    expectNoFaults(visit);
  });
});
