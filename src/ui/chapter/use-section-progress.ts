import { useCallback, useEffect, useRef, type RefObject } from "react";
import { markIfComplete, type SectionCheck } from "../../progress/complete-section.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { useReadingPosition } from "./use-reading-position.ts";

/** Follows the reader through a section, and marks it as done when its checks are answered and its end was reached. */
export function useSectionProgress(
  sectionId: string,
  asked: readonly SectionCheck[],
  body: RefObject<HTMLElement | null>,
): void {
  const store = useStoreApi();
  const done = useStore((state) => state.snapshot?.sections.some((mark) => mark.sectionId === sectionId));
  const answered = useStore(
    (state) =>
      state.snapshot?.checks.filter(({ itemId }) => asked.some(({ id, after }) => itemId === id || itemId === after))
        .length ?? 0,
  );
  const since = useRef(Infinity);
  const wasDone = useRef(done);

  const settle = useCallback(
    () => void store.getState().keep((progress) => markIfComplete(progress, { id: sectionId, asked }, since.current)),
    [store, sectionId, asked],
  );
  useEffect(() => void (since.current = store.getState().now()), [store]);
  useEffect(() => {
    // Taken back by hand: only what is completed from now on counts.
    if (wasDone.current && done === false) since.current = store.getState().now();
    wasDone.current = done;
  }, [done, store]);
  useEffect(() => {
    if (answered > 0) settle();
  }, [answered, settle]);
  useReadingPosition(sectionId, body, settle);
}
