import { useRef } from "react";
import { useSandboxApi } from "./sandbox-context.tsx";

/** Returns earlier lines in order, newest last, without immediate repeats. */
export function typedLines(lines: readonly string[]): string[] {
  return lines.filter((line, at) => line !== lines[at - 1]);
}

/** Goes back and forth through earlier lines; the unfinished line is kept as the newest. */
export function useHistory() {
  const store = useSandboxApi();
  const place = useRef<number | undefined>(undefined);
  const draft = useRef("");
  const lines = () => typedLines(store.getState().blocks.map(({ line }) => line));
  return {
    /** Returns the line before (`-1`) or after (`1`) the one shown; undefined at either end. */
    go(step: -1 | 1, current: string): string | undefined {
      const all = lines();
      const at = place.current ?? all.length;
      const next = at + step;
      if (next < 0 || next > all.length) return undefined;
      if (place.current === undefined) draft.current = current;
      place.current = next === all.length ? undefined : next;
      return all[next] ?? draft.current;
    },
    reset() {
      place.current = undefined;
    },
    lines,
  };
}
