import { findTemplate } from "../find-template.ts";
import type { Requests } from "../protocol.ts";
import { openInMemory, repeatSteps } from "../rehearse.ts";
import type { SandboxParts } from "../sandbox-parts.ts";
import { readShare } from "../share.ts";
import { doneSteps } from "./progress.ts";

type Graded = Requests["gradeLesson"];

/**
 * Repeats a learner's way through a walkthrough in memory and returns which steps it did. What counts is the effect of its
 * commands: a way that sets rows of the environment itself, as the forms of the sandbox do, proves nothing about commands.
 */
export async function gradeLesson(
  services: SandboxParts,
  { walkthrough, template: templateId, payload }: Graded["ask"],
): Promise<Graded["answer"]> {
  const [track, template] = await Promise.all([services.proofs(walkthrough), findTemplate(services, templateId)]);
  if (!track || !template)
    return { refused: "This version of Drydock doesn’t have the walkthrough. Update the app, then grade again." };
  const read = readShare(payload);
  if (!read.ok) return { refused: read.refusal.message };
  const { value: shared } = read;
  if (shared.template !== template.id) return { refused: "It was done in the environment of another exercise." };
  if (shared.steps.some((step) => "rows" in step)) {
    return {
      refused: "Something was changed with a form instead of a command, so the commands alone can’t be graded.",
    };
  }
  try {
    const { open } = await openInMemory(services, template, shared);
    let done: Record<string, string> = {};
    // A step is judged when its command has run: later ones may remove its effect.
    for (const step of shared.steps) {
      await repeatSteps(open, { steps: [step] });
      done = doneSteps(track, open.simulator.world, await open.transcript.all(), done);
    }
    return { done: Object.keys(done), of: track.length };
  } catch (error) {
    return { refused: `The commands can’t be repeated: ${error instanceof Error ? error.message : String(error)}` };
  }
}
