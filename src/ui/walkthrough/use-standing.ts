import type { Walkthrough, WalkthroughStep } from "../../content/content.ts";
import type { Block } from "../../sandbox/protocol.ts";
import { useSandbox } from "../shared/terminal/sandbox-context.tsx";
import { usePlace } from "./place.ts";

/** How far a walkthrough is, and the step on screen. */
export interface Standing {
  step: WalkthroughStep;
  at: number;
  isDone(step: string): boolean;
  doneCount: number;
  /** Place of the first step that is not done; the number of steps when all are. */
  firstOpen: number;
  /** Commands given since the step before was done, those taken back left out. */
  tries: Block[];
}

/** Reads it from the open world and the address. */
export function useStanding({ steps }: Walkthrough): Standing {
  const { step: wanted } = usePlace();
  const done = useSandbox((state) => state.status?.entry.lesson?.done);
  const blocks = useSandbox((state) => state.blocks);
  const isDone = (id: string) => done?.[id] !== undefined;
  const found = steps.findIndex(({ id }) => !isDone(id));
  const firstOpen = found === -1 ? steps.length : found;
  const named = steps.findIndex(({ id }) => id === wanted);
  const at = named === -1 ? Math.min(firstOpen, steps.length - 1) : named;
  const step = steps[at] as WalkthroughStep;
  const before = done?.[steps[at - 1]?.id ?? ""];
  const from = blocks.findIndex(({ id }) => id === before) + 1;
  return {
    step,
    at,
    isDone,
    doneCount: steps.filter(({ id }) => isDone(id)).length,
    firstOpen,
    tries: blocks.slice(from).filter(({ undone }) => !undone),
  };
}
