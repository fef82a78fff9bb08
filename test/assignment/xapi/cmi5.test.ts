import { describe, expect, it } from "vitest";
import { openCmi5, type Cmi5Resume, type Cmi5Session } from "../../../src/assignment/xapi/cmi5.ts";
import { meetsMoveOn, readCmi5Launch } from "../../../src/assignment/xapi/cmi5-launch.ts";
import { interaction, noon, recorded } from "../scorm/answers.ts";
import { launchParameters, RecordStoreDouble } from "./record-store-double.ts";

const launchOf = (parameters: Record<string, string> = launchParameters) => {
  const launch = readCmi5Launch(`?${new URLSearchParams(parameters).toString()}`);
  if (!launch.ok) throw new Error(launch.error.message);
  return launch.value;
};

async function open(
  store: RecordStoreDouble,
  { resume, keep }: { resume?: Cmi5Resume | undefined; keep?(kept: Cmi5Resume): void } = {},
): Promise<Cmi5Session> {
  let time = noon;
  const opened = await openCmi5(launchOf(), {
    fetch: store.fetch,
    now: () => (time += 1000),
    site: "example.org/acr",
    ...(resume ? { resume } : {}),
    ...(keep ? { keep } : {}),
  });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}
const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }): string =>
  result.ok ? "" : result.error.code;

describe("launch parameters", () => {
  it("are read in any order", () => {
    const reversed = Object.fromEntries(Object.entries(launchParameters).toReversed());
    expect(launchOf(reversed)).toEqual(launchOf());
    expect(launchOf()).toMatchObject({ endpoint: "https://lms.example/xapi/", actor: { account: { name: "s1" } } });
  });

  it.each([
    [{ endpoint: "javascript:alert(1)" }, "endpoint"],
    [{ fetch: "" }, "fetch"],
    [{ registration: "7" }, "registration"],
    [{ actor: "{" }, "actor"],
    [{ actor: '{"objectType":"Agent","mbox":"mailto:a@example.org"}' }, "actor"],
  ])("are rejected with %j, by name", (change, name) => {
    const launch = readCmi5Launch(new URLSearchParams({ ...launchParameters, ...change }).toString());
    expect(launch.ok ? "" : launch.error.message).toContain(`without a usable ${name}.`);
    expect(readCmi5Launch("")).toMatchObject({ ok: false, error: { code: "not-launched" } });
  });
});

