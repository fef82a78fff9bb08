import { useLayoutEffect, type RefObject } from "react";
import { useStoreApi } from "../shared/use-store.tsx";

const settleMs = 800;
const barHeight = 72;

/** The topmost block in view, and the heading above it. */
function placeOf(body: HTMLElement): { block: string; heading: string } | null {
  const blocks = [...body.querySelectorAll<HTMLElement>(":scope > [id]")];
  const at = blocks.findIndex((block) => block.getBoundingClientRect().bottom > barHeight);
  const block = blocks[at];
  if (!block) return null;
  const heading = blocks.slice(0, at + 1).findLast(({ tagName }) => /^H[23]$/.test(tagName));
  return { block: block.id, heading: heading?.dataset["title"] ?? "" };
}

const isEndInView = (body: HTMLElement): boolean => body.getBoundingClientRect().bottom <= window.innerHeight;

/**
 * Remembers the line the reader is at and whether the end was reached: soon after opening and after each scroll, and
 * whenever the page is left. `onEnd` is called once what was reached is stored; it may outlive the component.
 */
export function useReadingPosition(sectionId: string, body: RefObject<HTMLElement | null>, onEnd: () => void): void {
  const store = useStoreApi();
  // A layout effect ends while the text it measures is still on the page.
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let unsaved = false;
    let endAt: number | undefined;
    const text = body.current;
    const save = () => {
      clearTimeout(timer);
      const place = unsaved && text && placeOf(text);
      unsaved = false;
      if (!place) return;
      void store
        .getState()
        .saveReadingPlace({ sectionId, ...place, ...(endAt !== undefined && { endAt }) })
        .then((kept) => kept && endAt !== undefined && onEnd());
    };
    const onScroll = () => {
      unsaved = true;
      if (endAt === undefined && text && isEndInView(text)) endAt = store.getState().now();
      clearTimeout(timer);
      timer = setTimeout(save, settleMs);
    };
    const onHide = () => document.visibilityState === "hidden" && save();
    onScroll();
    window.addEventListener("scroll", onScroll, { passive: true });
    document.addEventListener("visibilitychange", onHide);
    window.addEventListener("pagehide", save);
    return () => {
      save();
      window.removeEventListener("scroll", onScroll);
      document.removeEventListener("visibilitychange", onHide);
      window.removeEventListener("pagehide", save);
    };
  }, [body, sectionId, store, onEnd]);
}
