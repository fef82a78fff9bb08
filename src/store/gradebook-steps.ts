import { errorText } from "../assessment/error-text.ts";
import type { GradebookState, UndoStep } from "./gradebook-state.ts";
import type { InTurn } from "./in-turn.ts";

const undoDepth = 50;

/** How the changes of a gradebook run: in order, each with the way to undo it. */
export interface GradebookSteps {
  /** Runs a task after the changes before it. Returns false when it failed, which the state's `problem` then says. */
  run(task: () => Promise<unknown>): Promise<boolean>;
  /** Runs a change and shows the notice that it returns, if it does. The way back runs after later changes, too. */
  step(change: () => Promise<Notice | undefined>): Promise<boolean>;
  /** Takes the last step back. */
  undo(): Promise<void>;
  say(text: string): void;
  problem(text: string): void;
  fail(error: unknown): void;
}

/** What a change says once it's done; without `undo` it can't be taken back. */
interface Notice extends Omit<UndoStep, "undo"> {
  undo?: UndoStep["undo"];
}

/** Creates what runs the changes of a gradebook and takes them back. */
export function gradebookSteps(inTurn: InTurn, set: (part: Partial<GradebookState>) => void): GradebookSteps {
  const steps: UndoStep[] = [];
  const problem = (text: string) => set({ problem: text });
  const fail = (error: unknown) => problem(errorText(error));
  const run = (task: () => Promise<unknown>): Promise<boolean> =>
    inTurn(async () => {
      try {
        await task();
        return true;
      } catch (error) {
        fail(error);
        return false;
      }
    });
  return {
    run,
    step: (change) =>
      run(async () => {
        const notice = await change();
        if (!notice) return;
        const { text, undo } = notice;
        const taken = undo && { text, undo };
        if (taken) steps.push(taken);
        if (steps.length > undoDepth) steps.shift();
        set({ notice: { text, undo: taken }, problem: "" });
      }),
    undo: async () => {
      await run(async () => {
        const last = steps.pop();
        if (!last) return;
        await last.undo();
        set({ notice: { text: `Undone: ${last.text}`, undo: undefined } });
      });
    },
    say: (text) => set({ notice: { text, undo: undefined }, problem: "" }),
    problem,
    fail,
  };
}
