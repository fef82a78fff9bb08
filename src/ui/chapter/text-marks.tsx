import { useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { createPortal } from "react-dom";
import type { TextMark } from "../../progress/rows.ts";
import { useStore, useStoreApi } from "../shared/use-store.tsx";
import { headingAbove, placeMark, type MarkPlace } from "./mark-places.ts";
import { MarksList } from "./marks-list.tsx";
import { NoteDialog } from "./note-dialog.tsx";
import { quote } from "./text-anchor.ts";
import { rangeToOffsets } from "../shared/text-range.ts";

type Draft = Pick<TextMark, "block" | "heading" | "exact" | "prefix" | "suffix"> & { left: number; top: number };

const longest = 2000;

/** Returns the block of the body that contains a node. */
const blockOf = (body: Element, node: Node): HTMLElement | null => {
  const element = node instanceof Element ? node : node.parentElement;
  const block = element?.closest<HTMLElement>("[id]") ?? null;
  return block && body.contains(block) && block !== body ? block : null;
};

function draftFromSelection(body: HTMLElement): Draft | null {
  const selection = window.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const block = blockOf(body, range.startContainer);
  const offsets = block && rangeToOffsets(block, range);
  if (!block || !offsets || offsets.end - offsets.start < 2 || offsets.end - offsets.start > longest) return null;
  const box = range.getBoundingClientRect();
  const heading = headingAbove(body, block);
  return {
    block: block.id,
    ...(heading !== undefined && { heading }),
    ...quote(block.textContent, offsets.start, offsets.end),
    left: Math.max(8, Math.min(box.left, document.documentElement.clientWidth - 220)) + window.scrollX,
    top: box.bottom + window.scrollY + 8,
  };
}

/** Highlights and notes on passages: made from a selection, painted without touching the text, listed beside it. */
export function TextMarks({
  sectionId,
  body,
  side,
}: {
  sectionId: string;
  body: RefObject<HTMLElement | null>;
  side: Element | null;
}) {
  const all = useStore((state) => state.snapshot?.marks);
  const { newMark, saveMark, deleteMark } = useStoreApi().getState();
  const marks = useMemo(() => all?.filter((mark) => mark.sectionId === sectionId) ?? [], [all, sectionId]);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [editing, setEditing] = useState<TextMark | null>(null);
  /** The last mark changed here as it was before, and what happened to it. */
  const [before, setBefore] = useState<{ mark: TextMark; outcome: string } | null>(null);
  const [attaching, setAttaching] = useState<TextMark | null>(null);
  const [places, setPlaces] = useState<ReadonlyMap<string, MarkPlace | null>>(new Map());
  const toolbar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const onSelect = () => {
      if (toolbar.current?.contains(document.activeElement)) return;
      setDraft(body.current && draftFromSelection(body.current));
    };
    document.addEventListener("selectionchange", onSelect);
    return () => document.removeEventListener("selectionchange", onSelect);
  }, [body]);

  useEffect(() => {
    const text = body.current;
    if (!text) return;
    const found = new Map(marks.map((mark) => [mark.id, placeMark(text, mark)]));
    // Only the text on the page shows where a passage is.
    // oxlint-disable-next-line react/set-state-in-effect
    setPlaces(found);
    if (!("highlights" in CSS)) return;
    const ranges = [...found.values()].flatMap((place) => (place ? [place.range] : []));
    CSS.highlights.set("reader-mark", new Highlight(...ranges));
    return () => void CSS.highlights.delete("reader-mark");
  }, [body, marks]);

  const highlight = (withNote: boolean) => {
    if (!draft) return;
    const { left: _left, top: _top, ...anchor } = draft;
    const mark = newMark({ sectionId, ...anchor });
    setDraft(null);
    window.getSelection()?.removeAllRanges();
    // A note is stored with its text, so that canceling leaves nothing behind.
    if (withNote) setEditing(mark);
    else void saveMark(mark);
  };
  const attachHere = () => {
    if (!draft || !attaching) return;
    const { left: _left, top: _top, ...anchor } = draft;
    const { heading: _heading, ...mark } = attaching;
    setDraft(null);
    setAttaching(null);
    setBefore({ mark: attaching, outcome: "Attached." });
    window.getSelection()?.removeAllRanges();
    void saveMark({ ...mark, ...anchor });
  };
  const remove = (mark: TextMark) => {
    setBefore({ mark, outcome: "Deleted." });
    void deleteMark(mark.id);
  };
  const show = (mark: TextMark) =>
    places.get(mark.id)?.range.startContainer.parentElement?.scrollIntoView({ block: "center" });

  const undo = () => {
    if (before) void saveMark(before.mark);
    setBefore(null);
  };
  const status = attaching ? (
    "Select the passage in the text that the note belongs to."
  ) : before ? (
    <>
      {before.outcome}{" "}
      <button type="button" className="btn quiet small" onClick={undo}>
        Undo
      </button>
    </>
  ) : null;
  const list = (
    <MarksList
      found={marks.flatMap((mark) => {
        const place = places.get(mark.id);
        return place === null
          ? []
          : [{ mark, passage: place?.changed ? place.range.toString() : mark.exact, changed: place?.changed ?? false }];
      })}
      lost={marks.filter((mark) => places.get(mark.id) === null)}
      attaching={attaching}
      show={show}
      attach={setAttaching}
      edit={setEditing}
      remove={remove}
      status={status}
    />
  );

  return (
    <>
      {draft &&
        createPortal(
          // Its buttons take the focus; the toolbar only groups them.
          // oxlint-disable-next-line jsx-a11y/interactive-supports-focus
          <div
            ref={toolbar}
            className="mark-toolbar"
            role="toolbar"
            aria-label="Selected passage"
            style={{ left: draft.left, top: draft.top }}
            onMouseDown={(event) => event.preventDefault()}
          >
            {attaching ? (
              <button type="button" className="btn" onClick={attachHere}>
                Attach here
              </button>
            ) : (
              <>
                <button type="button" className="btn" onClick={() => highlight(false)}>
                  Highlight
                </button>
                <button type="button" className="btn" onClick={() => highlight(true)}>
                  Note
                </button>
              </>
            )}
          </div>,
          document.body,
        )}
      {side && createPortal(list, side)}
      <div className="marks-below">{list}</div>
      {editing && (
        <NoteDialog
          passage={editing.exact}
          note={editing.note}
          onClose={() => setEditing(null)}
          onSave={(note) => {
            setEditing(null);
            void saveMark({ ...editing, note });
          }}
        />
      )}
    </>
  );
}
