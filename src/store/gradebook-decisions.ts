import { counted } from "../assessment/counted.ts";
import { readRoster } from "../assignment/grades/roster.ts";
import type { GradebookRow } from "../progress/assignment-rows.ts";
import type { GradebookState } from "./gradebook-state.ts";
import type { GradebookWork } from "./gradebook-work.ts";

/** What an instructor decides: about learners, and who is expected. */
export function gradebookDecisions(
  work: GradebookWork,
): Pick<GradebookState, "decide" | "importRoster" | "removeRoster" | "markReturned"> {
  const { now, set, get, say, fail, changeGradebook, putDecision } = work;
  return {
    decide: async ({ key, learner }, change, text) => {
      const { rows } = get();
      const before = rows.find((entry) => entry.key === key)?.decision;
      const base = before ?? { learner, changedAt: 0 };
      try {
        await putDecision(key, { ...base, ...change });
        say(text, { text, undo: () => putDecision(key, base) });
      } catch (error) {
        fail(error);
      }
    },
    importRoster: async (name, bytes) => {
      const read = readRoster(bytes);
      if (!read.ok) {
        set({ problem: `${name}: ${read.message}` });
        return false;
      }
      const before = get().gradebook.roster;
      const content = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      try {
        await changeGradebook((gradebook) => ({
          ...gradebook,
          roster: { name: name.slice(0, 300), content, importedAt: now() },
          changedAt: now(),
        }));
        const text = `Roster ${name} imported: ${counted(read.roster.learners.length, "learner")}.`;
        say(text, { text, undo: () => changeGradebook((gradebook) => withRoster(gradebook, before, now())) });
        return true;
      } catch (error) {
        fail(error);
        return false;
      }
    },
    removeRoster: async () => {
      const before = get().gradebook.roster;
      try {
        await changeGradebook((gradebook) => withRoster(gradebook, undefined, now()));
        const text = "Roster removed.";
        say(text, { text, undo: () => changeGradebook((gradebook) => withRoster(gradebook, before, now())) });
      } catch (error) {
        fail(error);
      }
    },
    markReturned: async (learners) => {
      const { rows } = get();
      const decisionOf = new Map(rows.map(({ key, decision }) => [key, decision]));
      await changeGradebook((gradebook) => ({
        ...gradebook,
        decisions: {
          ...gradebook.decisions,
          ...Object.fromEntries(
            learners.map(({ key, learner }) => [
              key,
              { ...(decisionOf.get(key) ?? { learner }), returnedAt: now(), changedAt: now() },
            ]),
          ),
        },
        changedAt: now(),
      }));
    },
  };
}

function withRoster(gradebook: GradebookRow, roster: GradebookRow["roster"], changedAt: number): GradebookRow {
  const { roster: _, ...rest } = gradebook;
  return { ...rest, ...(roster && { roster }), changedAt };
}
