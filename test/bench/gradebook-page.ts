import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { zipSync } from "fflate";
import type { Browser, Page } from "playwright-core";
import { counted } from "../../src/assessment/counted.ts";
import type { ScoredItem } from "../../src/assessment/item.ts";
import type { Assignment } from "../../src/assignment/assignment.ts";
import { bodyKey } from "../../src/assignment/item-bodies.ts";
import type { Submission } from "../../src/assignment/submission.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import { anAssignment } from "../support/assignments.ts";
import { launchBrowser } from "../support/browser.ts";
import { sealed, sit } from "../support/class.ts";
import { openGradebookOf } from "../support/open-gradebook.ts";
import { aBrowser } from "../support/sandbox.ts";
import { serveSite } from "../support/site.ts";
import { printTable } from "./table.ts";

const root = join(import.meta.dirname, "../..");
const questions = 40;
/** Different ways through the walkthrough; learners who typed the same commands share one. */
const ways = 30;
/** Milliseconds that a task of the page may take before a person notices. */
const longestTask = 200;

const { compiled, problems } = compileContent(root);
if (!compiled) throw new Error(problems.toString());
const walkthrough = compiled.walkthroughs.find(({ id }) => id === "create");
if (!walkthrough) throw new Error("there is no walkthrough called create");

/** Question bodies of the bank that have a single answer. */
const singles: ScoredItem[] = compiled.items.flatMap(({ status, chapter }) =>
  status === "live" && chapter?.type === "single" && !chapter.case ? [chapter] : [],
);
const bodies = new Map(singles.map((item) => [bodyKey(item), item]));
const from = singles.map(({ id, version }) => ({ id, version }));

/** Does the first two steps of the walkthrough in the simulator, after a command that no other way has. */
async function makeWay(number: number): Promise<string> {
  const { id, start, steps } = walkthrough ?? { id: "", start: "", steps: [] };
  const { sandbox } = await aBrowser({ templates: compiled?.templates ?? [] }).openTab();
  await sandbox.request("openLesson", {
    walkthrough: id,
    level: "alone",
    name: id,
    template: start,
    profile: "chapter",
  });
  const lines = steps.slice(0, 2).flatMap(({ command }) => command.split("\n").filter((line) => line.trim()));
  for (const line of [`az acr check-name -n class${number}`, ...lines]) {
    // oxlint-disable-next-line no-await-in-loop -- Each command needs what the one before left.
    await sandbox.request("execute", { line });
  }
  const shared = await sandbox.request("share", null);
  if ("refused" in shared) throw new Error(shared.refused);
  return shared.payload;
}

/** What a class submits: a name and its sealed submission for each learner. */
type Sealed = [name: string, bytes: Uint8Array][];

async function sealAll(
  assignment: Assignment,
  count: number,
  fieldsOf: (at: number) => Partial<Submission>,
): Promise<Sealed> {
  const all: Sealed = [];
  for (let at = 0; at < count; at += 1) {
    const learner = { id: `learner${at}@example.org`, name: `Learner ${at}` };
    const submission = sit(assignment, bodies, {
      learner,
      number: at + 1,
      right: at % (questions + 1),
      fields: fieldsOf(at),
    });
    // oxlint-disable-next-line no-await-in-loop -- Sealing thousands at once would fill the memory.
    all.push([`learner-${at}.acrsub`, await sealed(assignment, submission)]);
  }
  return all;
}

/** Stretches of time as a page records them that was often left. */
const spans = (at: number) =>
  Array.from({ length: 20 }, (_, number) => {
    const start = Date.UTC(2026, 11, 18, 14) + at * 1000 + number * 60_000;
    return { from: start, to: start + 5000 };
  });

/** Watches what a person notices: the longest task of the page, and the longest time between two frames. */
const watchPage = (page: Page) =>
  page.evaluate(() => {
    const seen = { task: 0, frame: 0, steps: new Set<number>(), last: performance.now() };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) seen.task = Math.max(seen.task, duration);
    }).observe({ type: "longtask" });
    const look = () => {
      const now = performance.now();
      seen.frame = Math.max(seen.frame, now - seen.last);
      seen.last = now;
      const shown = document.querySelector("progress")?.value;
      if (shown !== undefined) seen.steps.add(shown);
      requestAnimationFrame(look);
    };
    look();
    Object.assign(globalThis, { seen });
  });

interface Seen {
  task: number;
  frame: number;
  steps: number;
}

