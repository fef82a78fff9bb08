import { counted } from "../assessment/counted.ts";
import { changeDecision, type DecisionChange } from "../assignment/decision.ts";
import { readRoster } from "../assignment/grades/roster.ts";
import { isLearnerKey } from "../assignment/identity.ts";
import type { GradebookRow } from "../progress/assignment-rows.ts";
import type { GradebookSteps } from "./gradebook-steps.ts";
import type { GradebookState } from "./gradebook-state.ts";
import type { GradebookWork } from "./gradebook-work.ts";

type Learner = Parameters<GradebookState["decide"]>[0];

/** What an instructor decides: about learners, and who is expected. */
export function gradebookDecisions(
  work: GradebookWork,
  { step, problem }: GradebookSteps,
  now: () => number,
): Pick<GradebookState, "decide" | "importRoster" | "removeRoster" | "markReturned"> {
  /** Changes decisions as they are stored, which may be newer than what this tab shows. */
  const decideAll = (learners: readonly Learner[], change: () => DecisionChange) => (gradebook: GradebookRow) => {
    const decisions = { ...gradebook.decisions };
    for (const { key, learner } of learners) {
      const stored = Object.hasOwn(decisions, key) ? decisions[key] : undefined;
      decisions[key] = changeDecision(stored, change(), { learner, now: now() });
    }
    return { ...gradebook, decisions };
  };
  /** Changes the gradebook as a step that can be undone. */
  const changeStep = (text: string, change: (gradebook: GradebookRow) => GradebookRow) =>
    step(async () => {
      const changed = await work.changeGradebook(change);
      return { text, undo: () => work.undoGradebook(changed) };
    });

  return {
    decide: async (learner, change, text) => {
      const decided = decideAll([learner], () => change);
      if (isLearnerKey(learner.key)) return changeStep(text, decided);
      problem("Nothing can be stored under this learner’s ID: it’s too long, or has characters that nobody types.");
      return false;
    },
    importRoster: async (name, bytes) => {
      const read = readRoster(bytes);
      if (!read.ok) {
        problem(`${name}: ${read.message}`);
        return false;
      }
      const content = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      const text = `Roster ${name} imported: ${counted(read.roster.learners.length, "learner")}.`;
      return changeStep(text, (gradebook) => ({
        ...gradebook,
        roster: { name: name.slice(0, 300), content, importedAt: now() },
      }));
    },
    removeRoster: async () => {
      await changeStep("Roster removed.", withoutRoster);
    },
    markReturned: async (learners) => {
      const usable = learners.filter(({ key }) => isLearnerKey(key));
      await step(async () => {
        await work.changeGradebook(decideAll(usable, () => ({ returnedAt: now() })));
        return undefined;
      });
    },
  };
}

function withoutRoster(gradebook: GradebookRow): GradebookRow {
  const { roster: _, ...rest } = gradebook;
  return rest;
}
