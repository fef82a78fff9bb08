import type { Walkthrough, WalkthroughStep } from "../../content/content.ts";
import type { LessonLevel } from "../../sandbox/world-entry.ts";
import type { Block } from "../../sandbox/block.ts";
import { useSandbox } from "../shared/terminal/sandbox-context.tsx";
import { usePlace } from "./place.ts";

/** How far a walkthrough is at a level, and the step on screen. */
export interface Standing {
  /** False until the environment of this walkthrough and level is open; no step counts as done until then. */
  known: boolean;
  step: WalkthroughStep;
  at: number;
  isDone(step: string): boolean;
  doneCount: number;
  /** Index of the first step that isn't done; the number of steps when all are. */
  firstOpen: number;
  /** What was predicted for the step: the index of a choice, or `skipped`. */
  prediction: number | undefined;
  /** Commands run since the step before was done, without those that were undone. */
  tries: Block[];
}

/** Stored in place of a choice when a prediction was skipped. */
export const skipped = -1;

const none: Block[] = [];

/** Reads it from the open environment and the address. */
export function useStanding({ id, steps }: Walkthrough, level: LessonLevel): Standing {
  const { step: stepId } = usePlace();
  const lesson = useSandbox((state) => state.status?.entry.lesson);
  const transcript = useSandbox((state) => state.blocks);
  const known = lesson?.walkthrough === id && lesson.level === level;
  const done = known ? lesson.done : {};
  const blocks = known ? transcript : none;
  const isDone = (step: string) => done[step] !== undefined;
  const found = steps.findIndex((step) => !isDone(step.id));
  const firstOpen = found === -1 ? steps.length : found;
  const named = steps.findIndex((step) => step.id === stepId);
  const at = named === -1 ? Math.min(firstOpen, steps.length - 1) : named;
  const step = steps[at] as WalkthroughStep;
  const before = done[steps[at - 1]?.id ?? ""];
  const from = blocks.findIndex((block) => block.id === before) + 1;
  return {
    known,
    step,
    at,
    isDone,
    doneCount: steps.filter((step) => isDone(step.id)).length,
    firstOpen,
    prediction: known ? lesson.predictions[step.id] : undefined,
    tries: blocks.slice(from).filter(({ undone }) => !undone),
  };
}
