import { useRef } from "react";
import { useSandboxApi } from "./sandbox-context.tsx";

/** Lines typed before, without repeats of the line just before them; the newest last. */
export function typedLines(lines: readonly string[]): string[] {
  return lines.filter((line, at) => line !== lines[at - 1]);
}

/** Going back and forth through the lines typed, with the line under way kept as the newest. */
export function useHistory() {
  const store = useSandboxApi();
  const place = useRef<number | undefined>(undefined);
  const draft = useRef("");
  const lines = () => typedLines(store.getState().blocks.map(({ line }) => line));
  return {
    /** The line before (`-1`) or after (`1`) the one shown; undefined at either end. */
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
