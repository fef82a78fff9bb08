import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileContent } from "../../src/content/build/compile.ts";
import { nodeHash } from "../../src/node/node-hash.ts";
import { trackOf } from "../../src/sandbox/lesson/track.ts";
import { startShell } from "../../src/simulator/start-shell.ts";
import { facts } from "../support/simulator-facts.ts";

const root = join(import.meta.dirname, "../..");
const { compiled, problems } = compileContent(root);
if (!compiled) throw new Error(problems.toString());
const { walkthroughs, templates, surface, startFiles } = compiled;

const trackParts: Parameters<typeof trackOf>[0] = {
  facts,
  hash: nodeHash,
  startSession: ({ simulator }, pace) => startShell(simulator, { pace, surface, startFiles }),
};

describe("content/walkthroughs/proofs", () => {
  it.each(walkthroughs.map((walkthrough) => [walkthrough.id, walkthrough] as const))(
    "holds what the steps of %s do (npx vitest run test/sandbox/proofs.test.ts -u writes it)",
    async (id, { start, steps }) => {
      const template = templates.find((template) => template.id === start);
      if (!template) throw new Error(`no template ${start}`);
      const lines = (command: string) => command.split("\n").filter((line) => line.trim() !== "");
      const course = { template, steps: steps.map((step) => ({ id: step.id, lines: lines(step.command) })) };
      const text = `${JSON.stringify(await trackOf(trackParts, course), null, 1)}\n`;
      await expect(text).toMatchFileSnapshot(join(root, `content/walkthroughs/proofs/${id}.json`));
    },
  );
});
