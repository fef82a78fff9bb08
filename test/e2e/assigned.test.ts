import { describe, expect, it } from "vitest";
import { packTerms } from "../../src/assignment/accommodation.ts";
import type { Assignment } from "../../src/assignment/assignment.ts";
import { fingerprintWords } from "../../src/assignment/fingerprint.ts";
import { assignmentHash } from "../../src/assignment/identity.ts";
import { packAssignment } from "../../src/assignment/link.ts";
import { packResult } from "../../src/assignment/returned-result.ts";
import { openSubmission, type Submission } from "../../src/assignment/submission.ts";
import type { SingleItem } from "../../src/assessment/item.ts";
import { loadItems } from "../../src/content/course.ts";
import { violations } from "../support/accessibility.ts";
import { answerByKeyboard, currentItem } from "../support/answer-item.ts";
import { anAssignment, instructorKeys } from "../support/assignments.ts";
import { download } from "../support/download.ts";
import { ownSite, untilKept } from "../support/own-site.ts";
import { browserSession, expectNoFaults } from "../support/session.ts";
import {
  pageHeading as heading,
  startAssigned,
  startButton,
  submitAssigned as submit,
} from "../support/take-assignment.ts";

const session = browserSession();
const learner = "kim@example.org";
const day = 86_400_000;

const singles = async (): Promise<SingleItem[]> =>
  (await loadItems()).flatMap(({ status, chapter }) =>
    status === "live" && chapter?.type === "single" && chapter.case === undefined ? [chapter] : [],
  );

/** An assignment of real questions that is due tomorrow. */
async function ofBank(fields: Partial<Assignment> = {}): Promise<Assignment> {
  const from = (await singles()).slice(0, 6).map(({ id, version }) => ({ id, version }));
  return anAssignment({
    dueAt: Date.now() + day,
    parts: [{ kind: "items", title: "", from, draw: 3, same: false }],
    ...fields,
  });
}

const openedFrom = async (bytes: Uint8Array): Promise<Submission> => {
  const read = await openSubmission(bytes, instructorKeys.seal);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};

