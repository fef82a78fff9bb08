import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readAuthoredCommands } from "../support/typed-commands.ts";
import { scoreItem } from "../../src/assessment/score.ts";
import type { CommandItem, Profile } from "../../src/assessment/item.ts";
import { Problems } from "../../src/content/build/problems.ts";
import { readTemplates } from "../../src/content/build/templates.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { aBrowser } from "../support/sandbox.ts";

const root = join(import.meta.dirname, "../..");
const templates = readTemplates(root, new Problems());
const commands = readAuthoredCommands(root);

const ask = ({ id, version, template, setup, goals }: CommandItem, profile: Profile) => ({
  key: `${id}.${version}.${profile}`,
  goals: goals.map(({ id: goal, test }) => ({ id: goal, test })),
  name: "Question",
  template,
  setup,
  profile,
});

async function run(sandbox: Sandbox, lines: readonly string[]) {
  const blocks = [];
  for (const line of lines) blocks.push(await sandbox.request("execute", { line }));
  const { met = [] } = sandbox.current.status;
  const printed =
    blocks
      .at(-1)
      ?.output.map(({ text }) => text)
      .join("") ?? "";
  return { met, printed, exitCodes: blocks.map(({ exitCode }) => exitCode) };
}

const cases = commands.flatMap(({ item, because }) =>
  [item.chapter, item.azure].flatMap((body) =>
    body?.type === "command" ? [{ id: body.id, profile: body.askedUnder, body, because }] : [],
  ),
);

describe.each(cases)("the typed command $id under the rules $profile", ({ body, profile, because }) => {
  let sandbox: Sandbox;
  let snapshot: string;
  beforeAll(async () => {
    ({ sandbox } = await aBrowser({ templates }).openTab());
    await sandbox.request("openExercise", ask(body, profile));
    snapshot = (await sandbox.request("snapshot", { name: "start" })).id;
  });
  const start = async () => {
    await sandbox.request("returnTo", { id: snapshot });
    return sandbox;
  };
  const all = body.goals.map(({ id }) => id);

  it("has goals of which at least one is open at first", async () => {
    expect((await start()).current.status.met?.length).toBeLessThan(all.length);
  });

  it.each(body.solutions.map((lines) => ({ lines, name: lines.join("; ") })))(
    "is solved by $name",
    async ({ lines }) => {
      const { met, exitCodes, printed } = await run(await start(), lines);
      expect(exitCodes, printed).toEqual(lines.map(() => 0));
      expect(met).toEqual(all);
      expect(scoreItem(body, { type: "command", commands: lines, met }).earned).toBe(all.length);
    },
  );

  it.each(body.wrong)("isn't solved by $id, for the reason that is given", async ({ id, commands: lines }) => {
    const { met, exitCodes, printed } = await run(await start(), lines);
    expect(met.length).toBeLessThan(all.length);
    const message = because.get(id);
    if (message === undefined) expect(exitCodes, printed).toEqual(lines.map(() => 0));
    else {
      expect(exitCodes.at(-1)).not.toBe(0);
      expect(printed).toContain(message);
    }
  });
});

describe("the environment of a question", () => {
  const [first] = cases;
  if (!first) throw new Error("no typed command");
  const { body } = first;
  const [solution = []] = body.solutions;

  it("is opened again as it was left, starts over when asked to, and isn't in the list of environments", async () => {
    const browser = aBrowser({ templates });
    const { sandbox } = await browser.openTab();
    await sandbox.request("openExercise", ask(body, "chapter"));
    await run(sandbox, solution);
    const again = (await browser.openTab()).sandbox;
    const opened = await again.request("openExercise", { ...ask(body, "chapter"), take: true });
    expect(opened.blocks.map(({ line }) => line)).toEqual(solution);
    expect(opened.status.met).toEqual(body.goals.map(({ id }) => id));
    expect(await again.request("worlds", null)).toEqual([]);
    const fresh = await again.request("openExercise", { ...ask(body, "chapter"), fresh: true });
    expect([fresh.blocks, fresh.status.met]).toEqual([[], []]);
  });

  it("gives the same outcome when the commands of an answer run again", async () => {
    const outcome = async () => {
      const { sandbox } = await aBrowser({ templates }).openTab();
      await sandbox.request("openExercise", ask(body, "azure"));
      const { met, printed } = await run(sandbox, [...solution, "az acr list"]);
      return { met, printed };
    };
    expect(await outcome()).toEqual(await outcome());
  });

  it("runs the lines of the setup before the learner begins, and keeps them out of the transcript", async () => {
    const { sandbox } = await aBrowser({ templates }).openTab();
    const setup = ["az acr create --name setupreg --resource-group shop-rg --sku Basic"];
    const goals = [{ id: "made", test: "reg('setupreg').exists" }];
    const opened = await sandbox.request("openExercise", { ...ask(body, "azure"), setup, goals });
    expect([opened.blocks, opened.status.met]).toEqual([[], ["made"]]);
  });

  it("counts a goal that can't be evaluated as not met", async () => {
    const { sandbox } = await aBrowser({ templates }).openTab();
    const goals = [{ id: "first", test: "registries()[0].sku == 'Basic'" }];
    const opened = await sandbox.request("openExercise", { ...ask(body, "azure"), goals });
    expect(opened.status.met).toEqual([]);
  });
});
