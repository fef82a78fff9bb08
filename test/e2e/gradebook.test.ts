import { readFileSync } from "node:fs";
import { zipSync } from "fflate";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { loadItems } from "../../src/content/course.ts";
import type { ScoredItem } from "../../src/assessment/item.ts";
import type { Assignment } from "../../src/assignment/assignment.ts";
import { bodyKey } from "../../src/assignment/item-bodies.ts";
import { violations } from "../support/accessibility.ts";
import { anAssignment } from "../support/assignments.ts";
import { sealed, sit } from "../support/class.ts";
import { openGradebookOf } from "../support/open-gradebook.ts";
import { download } from "../support/download.ts";
import { browserSession, expectNoFaults, type Visit } from "../support/session.ts";

const session = browserSession();
const golden = new URL("./gradebook.golden.csv", import.meta.url);
const hour = 3_600_000;
const due = Date.UTC(2026, 10, 20, 17);

let assignment: Assignment;
let bodies: Map<string, ScoredItem>;
beforeAll(async () => {
  const items = (await loadItems())
    .flatMap(({ chapter }) => (chapter?.type === "single" ? [chapter] : []))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    .slice(0, 8);
  bodies = new Map(items.map((item) => [bodyKey(item), item]));
  assignment = anAssignment({
    parts: [
      { kind: "items", title: "", from: items.map(({ id, version }) => ({ id, version })), draw: 4, same: false },
    ],
    dueAt: due,
    late: { graceSeconds: 0, penalty: 0.5, per: "once", most: 1 },
    attempts: 2,
  });
});

/** Opens the gradebook of the assignment, whose key is on the device. */
async function openGradebook(options: Parameters<typeof session.open>[1] = {}): Promise<Visit> {
  const visit = await session.open("assign/gradebook/", options);
  await openGradebookOf(visit, assignment);
  return visit;
}

const learner = (at: number) => ({ id: `learner${String(at).padStart(2, "0")}@example.org`, name: `Learner ${at}` });

/** Twenty submissions on time, and one that came a day late and took 40 minutes. */
async function files(): Promise<{ name: string; mimeType: string; buffer: Buffer }[]> {
  const onTime = Array.from({ length: 19 }, (_, at) =>
    sit(assignment, bodies, {
      learner: learner(at + 1),
      number: at + 1,
      right: at % 5,
      startedAt: due - 5 * hour + at * 60_000,
    }),
  );
  const late = sit(assignment, bodies, {
    learner: learner(20),
    number: 20,
    right: 4,
    startedAt: due + 2 * hour,
    submittedAt: due + 2 * hour + 40 * 60_000,
  });
  return Promise.all(
    [...onTime, late].map(async (submission, at) => ({
      name: `upload ${at}.bin`,
      mimeType: "application/octet-stream",
      buffer: Buffer.from(await sealed(assignment, submission)),
    })),
  );
}

const drop = async (page: Page) => {
  await page.getByLabel("Choose files").setInputFiles(await files());
  await page.getByText("20 submissions added.").waitFor();
};
const rowOf = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(`^${name} `) });
const openLearner = async (page: Page, name: string) => {
  await page.getByRole("button", { name, exact: true }).click();
  await page.getByRole("heading", { name, exact: true }).waitFor();
};

