import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../src/content/build/compile.ts";
import { nodeHash } from "../../src/node/node-hash.ts";
import { applyTemplate } from "../../src/sandbox/apply-template.ts";
import { aShell } from "../support/shell.ts";

const { compiled, problems } = compileContent(join(import.meta.dirname, "../.."));
if (!compiled) throw new Error(problems.toString());
const { sections, walkthroughs, templates } = compiled;

const profiles = ["chapter", "azure"] as const;

/** Lines that stand together in one block of a section, or follow one another in a walkthrough. */
interface Lines {
  where: string;
  state: string;
  lines: string[];
}

const chapterBlocks: Lines[] = sections.flatMap(({ id, commands }) => {
  const blocks: Lines[] = [];
  for (const { line, heading, state = "", block } of commands) {
    const where = `${id}#${heading?.id ?? ""} ${block}`;
    const last = blocks.at(-1);
    if (last?.where === where) last.lines.push(line);
    else blocks.push({ where, state, lines: [line] });
  }
  return blocks;
});

const walkthroughLines: Lines[] = walkthroughs.map(({ id, start, steps }) => ({
  where: `walkthrough ${id}`,
  state: start,
  lines: steps.flatMap(({ command }) => command.split("\n")),
}));

async function inState(state: string, profile: (typeof profiles)[number]) {
  const template = templates.find(({ id }) => id === state);
  if (!template) throw new Error(`no state ${state}`);
  const shell = aShell({ profile, startFiles: true });
  await applyTemplate(template, shell.simulator, shell.session, nodeHash);
  return shell;
}

describe.each(profiles)("under the profile %s", (profile) => {
  it.each(templates)("the starting environment $id is made by its commands", async ({ id }) => {
    const { simulator } = await inState(id, profile);
    expect(simulator.world.get("settings")?.profile).toBe(profile);
  });

  it.each([...chapterBlocks, ...walkthroughLines])("the commands of $where run", async ({ state, lines }) => {
    const shell = await inState(state, profile);
    for (const line of lines) {
      const ran = await shell.run(line, { answers: ["y", "y"] });
      expect(ran.exitCode, `${line}\n${ran.out}${ran.err}`).toBe(0);
    }
  });
});