const seenOn = (page: Page): Promise<Seen> =>
  page.evaluate(() => {
    const { seen } = globalThis as unknown as { seen: { task: number; frame: number; steps: Set<number> } };
    return { task: seen.task, frame: seen.frame, steps: seen.steps.size };
  });

/** Gives files to the gradebook of a new profile, and measures until its table has everyone. */
async function receive(browser: Browser, site: string, assignment: Assignment, paths: string[], count: number) {
  const context = await browser.newContext();
  context.setDefaultTimeout(150_000);
  const page = await context.newPage();
  await openGradebookOf({ page, url: (path) => site + path }, assignment);
  await watchPage(page);
  const start = performance.now();
  await page.getByLabel("Choose files").setInputFiles(paths);
  await page.getByText(`${counted(count, "submission")} added.`).waitFor();
  await page.getByText(`1–50 of ${count.toLocaleString("en")}`).waitFor();
  const taken = (performance.now() - start) / 1000;
  const { task, frame, steps } = await seenOn(page);
  let replayed: number | undefined;
  if (assignment.parts.some(({ kind }) => kind === "walkthrough")) {
    await page.getByText(/Repeating walkthroughs/).waitFor({ state: "detached" });
    replayed = (performance.now() - start) / 1000;
  }
  const after = await seenOn(page);
  const reloading = performance.now();
  await page.reload();
  await page.getByText(`1–50 of ${count.toLocaleString("en")}`).waitFor();
  const reopened = (performance.now() - reloading) / 1000;
  await context.close();
  return { taken, task, frame, steps, replayed, after, reopened };
}

/** Gives a class's submissions to the built gradebook page in Chromium, and says when a goal is missed. */
export async function measure(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "drydock-class-"));
  const site = await serveSite(join(root, "dist"));
  const browser = await launchBrowser();
  const items = { kind: "items" as const, title: "", from, draw: questions, same: false };
  const titled = { kind: "walkthrough" as const, id: walkthrough?.id ?? "", title: "Create a registry", points: 10 };
  const classes = [
    { name: "with walkthroughs, as files", count: 300, goal: 10, assignment: anAssignment({ parts: [items, titled] }) },
    { name: "answers only, as a zip", count: 5000, goal: 60, assignment: anAssignment({ parts: [items] }) },
  ];
  try {
    const transcripts: string[] = [];
    // oxlint-disable-next-line no-await-in-loop -- One simulator at a time.
    for (let at = 0; at < ways; at += 1) transcripts.push(await makeWay(at));
    const rows: Record<string, string | number>[] = [];
    for (const { name, count, goal, assignment } of classes) {
      const isFull = assignment.parts.length > 1;
      // oxlint-disable-next-line no-await-in-loop -- One class after the other, for times that can be compared.
      const all = await sealAll(assignment, count, (at) =>
        isFull
          ? {
              hidden: spans(at),
              offline: spans(at),
              transcripts: [{ walkthrough: titled.id, way: transcripts[at % ways] ?? "" }],
            }
          : {},
      );
      const files: Sealed = isFull ? all : [["class.zip", zipSync(Object.fromEntries(all), { level: 0 })]];
      const paths = files.map(([file, bytes]) => {
        const path = join(folder, file);
        writeFileSync(path, bytes);
        return path;
      });
      // oxlint-disable-next-line no-await-in-loop -- See above.
      const found = await receive(browser, site.url, assignment, paths, count);
      rows.push({
        submissions: `${count} ${name}`,
        "size (kB)": all.reduce((sum, [, bytes]) => sum + bytes.length, 0) / 1000,
        "in the table (s)": found.taken,
        "longest task (ms)": Math.max(found.task, found.after.task),
        "longest frame (ms)": Math.max(found.frame, found.after.frame),
        "steps of progress seen": found.steps,
        "walkthroughs repeated (s)": found.replayed ?? "none",
        "reopened (s)": found.reopened,
        goal:
          found.taken > goal
            ? `MISSED: ${goal} s`
            : found.task > longestTask
              ? `MISSED: tasks of ${longestTask} ms`
              : `within ${goal} s`,
      });
    }
    console.log(
      `${questions} questions each; ${ways} different ways through the walkthrough; goals: time, and no task over ${longestTask} ms\n`,
    );
    printTable(rows);
  } finally {
    await browser.close();
    await site.stop();
    rmSync(folder, { recursive: true });
  }
}