describe("an instructor's gradebook", () => {
  it("keeps what is typed and where the focus was while another tab decides and removes", async () => {
    const visit = await openGradebook();
    const { page } = visit;
    // A live region is announced only if it was there before its text.
    const notice = page.locator(".gradebook-notice").getByRole("status", { includeHidden: false });
    expect(await notice.count()).toBe(1);
    await drop(page);
    await openLearner(page, "Learner 1");
    await page.getByLabel(/^Comment/).fill("Typed, not saved.");

    const other = await page.context().newPage();
    await other.goto(page.url());
    await openLearner(other, "Learner 1");
    await other.getByLabel("Your mark, out of 4").fill("3.5");
    await other.getByRole("button", { name: "Save decision" }).click();
    await other.getByText("Mark of Learner 1 set to 3.5.").waitFor();
    await other.getByRole("button", { name: "All learners" }).click();
    await openLearner(other, "Learner 2");
    await other.getByText("The learner’s receipt for it says").waitFor();
    await other.getByRole("button", { name: "Remove this submission" }).click();
    await other.getByText("Attempt 1 of Learner 2 removed.").waitFor();
    await other.getByText("19 learners", { exact: true }).waitFor();

    await expect.poll(() => page.getByLabel("Your mark, out of 4").inputValue()).toBe("3.5");
    expect(await page.getByLabel(/^Comment/).inputValue()).toBe("Typed, not saved.");
    await page.getByRole("button", { name: "Save decision" }).click();
    await page.getByText("Decision on Learner 1 saved.").waitFor();
    expect(await page.getByLabel("Your mark, out of 4").inputValue()).toBe("3.5");
    await page.getByRole("button", { name: "All learners" }).click();
    await page.getByText("19 learners", { exact: true }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await expect.poll(focused).toBe("Learner 1");

    await page.getByRole("button", { name: "Accommodations" }).click();
    await page.getByLabel(/^Learner: /).fill("learner05@example.org");
    await page.getByRole("button", { name: "Set terms" }).click();
    await expect.poll(focused).toBe("Learner 5");
    await page.getByLabel("Extra minutes").fill("10");
    await page.getByRole("button", { name: "Save accommodation" }).click();
    await page.getByText("Accommodation of Learner 5 saved.").waitFor();
    expect(await violations(page)).toEqual([]);
    expectNoFaults(visit);
  });

  it("collects, decides, undoes, judges by the accommodation, and hands out a grade file", async () => {
    const visit = await openGradebook();
    const { page } = visit;
    expect(await violations(page)).toEqual([]);
    await drop(page);
    await page.getByText("20 files read. Added: 20").waitFor();
    await page.getByText("20 learners", { exact: true }).waitFor();
    expect(await rowOf(page, "Learner 20").innerText()).toContain("3 hours");
    // 4 of 4 points, less half for lateness.
    await expect.poll(() => rowOf(page, "Learner 20").locator("td").nth(1).innerText()).toMatch(/^2\b/);

    // The same files again change nothing.
    await page.getByLabel("Choose files").setInputFiles(await files());
    await page.getByText("20 files read. Already received: 20").waitFor();

    await openLearner(page, "Learner 1");
    await page.getByLabel("Your mark, out of 4").fill("3.5");
    await page.getByLabel(/^Comment/).fill("Asked in person.");
    await page.getByRole("button", { name: "Save decision" }).click();
    await page.getByText("Mark of Learner 1 set to 3.5.").waitFor();
    await page.getByText("Your mark", { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("heading", { name: "Learner 1", exact: true }).click();
    await page.keyboard.press("Control+z");
    await page.getByText("Undone: Mark of Learner 1 set to 3.5.").waitFor();
    await expect.poll(() => page.getByLabel("Your mark, out of 4").inputValue()).toBe("");
    await page.getByLabel("Your mark, out of 4").fill("1,5");
    await page.getByRole("button", { name: "Save decision" }).click();
    await page.getByText("Mark of Learner 1 set to 1.5.").waitFor();
    await page.getByRole("button", { name: "All learners" }).click();

    // The plain link was used; the terms hold all the same.
    await openLearner(page, "Learner 20");
    await page.getByText("Late by 3 hours: 50% taken off.").waitFor();
    await page.getByText("9 minutes over the time allowed").waitFor();
    await page.getByLabel(/^Received by your LMS \(Berlin time\)/).fill("2026-11-20T17:59");
    await page.getByRole("button", { name: "Save the time" }).click();
    await page.getByText("On time.").waitFor();
    await page.getByRole("heading", { name: "Learner 20", exact: true }).click();
    await page.keyboard.press("Control+z");
    await page.getByText("Late by 3 hours: 50% taken off.").waitFor();
    await page.getByText("Accommodation", { exact: true }).click();
    await page.getByLabel("Time", { exact: true }).selectOption("1.5");
    await page.getByLabel(/^Due/).fill("2026-11-21T23:59");
    await page.getByRole("button", { name: "Save accommodation" }).click();
    await page.getByText("45 min (extended from 30 min) · due Sat 21 Nov 2026, 24:00").waitFor();
    await page.getByText("On time.").waitFor();
    expect(await page.getByText("over the time allowed").count()).toBe(0);
    await page.getByText("4 of 4", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Copy the personal link" }).waitFor();
    await page.getByRole("button", { name: "All learners" }).click();

    await page.getByRole("button", { name: "Roster and grades" }).click();
    await page.getByLabel("File", { exact: true }).selectOption({ label: "New file for Canvas" });
    const saved = await download(page, () => page.getByRole("button", { name: /^Download .*csv$/ }).click());
    expect(saved.text).toBe(readFileSync(golden, "utf8"));
    expectNoFaults(visit);
  });

  it("keeps everything, shows who is missing by the roster, and hands the same file back", async () => {
    const visit = await openGradebook();
    const { page } = visit;
    await drop(page);
    await page.reload();
    await page.getByText("20 learners", { exact: true }).waitFor();
    await page.getByRole("button", { name: "Roster and grades" }).click();
    const lines = [
      "First name,Last name,ID number,Email address",
      "Learner,2,2,learner02@example.org",
      "Ülkü,Öz,99,ulku@example.org",
    ];
    await page.getByLabel("Import a roster").setInputFiles({
      name: "course.csv",
      mimeType: "text/csv",
      buffer: Buffer.from(`\ufeff${lines.join("\r\n")}\r\n`),
    });
    await page.getByText("course.csv: 2 learners, from Moodle.").waitFor();
    await page.getByText(/19 identities fit nobody in the roster/).waitFor();
    const saved = await download(page, () => page.getByRole("button", { name: "Download course.csv" }).click());
    expect(saved.text).toBe(`\ufeff${lines[0]},"Tiers and replication"\r\n${lines[1]},1\r\n${lines[2]},\r\n`);
    await page.getByRole("button", { name: "Learners", exact: true }).click();
    await page.getByLabel("Show").selectOption("missing");
    await rowOf(page, "Ülkü Öz").waitFor();
    expect(await violations(page)).toEqual([]);
    expectNoFaults(visit);
  });

  it("asks before it's deleted with its submissions, and brings all back", async () => {
    const visit = await openGradebook();
    const { page } = visit;
    await drop(page);
    await page.goto(visit.url("assign/"));
    const entries = page.locator(".assign-entry");
    const dialog = page.getByRole("dialog", { name: "Delete Tiers and replication?" });
    const ask = () => entries.getByRole("button", { name: /^Delete/ }).click();
    await ask();
    await dialog.getByText("Its gradebook goes with it: 20 submissions, marks and comments.").waitFor();
    expect(await violations(page)).toEqual([]);
    await dialog.getByRole("button", { name: "Keep it" }).click();
    await dialog.waitFor({ state: "detached" });
    expect(await entries.count()).toBe(1);
    await ask();
    await dialog.getByRole("button", { name: "Delete it" }).click();
    await page.getByText("Deleted: Tiers and replication and 20 submissions.").waitFor();
    await expect.poll(() => entries.count()).toBe(0);
    await page.getByRole("button", { name: "Undo" }).click();
    await entries.getByRole("link", { name: /^Gradebook/ }).click();
    await page.getByText("20 learners", { exact: true }).waitFor();
    expectNoFaults(visit);
  });

  it("shows the last page when fewer learners are left, and counts by the roster that was imported last", async () => {
    const visit = await openGradebook();
    const { page } = visit;
    await drop(page);
    const more = await Promise.all(
      Array.from({ length: 40 }, async (_, at) => ({
        name: `more ${at}.bin`,
        mimeType: "application/octet-stream",
        buffer: Buffer.from(
          await sealed(assignment, sit(assignment, bodies, { learner: learner(at + 21), number: at + 21, right: 1 })),
        ),
      })),
    );
    await page.getByLabel("Choose files").setInputFiles(more);
    await page.getByText("1–50 of 60").waitFor();
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await page.getByText("51–60 of 60").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("20 learners", { exact: true }).waitFor();
    expect(await page.getByRole("row", { name: /^Learner \d/ }).count()).toBe(20);

    const importRoster = (name: string, lines: string[]) =>
      page
        .getByLabel(/^Import (a|another) roster/)
        .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) });
    const file = page.getByLabel("File", { exact: true });
    const column = page.getByLabel("Column", { exact: true });
    await page.getByRole("button", { name: "Roster and grades" }).click();
    await importRoster("moodle.csv", [
      "First name,Last name,ID number,Email address,Quiz: Week 1 (Real),Quiz: Week 2 (Real)",
      "Learner,1,1,learner01@example.org,1,-",
      "Learner,2,2,learner02@example.org,2,-",
    ]);
    await page.getByText("moodle.csv: 2 learners, from Moodle.").waitFor();
    await page.getByText("18 identities fit nobody in the roster").waitFor();
    await column.selectOption({ label: "Quiz: Week 2 (Real)" });
    await importRoster("canvas.csv", [
      "Student,ID,SIS User ID,SIS Login ID,Section,Essay (7)",
      "    Points Possible,,,,,10",
      "Learner 1,1,,learner01@example.org,A,3",
      "Learner 2,2,,learner02@example.org,A,4",
      "Learner 90,90,,learner90@example.org,A,5",
    ]);
    await page.getByText("canvas.csv: 3 learners, from Canvas.").waitFor();
    // The column that was chosen belonged to the roster before.
    expect(await column.locator("option:checked").innerText()).toBe("A new column");
    expect(await file.locator("option:checked").innerText()).toBe("The roster’s file, with one column filled");
    expect(await column.locator("option").allInnerTexts()).toEqual(["A new column", "Essay (7)"]);
    await page.getByRole("button", { name: "Learners", exact: true }).click();
    await page.getByText("21 learners, 1 missing in the whole class", { exact: true }).waitFor();
    await page.getByLabel("Find by name or ID").fill("learner 2");
    await page.getByText(/^\d+ learners?, 1 missing in the whole class$/).waitFor();
    expect(await violations(page)).toEqual([]);
    expectNoFaults(visit);
  });

  it("takes 300 submissions from one zip in 10 seconds, and the page answers meanwhile", async () => {
    const visit = await openGradebook();
    const { page } = visit;
    const entries = await Promise.all(
      Array.from({ length: 300 }, async (_, at): Promise<[string, Uint8Array]> => {
        const submission = sit(assignment, bodies, { learner: learner(at), number: at + 1, right: at % 5 });
        return [`folder/${at}.dat`, await sealed(assignment, submission)];
      }),
    );
    const zip = Buffer.from(zipSync(Object.fromEntries(entries), { level: 0 }));
    await page.evaluate(() => {
      let last = performance.now();
      const look = () => {
        const now = performance.now();
        const body = document.body.dataset;
        body["longest"] = String(Math.max(Number(body["longest"] ?? 0), now - last));
        last = now;
        requestAnimationFrame(look);
      };
      look();
    });
    const start = performance.now();
    await page
      .getByLabel("Choose files")
      .setInputFiles({ name: "LMS download.zip", mimeType: "application/zip", buffer: zip });
    await page.getByText("300 submissions added.").waitFor();
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(Number(await page.evaluate(() => document.body.dataset["longest"]))).toBeLessThan(1000);
    await page.getByText("1–50 of 300").waitFor();
    expectNoFaults(visit);
  });

  it("shows every part without violations, also narrow, dark and in forced colors", async () => {
    const visit = await openGradebook({ reducedMotion: "reduce" });
    const { page } = visit;
    await drop(page);
    for (const part of [
      "Accommodations",
      "Roster and grades",
      "Question analysis",
      "Class map",
      "Return results",
      "Co-instructors",
      "Learners",
    ]) {
      await page.getByRole("button", { name: part, exact: true }).click();
      await page.setViewportSize({ width: 1280, height: 900 });
      expect(await violations(page), part).toEqual([]);
      await page.setViewportSize({ width: 320, height: 640 });
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        part,
      ).toBeLessThanOrEqual(0);
      await page.evaluate(() => void (document.documentElement.dataset["theme"] = "dark"));
      expect(await violations(page, { appearanceOnly: true }), part).toEqual([]);
      await page.emulateMedia({ forcedColors: "active" });
      expect(await violations(page, { appearanceOnly: true, forcedColors: true }), part).toEqual([]);
      await page.emulateMedia({ forcedColors: null });
      await page.evaluate(() => void (document.documentElement.dataset["theme"] = "light"));
    }
    expectNoFaults(visit);
  });
});
