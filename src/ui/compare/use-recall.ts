import { useState } from "react";
import { useStore } from "../shared/use-store.tsx";
import type { CellMark, CellState } from "./recall.ts";

/** Grades of table cells, and which of them are hidden at the moment. */
export interface Recall {
  markOf(key: string): CellMark | undefined;
  stateOf(key: string): CellState;
  open(key: string): void;
  grade(key: string, mark: CellMark): void;
  /** Hides these cells again until they are opened; their grades stay stored. */
  hide(keys: readonly string[]): void;
}

/** Reads and stores grades. A graded cell stays open, also after a reload, until it is hidden to be tested again. */
export function useRecall(): Recall {
  const reveals = useStore((state) => state.snapshot?.reveals);
  const keep = useStore((state) => state.keep);
  const now = useStore((state) => state.now);
  /** Grades given here, shown before storage has answered. */
  const [marks, setMarks] = useState<ReadonlyMap<string, CellMark>>(new Map());
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const without = (set: ReadonlySet<string>, key: string) => new Set([...set].filter((other) => other !== key));

  const markOf = (key: string): CellMark | undefined => {
    const stored = reveals?.find(({ itemId }) => itemId === key)?.mark;
    return marks.get(key) ?? (stored === "got" || stored === "missed" ? stored : undefined);
  };
  return {
    markOf,
    stateOf: (key) => (opened.has(key) ? "asking" : ((hidden.has(key) ? undefined : markOf(key)) ?? "hidden")),
    open: (key) => setOpened(new Set(opened).add(key)),
    grade: (key, mark) => {
      setMarks(new Map(marks).set(key, mark));
      setOpened(without(opened, key));
      setHidden(without(hidden, key));
      void keep((progress) => progress.saveReveal({ itemId: key, mark, at: now() }));
    },
    hide: (keys) => {
      setHidden(new Set([...hidden, ...keys]));
      setOpened(new Set());
    },
  };
}
