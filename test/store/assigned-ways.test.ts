import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../src/content/build/compile.ts";
import { readWays } from "../../src/store/assigned-ways.ts";
import { createReplayer } from "../../src/store/gradebook-replays.ts";
import { aBrowser, type Tab } from "../support/sandbox.ts";

const { compiled, problems } = compileContent(join(import.meta.dirname, "../.."));
if (!compiled) throw new Error(problems.toString());
const { walkthroughs, templates } = compiled;
const create = walkthroughs.find(({ id }) => id === "create");
if (!create) throw new Error("no walkthrough create");

const linesOf = (step: number): string[] => create.steps[step]?.command.split("\n").filter((line) => line.trim()) ?? [];

/** Opens the walkthrough at a level, as its screen does, and runs lines in it. */
async function work({ sandbox }: Tab, lines: readonly string[], level: "alone" | "shown" = "alone") {
  const { id, start } = create ?? { id: "", start: "" };
  await sandbox.request("openLesson", { walkthrough: id, level, name: id, template: start, profile: "chapter" });
  for (const line of lines) await sandbox.request("execute", { line });
}

const replayer = (startSandbox: () => Promise<Tab["sandbox"] | { request(): Promise<never> }>, limit = 60_000) => {
  let ended = 0;
  const made = createReplayer({
    startSandbox: async () => {
      const sandbox = await startSandbox();
      return Object.assign(Object.create(sandbox), { end: () => (ended += 1) });
    },
    templateOf: async (id) => walkthroughs.find((walkthrough) => walkthrough.id === id)?.start,
    limit,
  });
  return { ...made, ended: () => ended };
};

describe("the commands of an assignment’s walkthroughs", () => {
  it("are read from the environment without shown commands, and their replay elsewhere finds the same steps done", async () => {
    const device = aBrowser({ templates });
    const tab = await device.openTab();
    await work(tab, [...linesOf(0), ...linesOf(1), ...linesOf(2)], "shown");
    await work(tab, [...linesOf(0), ...linesOf(1)]);
    await tab.sandbox.request("close", null);
    const reading = await device.openTab();
    const ways = await readWays(reading.sandbox, [create], "chapter");
    if (!ways.ok) throw new Error(ways.error.message);
    expect(ways.value).toMatchObject([{ walkthrough: "create", way: expect.stringMatching(/^[\w-]+$/) }]);
    const elsewhere = replayer(async () => (await aBrowser({ templates }).openTab()).sandbox);
    const [transcript = { walkthrough: "", way: "" }] = ways.value;
    expect(await elsewhere.replay(transcript)).toEqual({ kind: "graded", done: 2, of: create.steps.length });
  });

  it("are taken over from another tab, and left out where nothing was run", async () => {
    const device = aBrowser({ templates });
    const tab = await device.openTab();
    expect(await readWays((await device.openTab()).sandbox, [create], "chapter")).toEqual({ ok: true, value: [] });
    await work(tab, []);
    expect(await readWays((await device.openTab()).sandbox, [create], "chapter")).toEqual({ ok: true, value: [] });
    await work(tab, linesOf(0));
    const ways = await readWays((await device.openTab()).sandbox, [create], "chapter");
    expect(ways.ok && ways.value).toHaveLength(1);
  });

  it("aren’t handed in with a typed password: the walkthrough and the command are named", async () => {
    const device = aBrowser({ templates });
    const tab = await device.openTab();
    await work(tab, linesOf(0));
    const running = tab.sandbox.request("execute", { line: "docker login contoso.azurecr.io -u someone" });
    const answering = setInterval(() => void tab.sandbox.request("reply", { text: "secret" }), 5);
    await running;
    clearInterval(answering);
    const ways = await readWays((await device.openTab()).sandbox, [create], "chapter");
    expect(ways).toMatchObject({
      ok: false,
      error: { code: "cannotShare", walkthrough: "create", title: create.title },
    });
    expect(!ways.ok && ways.error.message).toMatch(/^`docker login .*asked for a password/);
    expect(!ways.ok && ways.error.message).not.toContain("Export");
  });
});

describe("a replay", () => {
  it("of damaged commands is rejected with the reason, and of an unknown walkthrough fails without blame", async () => {
    const { replay } = replayer(async () => (await aBrowser({ templates }).openTab()).sandbox);
    expect(await replay({ walkthrough: "create", way: "AAAA" })).toEqual({
      kind: "rejected",
      reason: expect.stringContaining("damaged"),
    });
    expect(await replay({ walkthrough: "nowhere", way: "AAAA" })).toEqual({
      kind: "failed",
      reason: expect.stringContaining("doesn’t have the walkthrough nowhere"),
    });
  });

  it("whose simulator doesn't start isn't held against the learner, and the next one starts another", async () => {
    let starts = 0;
    const failing = replayer(() => Promise.reject(new Error(`Start ${++starts} failed.`)));
    const transcript = { walkthrough: "create", way: "AAAA" };
    expect(await failing.replay(transcript)).toEqual({ kind: "failed", reason: "Start 1 failed." });
    expect(await failing.replay(transcript)).toEqual({ kind: "failed", reason: "Start 2 failed." });
  });

  it("that takes too long is rejected and its simulator ended; one whose simulator stops isn’t held against the learner", async () => {
    const endless = replayer(async () => ({ request: () => new Promise<never>(() => undefined) }), 20);
    const late = await endless.replay({ walkthrough: "create", way: "AAAA" });
    expect(late).toMatchObject({ kind: "rejected", reason: expect.stringContaining("longer than") });
    await expect.poll(endless.ended).toBe(1);
    const broken = replayer(async () => ({ request: () => Promise.reject(new Error("The simulator stopped.")) }));
    expect(await broken.replay({ walkthrough: "create", way: "AAAA" })).toEqual({
      kind: "failed",
      reason: "The simulator stopped.",
    });
  });
});