describe("an assignment", () => {
  it("is answered, sealed and saved without a network, and its result opens beside it", async () => {
    const assignment = await ofBank();
    const hash = assignmentHash(assignment);
    const { site } = await ownSite();
    const visit = await session.open("", { at: site.url, offline: true });
    const { page } = visit;
    await untilKept(page);
    await page.goto(`${site.url}a/#${await packAssignment(assignment, instructorKeys.sign)}`);
    await heading(page, assignment.title);
    await expect.poll(() => page.url()).toBe(`${site.url}a/#at/${hash}`);
    expect(await page.locator("main").innerText()).toContain(fingerprintWords(assignment.keys).join(" "));
    await expect.poll(() => startButton(page).isEnabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    await startAssigned(page, { id: learner, name: "Kim" });
    await site.stop();

    await answerByKeyboard(page);
    await page.keyboard.press("n");
    await heading(page, "Question 2 of 3");
    await answerByKeyboard(page);
    await page.getByText(/^Saved (just now|\d+ s ago)$/).waitFor();
    await page.reload();
    await heading(page, "Question 2 of 3");
    await page.getByText(/^Welcome back/).waitFor();
    await submit(page);

    await page.getByRole("heading", { name: "Attempt 1: send it to your instructor" }).waitFor();
    const saved = await download(page, () => page.getByRole("button", { name: "Download the file" }).click());
    expect(saved.name).toBe("Tiers-and-replication_kim-example-org_1.acrsub");
    expect(await violations(page)).toEqual([]);
    const submission = await openedFrom(saved.bytes);
    const keys = new Map(
      (await singles()).map(({ id, options }) => [id, options.find(({ correct }) => correct)?.id ?? ""]),
    );
    expect(submission).toMatchObject({ assignment: hash, learner: { id: learner, name: "Kim" }, attempt: 1 });
    expect(submission.answers.map(({ response }) => response)).toEqual([
      { type: "single", option: keys.get(submission.answers[0]?.itemId ?? "") },
      { type: "single", option: keys.get(submission.answers[1]?.itemId ?? "") },
      undefined,
    ]);
    expect(submission.claimed).toEqual({ earned: 2, maximum: 3 });

    // Until the instructor or the due date releases them, neither score nor key is anywhere.
    await page.goto(`${site.url}practice/`);
    const past = page.getByRole("listitem").filter({ hasText: assignment.title });
    await past.waitFor();
    expect(await past.innerText()).toMatch(/Submitted$/);
    await past.getByRole("link").click();
    await heading(page, "Submitted");
    expect(await page.locator(".reviewed").count()).toBe(0);
    await page.goto(`${site.url}progress/`);
    const listed = page.getByRole("listitem").filter({ hasText: assignment.title });
    await listed.waitFor();
    expect(await listed.innerText()).toMatch(/Submitted$/);
    await page.getByText("Answer questions, in the text or in practice, to see what you know.").waitFor();

    const result = await packResult(
      {
        v: 1,
        submission: submission.id,
        assignment: hash,
        at: Date.now(),
        earned: 2.5,
        maximum: 3,
        passed: true,
        remark: "",
        comment: "Look at question 3 again.",
        items: [
          { itemId: submission.answers[2]?.itemId ?? "", earned: 0.5, maximum: 1, comment: "Half right in class." },
        ],
        shows: "explanations",
      },
      instructorKeys.sign,
      submission.returnKey,
    );
    await page.goto(`${site.url}a/`);
    const choose = (bytes: Uint8Array) =>
      page.getByLabel("File from your instructor").setInputFiles({
        name: "result.acrres",
        mimeType: "application/octet-stream",
        buffer: Buffer.from(bytes),
      });
    await choose(saved.bytes);
    await page.getByRole("alert").filter({ hasText: "This is a submission. Send it to your instructor" }).waitFor();
    await choose(result);
    await page.getByText("2.5 of 3 points, 83%: passed").waitFor();
    const panel = await page.getByRole("region", { name: "Result from your instructor" }).innerText();
    expect(panel).toContain("Look at question 3 again.");
    expect(panel).toMatch(/Question 3\s+Half right in class\./);
    await page.getByRole("link", { name: "Show your answers and the result" }).click();
    await heading(page, /^2 of 3 points/);
    expect(await page.locator(".reviewed").count()).toBe(3);
    await page.goto(`${site.url}progress/`);
    await page.getByText("8 more, and you see how ready you are.").waitFor();
    expectNoFaults({ ...visit, strangers: [] });
  });

  it("goes one way where its instructor wants that, by the terms of a personal link", async () => {
    const assignment = await ofBank({ navigation: "linear" });
    const terms = await packTerms(assignmentHash(assignment), learner, { factor: 2 }, instructorKeys.sign);
    const payload = await packAssignment(assignment, instructorKeys.sign);
    const visit = await session.open(`a/#${payload}~${terms}`, { viewport: { width: 360, height: 740 } });
    const { page } = visit;
    await page.getByText("This is a personal link.").waitFor();
    await page.getByLabel("Email address").fill("lee@example.org");
    await page.getByText("This personal link was made for someone else.").waitFor();
    expect(await startButton(page).isDisabled()).toBe(true);
    await page.getByLabel("Email address").fill(learner);
    await page.getByText("60 min (extended from 30 min)").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth - window.innerWidth")).toBe(0);
    await startAssigned(page, { id: learner, name: "Kim" });
    await page
      .getByText(/^(60:00|59:\d\d|1:00:00) left$/)
      .first()
      .waitFor();
    await page.keyboard.press("n");
    await page.getByRole("dialog", { name: "Go on without an answer?" }).waitFor();
    await page.getByRole("button", { name: "Go on", exact: true }).click();
    await heading(page, "Question 2 of 3");
    expect(await page.getByRole("button", { name: "Previous" }).count()).toBe(0);
    await page.keyboard.press("p");
    await page.keyboard.press("r");
    await heading(page, "Review");
    expect(await page.getByRole("button", { name: /^Question 1,.*locked/ }).isDisabled()).toBe(true);
    expect(await violations(page)).toEqual([]);
    expectNoFaults(visit);
  });

  it("hides its questions in a practice that began before, so that no key is shown", async () => {
    const visit = await session.open("practice/#objective-SKU-1");
    const { page } = visit;
    await heading(page, /question 1 of 10$/);
    const { id, version } = await currentItem(page);
    const practice = page.url();
    const parts = [{ kind: "items" as const, title: "", from: [{ id, version }], same: true }];
    const assignment = await ofBank({ parts });
    await page.goto(visit.url(`a/#${await packAssignment(assignment, instructorKeys.sign)}`));
    await startAssigned(page, { id: learner, name: "Kim" });

    await page.goto(practice);
    await heading(page, /question 1 of 10$/);
    await page.getByText("This question is part of an assignment that isn’t over.").waitFor();
    expect(await page.locator(".item-form").count()).toBe(0);
    expect(await page.getByRole("button", { name: "Check" }).count()).toBe(0);
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await heading(page, /question 2 of 10$/);
    await page.locator(".item-form").waitFor();
    expectNoFaults(visit);
  });

  it("is submitted by itself when its time is over", async () => {
    const assignment = await ofBank({ seconds: 60 });
    const visit = await session.open("a/", {});
    const { page } = visit;
    await page.clock.install();
    await page.reload();
    await page.getByLabel("Or a link or code").fill(await packAssignment(assignment, instructorKeys.sign));
    await page.getByRole("button", { name: "Open", exact: true }).click();
    await heading(page, assignment.title);
    await startAssigned(page, { id: learner, name: "Kim" });
    await answerByKeyboard(page);
    await page.getByText(/^Saved (just now|\d+ s ago)$/).waitFor();
    await page.clock.fastForward(61_000);
    await page.getByText("Time ran out, so the attempt was submitted.").waitFor();
    const saved = await download(page, () => page.getByRole("button", { name: "Download the file" }).click());
    const submission = await openedFrom(saved.bytes);
    expect(submission.submittedAt - submission.startedAt).toBe(60_000);
    expect(submission.answers.filter(({ response }) => response)).toHaveLength(1);
    expectNoFaults(visit);
  });

  it("can’t be opened when it was cut off or changed, and says what to do", async () => {
    const payload = await packAssignment(await ofBank(), instructorKeys.sign);
    const visit = await session.open(`a/#${payload.slice(0, -40)}`);
    const { page } = visit;
    await heading(page, "This assignment can’t be opened");
    expect(await page.getByRole("alert").first().innerText()).toContain("Copy the whole link again");
    expect(await violations(page)).toEqual([]);
    expectNoFaults(visit);
  });

  it("says which question is missing in this version, and that the attempts are used up", async () => {
    const assignment = await ofBank({
      parts: [{ kind: "items", title: "", from: [{ id: "no-such-question", version: 3 }], same: true }],
    });
    const visit = await session.open(`a/#${await packAssignment(assignment, instructorKeys.sign)}`);
    const { page } = visit;
    await page.getByRole("heading", { name: "Update Drydock first" }).waitFor();
    expect(await page.getByText("no-such-question, version 3").count()).toBe(1);

    const once = await ofBank({ attempts: 1, title: "Once" });
    await page.goto(visit.url(`a/#${await packAssignment(once, instructorKeys.sign)}`));
    await heading(page, "Once");
    await startAssigned(page, { id: learner, name: "Kim" });
    await submit(page);
    await page.getByRole("heading", { name: "No attempts left" }).waitFor();
    expectNoFaults(visit);
  });
});