describe("a cmi5 session", () => {
  it("fetches the token once, reads the launch data, then sends statements in the order of cmi5", async () => {
    const store = new RecordStoreDouble({ launchParameters: "asg", returnURL: "https://lms.example/back" });
    const session = await open(store);
    expect(session).toMatchObject({
      mode: "normal",
      learner: { id: "s1", name: "Test Learner" },
      launchParameters: "asg",
      returnUrl: "https://lms.example/back",
      moveOn: "CompletedAndPassed",
    });
    for (const { item, response } of recorded) {
      expect(await session.recordAnswer(interaction(item, response)), item.type).toEqual({
        ok: true,
        value: undefined,
      });
    }
    expect(await session.submit({ share: 0.75, passMark: 0.6, elapsedSeconds: 90 })).toEqual({
      ok: true,
      value: ["passed", "completed"],
    });
    expect(await session.terminate()).toEqual({ ok: true, value: undefined });
    expect(store.verbs()).toEqual([
      "initialized",
      ...recorded.map(() => "answered"),
      "passed",
      "completed",
      "terminated",
    ]);
    expect(store.tokensGiven).toBe(1);
    expect(store.requests.slice(0, 5)).toEqual([
      "POST /token",
      "GET /xapi/activities/state",
      "GET /xapi/agents/profile",
      "GET /xapi/activities/state",
      "PUT /xapi/statements",
    ]);
  });

  it("keeps the order when calls aren't awaited", async () => {
    const store = new RecordStoreDouble();
    const session = await open(store);
    const [row] = recorded;
    if (!row) throw new Error("no answer");
    await Promise.all([
      session.recordAnswer(interaction(row.item, row.response)),
      session.submit({ share: 0.2, passMark: 0.6, elapsedSeconds: 9 }),
      session.terminate(),
    ]);
    expect(store.verbs()).toEqual(["initialized", "answered", "failed", "completed", "terminated"]);
  });

  it.each([
    [0.8, 0.75, "failed"],
    [0.5, 0.55, "passed"],
    [0.6, 0.59999, "failed"],
    [2 / 3, 2 / 3, "passed"],
  ])(
    "lets a mastery score of %d decide about %d before the course's own pass mark",
    async (masteryScore, share, verb) => {
      const store = new RecordStoreDouble({ masteryScore });
      const session = await open(store);
      expect(session.masteryScore).toBe(masteryScore);
      expect(await session.submit({ share, passMark: 0.6, elapsedSeconds: 1 })).toEqual({
        ok: true,
        value: [verb, "completed"],
      });
    },
  );

  it("sends completed alone when nobody set a pass mark", async () => {
    const store = new RecordStoreDouble();
    const session = await open(store);
    expect(await session.submit({ share: 0.1, elapsedSeconds: 1 })).toEqual({ ok: true, value: ["completed"] });
  });

  it("judges once in a session, completes once in a registration, and never fails a learner who has passed", async () => {
    const first = new RecordStoreDouble();
    const failing = await open(first);
    await failing.submit({ share: 0.1, passMark: 0.6, elapsedSeconds: 1 });
    expect(await failing.submit({ share: 0.9, passMark: 0.6, elapsedSeconds: 1 })).toEqual({ ok: true, value: [] });
    const second = first.nextSession("session-2");
    const passing = await open(second);
    expect(passing.reached()).toEqual({ completed: true, passed: false });
    expect(await passing.submit({ share: 0.9, passMark: 0.6, elapsedSeconds: 1 })).toMatchObject({ value: ["passed"] });
    const third = second.nextSession("session-3");
    const again = await open(third);
    expect(await again.submit({ share: 0.1, passMark: 0.6, elapsedSeconds: 1 })).toEqual({ ok: true, value: [] });
    expect(third.verbs()).toEqual(["initialized"]);
  });

  it("keeps the saved state for the next session", async () => {
    const first = new RecordStoreDouble();
    const session = await open(first);
    expect(session.resumeState).toBe("");
    await session.saveState("1.abc");
    expect((await open(first.nextSession("session-2"))).resumeState).toBe("1.abc");
  });

  it("continues after a reload without a second token or a second initialized", async () => {
    const store = new RecordStoreDouble();
    let resume: Cmi5Resume | undefined;
    const before = await open(store, { keep: (kept) => (resume = kept) });
    await before.submit({ share: 0.1, passMark: 0.6, elapsedSeconds: 1 });
    const after = await open(store, { resume });
    expect(store.tokensGiven).toBe(1);
    expect(await after.submit({ share: 0.9, passMark: 0.6, elapsedSeconds: 1 })).toEqual({ ok: true, value: [] });
    expect(await after.terminate()).toMatchObject({ ok: true });
    expect(store.verbs()).toEqual(["initialized", "failed", "completed", "terminated"]);
  });

  it("opens later with the token it got when the record store was down, and is initialized once", async () => {
    const store = new RecordStoreDouble();
    const kept: Cmi5Resume[] = [];
    store.down = "PUT /xapi/statements";
    await expect(open(store, { keep: (resume) => kept.push(resume) })).rejects.toThrow("can't be reached");
    expect(kept).toMatchObject([{ token: "dG9rZW4=", isInitialized: false }]);
    store.down = undefined;
    await open(store, { resume: kept[0], keep: (resume) => kept.push(resume) });
    expect(store.tokensGiven).toBe(1);
    expect(kept).toMatchObject([{ isInitialized: false }, { isInitialized: true }]);
    await open(store, { resume: kept[1] });
    expect(store.verbs()).toEqual(["initialized"]);
  });

  it("says when sending a statement again is no use", async () => {
    const store = new RecordStoreDouble();
    const session = await open(store);
    const [row] = recorded;
    if (!row) throw new Error("no answer");
    const answer = interaction(row.item, row.response);
    for (const [status, code] of [
      [400, "rejected"],
      [413, "rejected"],
      [401, "request"],
      [429, "request"],
      [503, "request"],
    ] as const) {
      store.answersWith = status;
      expect(codeOf(await session.recordAnswer(answer)), String(status)).toBe(code);
    }
  });

  it("says why there is no token, for example after it was used", async () => {
    const store = new RecordStoreDouble();
    await open(store);
    const again = await openCmi5(launchOf(), { fetch: store.fetch, now: () => noon, site: "example.org" });
    expect(again.ok ? "" : again.error.message).toBe(
      "The LMS gave no access: The token was already used. Close this page and open the quiz from your course again.",
    );
    store.down = "/token";
    const offline = await openCmi5(launchOf(), { fetch: store.fetch, now: () => noon, site: "example.org" });
    expect(codeOf(offline)).toBe("token");
  });

  it.each(["Browse", "Review"])("sends only initialized and terminated in %s mode", async (launchMode) => {
    const store = new RecordStoreDouble({ launchMode });
    const session = await open(store);
    const [row] = recorded;
    if (!row) throw new Error("no answer");
    expect(codeOf(await session.recordAnswer(interaction(row.item, row.response)))).toBe("not-recorded");
    expect(codeOf(await session.submit({ share: 1, elapsedSeconds: 1 }))).toBe("not-recorded");
    expect(codeOf(await session.saveState("x"))).toBe("not-recorded");
    expect((await session.terminate()).ok).toBe(true);
    expect(store.verbs()).toEqual(["initialized", "terminated"]);
  });

  it("stores a statement once when it's sent again after a failure", async () => {
    const store = new RecordStoreDouble();
    const session = await open(store);
    const [row] = recorded;
    if (!row) throw new Error("no answer");
    const answer = interaction(row.item, row.response);
    store.down = "/statements";
    const failed = await session.recordAnswer(answer);
    expect(failed.ok ? "" : failed.error.message).toMatch(/^The LMS can't be reached \(Failed to fetch\)/);
    expect(codeOf(await session.terminate())).toBe("request");
    store.down = undefined;
    await session.recordAnswer(answer);
    await session.recordAnswer(answer);
    expect((await session.terminate()).ok).toBe(true);
    expect(store.verbs()).toEqual(["initialized", "answered", "terminated"]);
  });

  it("sends nothing after terminated", async () => {
    const store = new RecordStoreDouble();
    const session = await open(store);
    await session.terminate();
    const before = store.requests.length;
    expect(codeOf(await session.submit({ share: 1, elapsedSeconds: 1 }))).toBe("ended");
    expect(codeOf(await session.saveState("x"))).toBe("ended");
    expect(codeOf(await session.terminate())).toBe("ended");
    expect(store.requests).toHaveLength(before);
  });

  it("says what is wrong with launch data that can't be used", async () => {
    const store = new RecordStoreDouble({ launchMode: "Exam" });
    const opened = await openCmi5(launchOf(), { fetch: store.fetch, now: () => noon, site: "example.org" });
    expect(opened.ok ? "" : opened.error.message).toContain("launchMode");
    expect(store.statements).toEqual([]);
  });
});

it.each([
  ["Passed", [false, false, true, true]],
  ["Completed", [false, true, false, true]],
  ["CompletedAndPassed", [false, false, false, true]],
  ["CompletedOrPassed", [false, true, true, true]],
  ["NotApplicable", [true, true, true, true]],
] as const)("counts a unit as done by %s", (moveOn, expected) => {
  const cases = [
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ] as const;
  expect(cases.map(([completed, passed]) => meetsMoveOn(moveOn, { completed, passed }))).toEqual(expected);
});
