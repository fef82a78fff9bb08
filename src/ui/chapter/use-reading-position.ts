import { useLayoutEffect, type RefObject } from "react";
import type { Section } from "../../content/content.ts";
import { useStoreApi } from "../shared/use-store.tsx";

const settleMs = 800;
const barHeight = 72;

/** The topmost block in view, and the heading above it. */
function place(body: HTMLElement): { block: string; heading: string } | null {
  const blocks = [...body.querySelectorAll<HTMLElement>(":scope > [id]")];
  const at = blocks.findIndex((block) => block.getBoundingClientRect().bottom > barHeight);
  const block = blocks[at];
  if (!block) return null;
  const heading = blocks.slice(0, at + 1).findLast((one) => /^H[23]$/.test(one.tagName));
  return { block: block.id, heading: heading?.dataset["title"] ?? "" };
}

/** Remembers the line the reader is at: soon after opening and after each scroll, and whenever the page is left. */
export function useReadingPosition(section: Section, body: RefObject<HTMLElement | null>): void {
  const store = useStoreApi();
  // A layout effect ends while the text it measures is still on the page.
  useLayoutEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let unsaved = false;
    const text = body.current;
    const save = () => {
      clearTimeout(timer);
      const found = unsaved && text && place(text);
      unsaved = false;
      if (!found) return;
      void store
        .getState()
        .keep((progress) => progress.saveReadingPosition({ sectionId: section.id, ...found, at: Date.now() }));
    };
    const onScroll = () => {
      unsaved = true;
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
  }, [body, section.id, store]);
}
