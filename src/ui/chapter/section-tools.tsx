import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from "react";
import { createPortal } from "react-dom";
import type { BankItem, Section } from "../../content/content.ts";
import type { SectionCheck } from "../../progress/complete-section.ts";
import { loadSectionItems } from "../../content/course.ts";
import { InlineCheck } from "../shared/item/inline-check.tsx";
import { DoneButton } from "./done-button.tsx";
import { FactPopover } from "./fact-popover.tsx";
import { RevealMarks, RevealTally } from "./reveal-marks.tsx";
import { TextMarks } from "./text-marks.tsx";
import { useSectionProgress } from "./use-section-progress.ts";
import { useCopyButtons } from "./use-copy-buttons.ts";
import "./section-tools.css";

interface Slots {
  checks: { bankItem: BankItem; place: Element }[];
  reveals: { id: string; place: Element }[];
  side: Element | null;
}

const places = (body: Element, attribute: string) =>
  [...body.querySelectorAll<HTMLElement>(`[data-${attribute}]`)].map((place) => ({
    id: place.dataset[attribute] ?? "",
    place,
  }));

const sectionCheck = ({ id, place }: { id: string; place: HTMLElement }): SectionCheck => {
  const { after } = place.dataset;
  return { id, ...(after !== undefined && { after }) };
};

const ignore = () => undefined;
/** In pixels; the bar covers what is above. */
const topBarHeight = 64;

/**
 * Notes the first block that starts in view; the function it returns scrolls back to it. The browser's own scroll
 * anchoring gives up on changes of this size and is switched off meanwhile, so that nothing is moved twice.
 */
function holdReading(text: Element): () => void {
  const root = document.documentElement;
  const block = [...text.children].find((child) => child.getBoundingClientRect().top >= topBarHeight);
  const before = block?.getBoundingClientRect().top ?? 0;
  root.style.overflowAnchor = "none";
  return () => {
    if (block?.isConnected) window.scrollBy({ top: block.getBoundingClientRect().top - before, behavior: "instant" });
    requestAnimationFrame(() => root.style.removeProperty("overflow-anchor"));
  };
}

/** Adds what a reader needs once the page is idle: live checks, marks, notes, copy buttons, fact details, the place. */
export function SectionTools({ section, body }: { section: Section; body: RefObject<HTMLElement | null> }) {
  const [slots, setSlots] = useState<Slots | null>(null);
  const goBack = useRef<() => void>(ignore);
  // The text is on the page before its tools are.
  const [asked] = useState(() => (body.current ? places(body.current, "check").map(sectionCheck) : []));

  useEffect(() => {
    const text = body.current;
    if (!text) return;
    let current = true;
    const common = { reveals: places(text, "reveal"), side: document.getElementById("section-tools-slot") };
    // The places are in compiled HTML, which React doesn't know; they can be looked up only once it is on the page.
    // oxlint-disable-next-line react/set-state-in-effect
    setSlots({ checks: [], ...common });
    // Until the questions have loaded, and if they never do, they stay as printed.
    void loadSectionItems(section.id).then((items) => {
      const checks = places(text, "check").flatMap(({ id, place }) => {
        const bankItem = items.find((item) => item.id === id);
        return bankItem ? [{ bankItem, place }] : [];
      });
      if (!current) return;
      goBack.current = holdReading(text);
      setSlots({ checks, ...common });
    }, ignore);
    return () => {
      current = false;
    };
  }, [body, section.id]);
  useLayoutEffect(() => {
    for (const { place } of slots?.checks ?? []) place.querySelector(".check-static")?.remove();
    goBack.current();
    goBack.current = ignore;
  }, [slots]);

  useSectionProgress(section.id, asked, body);
  useCopyButtons(body);

  if (!slots) return null;
  return (
    <>
      {slots.checks.map(({ bankItem, place }, at) =>
        createPortal(
          <>
            <h3>
              Question {at + 1} of {slots.checks.length}
            </h3>
            <InlineCheck bankItem={bankItem} sectionId={section.id} />
          </>,
          place,
          bankItem.id,
        ),
      )}
      {slots.reveals.map(({ id, place }) => createPortal(<RevealMarks itemId={id} />, place, id))}
      <TextMarks sectionId={section.id} body={body} side={slots.side} />
      <FactPopover body={body} />
      {slots.reveals.length > 1 && <RevealTally itemIds={slots.reveals.map(({ id }) => id)} />}
      <div className="section-done">
        <DoneButton sectionId={section.id} />
      </div>
    </>
  );
}
