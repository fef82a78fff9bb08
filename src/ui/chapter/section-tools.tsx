import { useEffect, useState, type RefObject } from "react";
import { createPortal } from "react-dom";
import type { Section } from "../../content/content.ts";
import { InlineCheck } from "../shared/item/inline-check.tsx";
import { DoneButton } from "./done-button.tsx";
import { FactPopover } from "./fact-popover.tsx";
import { RevealMarks } from "./reveal-marks.tsx";
import { TextMarks } from "./text-marks.tsx";
import { useReadingPosition } from "./use-reading-position.ts";
import { useCopyButtons } from "./use-copy-buttons.ts";
import "./section-tools.css";

interface Slots {
  checks: { id: string; place: Element }[];
  reveals: { id: string; place: Element }[];
  side: Element | null;
}

const places = (body: Element, attribute: string) =>
  [...body.querySelectorAll<HTMLElement>(`[data-${attribute}]`)].map((place) => ({
    id: place.dataset[attribute] ?? "",
    place,
  }));

/** What a reader gets once the page is idle: live checks, marks, notes, copy buttons, fact details, the place kept. */
export function SectionTools({ section, body }: { section: Section; body: RefObject<HTMLElement | null> }) {
  const [slots, setSlots] = useState<Slots | null>(null);

  useEffect(() => {
    const text = body.current;
    if (!text) return;
    const checks = places(text, "check");
    for (const { place } of checks) place.querySelector(".check-static")?.remove();
    setSlots({ checks, reveals: places(text, "reveal"), side: document.getElementById("section-tools-slot") });
  }, [body, section.id]);

  useReadingPosition(section, body);
  useCopyButtons(body);

  if (!slots) return null;
  const done = <DoneButton sectionId={section.id} />;
  return (
    <>
      {slots.checks.map(({ id, place }, at) =>
        createPortal(
          <>
            <h3>
              Check {at + 1} of {slots.checks.length}
            </h3>
            <InlineCheck itemId={id} sectionId={section.id} />
          </>,
          place,
          id,
        ),
      )}
      {slots.reveals.map(({ id, place }) => createPortal(<RevealMarks itemId={id} />, place, id))}
      <TextMarks sectionId={section.id} body={body} side={slots.side} />
      <FactPopover body={body} />
      <div className="section-done">{done}</div>
    </>
  );
}
