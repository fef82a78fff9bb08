import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unzipSync } from "fflate";
import type { Page } from "playwright-core";
import { afterEach, describe, expect, inject, it } from "vitest";
import type { Assignment } from "../../src/assignment/assignment.ts";
import { loadItems } from "../../src/content/course.ts";
import { makePackage, planPackage, type PackageFormat } from "../../src/store/author-package.ts";
import { violations } from "../support/accessibility.ts";
import { dist } from "../support/built-pages.ts";
import { serveCmi5Lms, type Cmi5Lms } from "../support/cmi5-lms.ts";
import { ownAssignment } from "../support/own-assignment.ts";
import { ownSite, untilKept } from "../support/own-site.ts";
import { builtPlayer } from "../support/player-files.ts";
import { browserSession, type Visit } from "../support/session.ts";

const session = browserSession();
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

/** The files of a course, each in the zip that an instructor downloads. */
async function courseFiles(assignment: Assignment, format: PackageFormat): Promise<Record<string, Uint8Array>> {
  const source = { site: "https://example.org/acr/", player: builtPlayer() };
  const made = makePackage(await planPackage(assignment, format), source);
  if (!made.ok) throw new Error(made.message);
  return unzipSync(made.content);
}

/** What an LMS reads in a course structure. */
function courseOf(files: Record<string, Uint8Array>) {
  const xml = new TextDecoder().decode(files["cmi5.xml"]);
  const find = (pattern: RegExp) => pattern.exec(xml)?.[1] ?? "";
  return {
    url: find(/<url>([^<]*)</),
    launchData: {
      ...(xml.includes("masteryScore=") && { masteryScore: Number(find(/masteryScore="([^"]*)"/)) }),
      moveOn: find(/moveOn="([^"]*)"/),
      ...(xml.includes("<launchParameters>") && { launchParameters: find(/<launchParameters>([^<]*)</) }),
    },
  };
}

/** Uploads a package to an LMS, whose browser has no WebCrypto, as on pages without HTTPS: a script that calls it fails. */
async function uploadPackage(): Promise<Visit & { lms: Cmi5Lms; unit: string }> {
  const files = await courseFiles(ownAssignment(), "cmi5");
  const { url, launchData } = courseOf(files);
  const lms = await serveCmi5Lms(launchData, { files });
  stops.push(lms.stop);
  const visit = await session.open("blank", { at: lms.url });
  await visit.page.addInitScript(() => {
    Object.defineProperty(Crypto.prototype, "subtle", { value: undefined });
    Object.defineProperty(crypto, "randomUUID", { value: undefined });
  });
  return { ...visit, lms, unit: `${lms.url}package/${url}` };
}

/** Serves an LMS that launches the page of courses on a site, by default the one that all tests share, with an assignment. */
async function launchOnSite(
  assignment: Assignment,
  { data = {}, root = inject("siteUrl") }: { data?: Record<string, unknown>; root?: string } = {},
): Promise<{ lms: Cmi5Lms; url: string; launch(): string }> {
  const { url, launchData } = courseOf(await courseFiles(assignment, "cmi5-remote"));
  const lms = await serveCmi5Lms({ ...launchData, ...data }, { isSecure: true });
  stops.push(lms.stop);
  return { lms, url, launch: () => lms.launch(`${root}au/`) };
}

const choose = (page: Page, name: string) => page.getByRole("radio", { name }).check();
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function submit(page: Page) {
  await button(page, "Review and submit").click();
  await button(page, "Submit the assignment").click();
  await button(page, "Submit").click();
  await page.getByRole("heading", { name: "Submitted" }).waitFor();
}

/** Faults of the page itself: a record store that is down, or has no document yet, is logged by the browser. */
const ownFaults = (faults: readonly string[]) => faults.filter((fault) => !fault.startsWith("Failed to load resource"));

/** For each registration whose answers the device keeps, how many they are. */
const pendingAnswers = (page: Page): Promise<number[]> =>
  page.evaluate(() =>
    Object.entries<string>(localStorage).flatMap(([key, text]) => {
      const kept: unknown = key.startsWith("drydock.cmi5.") ? JSON.parse(text) : undefined;
      return typeof kept === "object" && kept !== null && "answers" in kept && Array.isArray(kept.answers)
        ? [kept.answers.length]
        : [];
    }),
  );

const answersOf = ({ records }: Cmi5Lms) =>
  records.statements.flatMap(({ object, result, verb }) =>
    verb.id.endsWith("/answered") ? [`${object.id.split("/").slice(-2).join("/")} ${String(result?.success)}`] : [],
  );

describe("a cmi5 package in an LMS", () => {
  it("sends statements in order, continues after a reload, and ends with score and status", async () => {
    const { page, faults, strangers, lms, unit } = await uploadPackage();
    await page.goto(lms.launch(unit));
    await page.getByText("Your LMS records your answers and the score of Test Learner").waitFor();
    await page.getByText("Pass mark: 60%").waitFor();
    expect(lms.records.verbs()).toEqual(["initialized"]);
    await button(page, "Start").click();
    await choose(page, "Right one");
    await expect.poll(() => lms.records.verbs().length).toBe(2);
    await button(page, "Next").click();
    await page.getByText("Question two?").waitFor();
    await choose(page, "Wrong two");
    await expect.poll(() => lms.records.verbs().length).toBe(3);

    await page.reload();
    await button(page, "Continue the attempt").click();
    await page.getByRole("heading", { name: "Question 2 of 3" }).waitFor();
    expect(await page.getByRole("radio", { name: "Wrong two" }).isChecked()).toBe(true);
    await choose(page, "Right two");
    await button(page, "Next").click();
    await page.getByText("Question three?").waitFor();
    await choose(page, "Wrong three");
    expect(await violations(page)).toEqual([]);
    await submit(page);
    await page.getByText("Your LMS has your answers and the score. Your LMS counts this quiz as done.").waitFor();
    await page.getByText("66.67%: 2 of 3 points").waitFor();
    expect(await violations(page)).toEqual([]);

    expect(lms.records.verbs()).toEqual([
      "initialized",
      ...Array.from({ length: 4 }, () => "answered"),
      "passed",
      "completed",
      "terminated",
    ]);
    expect(answersOf(lms)).toEqual(["own/one true", "own/two false", "own/two true", "own/three false"]);
    expect(lms.records.statements.find(({ verb }) => verb.id.endsWith("/passed"))?.result).toMatchObject({
      score: { scaled: 0.6667 },
      success: true,
    });
    expect(lms.records.tokensGiven).toBe(1);

    await page.reload();
    await page.getByText("This session is over").waitFor();
    await page.goto(lms.launch(unit));
    await page.getByText("You submitted this attempt.").waitFor();
    await page.getByText("There’s no further attempt.").waitFor();
    expect(ownFaults(faults)).toEqual([]);
    expect(strangers).toEqual([]);
  });

  it("keeps answers on the device while the record store is down, through a reload and the end", async () => {
    const { page, faults, lms, unit } = await uploadPackage();
    await page.goto(lms.launch(unit));
    await button(page, "Start").click();
    await expect.poll(() => lms.records.states.has("drydock.attempt")).toBe(true);
    lms.records.down = "/xapi";
    await choose(page, "Right one");
    await page.getByText(/Your LMS didn’t record the last change\..*can't be reached.*kept on this device/).waitFor();
    expect(await violations(page)).toEqual([]);
    await button(page, "Next").click();
    await page.getByText("Question two?").waitFor();
    await choose(page, "Right two");
    await expect.poll(() => pendingAnswers(page)).toEqual([2]);

    await page.reload();
    await page.getByText(/can't be reached.*What you answered before is kept on this device/).waitFor();
    expect(await violations(page)).toEqual([]);
    lms.records.down = undefined;
    await button(page, "Try again").click();
    await button(page, "Continue the attempt").click();
    await page.getByText("Question two?").waitFor();
    expect(await page.getByRole("radio", { name: "Right two" }).isChecked()).toBe(true);
    await expect.poll(() => answersOf(lms)).toEqual(["own/one true", "own/two true"]);

    lms.records.down = "/xapi/statements";
    await button(page, "Next").click();
    await page.getByText("Question three?").waitFor();
    await choose(page, "Right three");
    await submit(page);
    await page.getByText("Your LMS doesn’t have everything yet.").waitFor();
    lms.records.down = undefined;
    await button(page, "Send it again").click();
    await page.getByText("Your LMS has your answers and the score.").waitFor();
    expect(lms.records.verbs()).toEqual([
      "initialized",
      "answered",
      "answered",
      "answered",
      "passed",
      "completed",
      "terminated",
    ]);
    expect(await pendingAnswers(page)).toEqual([]);
    expect(lms.records.tokensGiven).toBe(1);
    expect(ownFaults(faults)).toEqual([]);
  });

  it("can be left and continued in another session, and repeated after a failed attempt", async () => {
    const { page, lms, unit } = await uploadPackage();
    await page.goto(lms.launch(unit));
    await button(page, "Start").click();
    await choose(page, "Wrong one");
    await button(page, "Leave and continue later").click();
    await page.getByRole("heading", { name: "Your attempt is saved" }).waitFor();
    expect(lms.records.verbs()).toEqual(["initialized", "answered", "terminated"]);

    await page.goto(lms.launch(unit));
    await button(page, "Continue the attempt").click();
    await button(page, "Next").click();
    await button(page, "Next").click();
    await submit(page);
    await page.getByText("Your LMS doesn’t count this quiz as done: it wasn’t passed.").waitFor();
    expect(lms.records.verbs()).toEqual(["initialized", "failed", "completed", "terminated"]);

    await page.goto(lms.launch(unit));
    await button(page, "Start attempt 2 of 2").click();
    for (const name of ["Right one", "Right two", "Right three"]) {
      await choose(page, name);
      if (name !== "Right three") await button(page, "Next").click();
    }
    await submit(page);
    await page.getByText("Your LMS counts this quiz as done.").waitFor();
    expect(lms.records.verbs().slice(-2)).toEqual(["passed", "terminated"]);
  });

  it("is practice without an LMS, and says so", async () => {
    const { page, unit } = await uploadPackage();
    await page.goto(unit);
    await page.getByText("This is practice: nothing is recorded.").waitFor();
    await page.getByText("open the quiz from its activity in your course").waitFor();
    await button(page, "Start").click();
    await choose(page, "Right one");
  });
});

describe("the page of cmi5 courses that run on this site, the one page that connects to another origin", () => {
  const html = () => readFileSync(join(dist, "au/index.html"), "utf8");

  it("allows encrypted connections in its policy, and nothing else that other pages don't", () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(html())?.[1] ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self' https:;");
    expect(policy.replace("connect-src 'self' https:", "")).not.toMatch(/unsafe|https?:|\*/);
    expect(html()).toContain('<meta name="referrer" content="no-referrer" />');
  });

  it("runs the assignment that the LMS passes on, and sends the answers there", async () => {
    const bank = (await loadItems()).find(
      ({ status, type, pool, chapter }) => status === "live" && type === "single" && chapter && !pool,
    );
    const assignment = ownAssignment([{ id: bank?.id ?? "", version: bank?.chapter?.version ?? 0 }]);
    const { lms, url, launch } = await launchOnSite(assignment, { data: { returnURL: "https://localhost/course" } });
    expect(url).toBe("https://example.org/acr/au/");
    const { page, faults, strangers } = await session.open("", { ignoreHTTPSErrors: true });
    await page.goto(launch());
    await button(page, "Start").click();
    for (const name of ["Right one", "Right two", "Right three"]) {
      await choose(page, name);
      await button(page, "Next").click();
    }
    await page.getByRole("heading", { name: "Question 4 of 4" }).waitFor();
    await page.reload();
    await button(page, "Continue the attempt").click();
    await page.getByRole("radio").first().check();
    await submit(page);
    await page.getByText("Your LMS counts this quiz as done.").waitFor();
    expect(await page.getByRole("link", { name: "Return to your course" }).getAttribute("href")).toBe(
      "https://localhost/course",
    );
    expect(await violations(page)).toEqual([]);
    expect(lms.records.verbs()).toEqual([
      "initialized",
      ...Array.from({ length: 4 }, () => "answered"),
      "passed",
      "completed",
      "terminated",
    ]);
    // Everything that left the origin went to the LMS that launched the page.
    expect(strangers.length).toBeGreaterThan(0);
    expect(strangers.filter((address) => !address.startsWith(lms.url))).toEqual([]);
    expect(ownFaults(faults)).toEqual([]);
  });

  it("mentions no score where the course has no pass mark, since cmi5 sends none", async () => {
    const { launch } = await launchOnSite({ ...ownAssignment(), passMark: 0 });
    const { page } = await session.open("", { ignoreHTTPSErrors: true });
    await page.goto(launch());
    await page.getByText("Your LMS records the answers of Test Learner.").waitFor();
    expect(await page.locator("main").innerText()).not.toContain("the score of");
    await button(page, "Start").click();
    await button(page, "Next").click();
    await button(page, "Next").click();
    await submit(page);
    await page.getByText("Your LMS has your answers.").waitFor();
  });

  it("says what it is and leads to the chapter when somebody opens it by hand", async () => {
    const { page, faults, strangers, url } = await session.open("au/");
    await page.getByRole("heading", { level: 1, name: "This page shows a quiz of a course" }).waitFor();
    await page.getByText("open it from its activity in your course").waitFor();
    expect(await page.locator("main").innerText()).not.toMatch(/endpoint|fetch|registration|actor/);
    expect(await violations(page)).toEqual([]);
    // Where an LMS leaves out a part, the page names it: only the LMS’s administrator can help.
    await page.goto(url("au/?registration=1"));
    await page.getByText("Your LMS opened this page without a usable activityId, actor, endpoint, fetch").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.goto(url("au/"));
    await page.getByRole("link", { name: "read and practice the chapter" }).click();
    await expect.poll(() => page.url()).toBe(url(""));
    expect(faults).toEqual([]);
    expect(strangers).toEqual([]);
  });

  it("is left alone by the service worker: not kept, not served, and not even answered without a network", async () => {
    const { site } = await ownSite();
    const { lms, launch } = await launchOnSite(ownAssignment(), { root: site.url });
    const { page, context } = await session.open("", { at: site.url, offline: true, ignoreHTTPSErrors: true });
    await untilKept(page);
    const kept = await page.evaluate(async () => {
      const names = await caches.keys();
      const lists = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return lists.flat().map(({ url }) => url);
    });
    expect(kept.length).toBeGreaterThan(50);
    expect(kept.filter((address) => address.startsWith(`${site.url}au/`))).toEqual([]);

    const served: string[] = [];
    context.on("response", (response) => {
      if (response.fromServiceWorker()) served.push(response.url());
    });
    await page.goto(launch());
    await button(page, "Start").click();
    await choose(page, "Right one");
    await expect.poll(() => lms.records.verbs()).toEqual(["initialized", "answered"]);
    expect(served).toEqual([]);
    await page.goto(`${site.url}settings/`);
    expect(served.length).toBeGreaterThan(0);

    await site.stop();
    await expect(page.goto(`${site.url}au/`)).rejects.toThrow("ERR_CONNECTION_REFUSED");
  });
});
