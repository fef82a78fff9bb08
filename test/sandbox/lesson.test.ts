import { join } from "node:path";
import { base64urlnopad } from "@scure/base";
import { deflateSync, inflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import type { Profile } from "../../src/assessment/item.ts";
import { compileContent } from "../../src/content/build/compile.ts";
import type { LessonLevel } from "../../src/sandbox/world-entry.ts";
import type { LessonAsk } from "../../src/sandbox/protocol.ts";
import { aBrowser } from "../support/sandbox.ts";

const { compiled, problems } = compileContent(join(import.meta.dirname, "../.."));
if (!compiled) throw new Error(problems.toString());
const { walkthroughs, templates } = compiled;

const linesOf = (command: string): string[] => command.split("\n").filter((line) => line.trim() !== "");

function lessonOf(id: string, profile: Profile = "chapter", level: LessonLevel = "alone"): LessonAsk {
  const walkthrough = walkthroughs.find((walkthrough) => walkthrough.id === id);
  if (!walkthrough) throw new Error(`no walkthrough ${id}`);
  return { walkthrough: id, level, name: id, template: walkthrough.start, profile };
}

const stepsOf = (id: string) =>
  (walkthroughs.find((walkthrough) => walkthrough.id === id)?.steps ?? []).map((step) => ({
    id: step.id,
    lines: linesOf(step.command),
  }));

const aDevice = () => aBrowser({ templates });

async function aLesson(id: string, profile: Profile = "chapter", browser = aDevice()) {
  const { sandbox, events } = await browser.openTab();
  const ask = lessonOf(id, profile);
  const steps = stepsOf(id);
  const { status } = await sandbox.request("openLesson", ask);
  let { entry } = status;
  const done = () => {
    const last = events.findLast((event) => event.kind === "status");
    if (last?.kind === "status") ({ entry } = last.status);
    return Object.keys(entry.lesson?.done ?? {});
  };
  const run = async (...lines: string[]) => {
    for (const line of lines) {
      const running = sandbox.request("execute", { line });
      const answer = setInterval(() => void sandbox.request("reply", { text: "y" }), 5);
      await running;
      clearInterval(answer);
    }
    return done();
  };
  const upTo = async (step: string) => {
    for (const { id: at, lines } of steps) {
      if (at === step) return;
      await run(...lines);
    }
  };
  return { sandbox, run, done, upTo, ask, steps };
}

describe.each(["chapter", "azure"] as const)("a walkthrough under the profile %s", (profile) => {
  it.each(walkthroughs.map(({ id }) => id))("%s: each command of the text does its step and no other", async (id) => {
    const { run, steps, done } = await aLesson(id, profile);
    expect(done()).toEqual([]);
    for (const [at, { lines, id: step }] of steps.entries()) {
      expect(await run(...lines), step).toEqual(steps.slice(0, at + 1).map((step) => step.id));
    }
  });
});

describe("a walkthrough that was handed in", () => {
  const grade = async (id: string, payload: string) => {
    const { sandbox } = await aDevice().openTab();
    return sandbox.request("gradeLesson", { walkthrough: id, template: lessonOf(id).template, payload });
  };
  const payloadOf = async ({ sandbox }: Awaited<ReturnType<typeof aLesson>>) => {
    const shared = await sandbox.request("share", null);
    if ("refused" in shared) throw new Error(shared.refused);
    return shared.payload;
  };

  it("is graded by repeating its commands on another device", async () => {
    const lesson = await aLesson("create");
    for (const { lines } of lesson.steps) await lesson.run(...lines);
    const steps = lesson.steps.map(({ id }) => id);
    expect(await grade("create", await payloadOf(lesson))).toEqual({ done: steps, of: steps.length });
  });

  it("gets only the steps that its commands did, and keeps those whose effect was removed later", async () => {
    const lesson = await aLesson("create");
    await lesson.upTo("show");
    await lesson.run("az acr delete -n contoso -g shop-rg --yes");
    expect(await grade("create", await payloadOf(lesson))).toMatchObject({ done: ["group", "check-name", "create"] });
  });

  it("of another walkthrough, a damaged one, and one that was forged without commands are rejected", async () => {
    const lesson = await aLesson("create");
    await lesson.upTo("show");
    const payload = await payloadOf(lesson);
    expect(await grade("pull-from-aks", payload)).toEqual({ refused: expect.stringContaining("another exercise") });
    expect(await grade("create", payload.slice(0, -8))).toEqual({ refused: expect.stringContaining("damaged") });
    const text = new TextDecoder().decode(inflateSync(base64urlnopad.decode(payload)));
    const forged = JSON.stringify({ ...JSON.parse(text), steps: [{ change: "Create", rows: [] }] });
    expect(await grade("create", base64urlnopad.encode(deflateSync(new TextEncoder().encode(forged))))).toEqual({
      refused: expect.stringContaining("a form instead of a command"),
    });
  });
});

describe("a step", () => {
  it("is done by any command with the same result", async () => {
    const { run } = await aLesson("create");
    expect(await run("az group create -n shop-rg -l eastus --tags team=web")).toEqual(["group"]);
    expect(await run("az acr check-name -n contoso -o table")).toEqual(["group", "check-name"]);
    expect(await run("az acr create -n contoso -g shop-rg --sku Premium")).toContain("create");
    expect(await run("az acr show -n contoso -g shop-rg")).toContain("show");
  });

  it("is not done by a command that leads elsewhere, fails, or only looks", async () => {
    const { run, upTo } = await aLesson("create");
    await upTo("create");
    expect(await run("az acr create -n contoso -g shop-rg --sku Wrong")).not.toContain("create");
    expect(await run("az acr list")).not.toContain("create");
    expect(await run("az acr create -n another -g shop-rg --sku Premium")).not.toContain("create");
    expect(await run("az acr create -n contoso -g shop-rg --sku Basic")).not.toContain("create");
    expect(await run("az acr update -n contoso --sku Premium")).toContain("create");
  });

  it("is done by several commands together, with other variables", async () => {
    const { run, upTo } = await aLesson("authenticate");
    await upTo("role");
    expect(await run("ME=$(az ad sp create-for-rbac --name build-server --query appId -o tsv)")).not.toContain("role");
    expect(
      await run(
        'az role assignment create --assignee "$ME" --role AcrPull --scope $(az acr show -n contoso --query id -o tsv)',
      ),
    ).not.toContain("role");
    expect(
      await run(
        'az role assignment create --assignee "$ME" --role AcrPush --scope $(az acr show -n contoso --query id -o tsv)',
      ),
    ).toContain("role");
  });

  it("has to be done again after undo, but not after a later step reverses it", async () => {
    const { sandbox, run, upTo, done } = await aLesson("push");
    await upTo("untag");
    expect(await run("az acr repository untag -n contoso -t helm-chart:v1")).toContain("untag");
    expect(done()).toContain("artifact");
    await sandbox.request("undo", null);
    expect(done()).not.toContain("untag");
    await sandbox.request("redo", null);
    expect(done()).toContain("untag");
  });
});

describe("a lesson", () => {
  it("continues where it was after a reload, per level", async () => {
    const browser = aDevice();
    const first = await aLesson("create", "chapter", browser);
    await first.run(...(first.steps[0]?.lines ?? []));
    await first.sandbox.request("predict", { step: "check-name", choice: 1 });
    await first.sandbox.request("close", null);
    const { sandbox } = await browser.openTab();
    const again = await sandbox.request("openLesson", lessonOf("create"));
    expect(again.blocks).toHaveLength(1);
    expect(again.status.entry.lesson).toMatchObject({ done: { group: "b1" }, predictions: { "check-name": 1 } });
    const other = await sandbox.request("openLesson", lessonOf("create", "chapter", "blanks"));
    expect(other.status.entry.lesson?.done).toEqual({});
    expect(await sandbox.request("worlds", null)).toHaveLength(2);
  });

  it("starts over on request, and a copy of its world is an ordinary environment", async () => {
    const { sandbox, run, ask, steps, done } = await aLesson("create");
    await run(...(steps[0]?.lines ?? []));
    const [world] = await sandbox.request("worlds", null);
    const copy = await sandbox.request("duplicate", { id: world?.id ?? "", name: "Copy" });
    expect(copy.lesson).toBeUndefined();
    const again = await sandbox.request("openLesson", { ...ask, fresh: true });
    expect(again.blocks).toEqual([]);
    expect(done()).toEqual([]);
    expect((await sandbox.request("worlds", null)).map(({ name }) => name).sort()).toEqual(["Copy", "create"]);
  });
});
