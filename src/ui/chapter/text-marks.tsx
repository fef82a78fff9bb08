import { useEffect, useRef, useState, type RefObject } from "react";
import { createPortal } from "react-dom";
import type { TextMark } from "../../progress/progress.ts";
import { useStore } from "../shared/use-store.tsx";
import { NoteDialog } from "./note-dialog.tsx";
import { findQuote, quote } from "./text-anchor.ts";
import { offsetsToRange, rangeToOffsets } from "./text-range.ts";

type Draft = Pick<TextMark, "block" | "exact" | "prefix" | "suffix"> & { left: number; top: number };

const longest = 2000;

/** The block of the body that a node stands in. */
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
  return {
    block: block.id,
    ...quote(block.textContent, offsets.start, offsets.end),
    left: Math.max(8, Math.min(box.left, document.documentElement.clientWidth - 220)) + window.scrollX,
    top: box.bottom + window.scrollY + 8,
  };
}

function rangeOf(body: HTMLElement, mark: TextMark): Range | null {
  const block = document.getElementById(mark.block);
  const root = block && body.contains(block) ? block : body;
  const found = findQuote(root.textContent, mark);
  return found && offsetsToRange(root, found.start, found.end);
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
  const keep = useStore((state) => state.keep);
  const marks = all?.filter((mark) => mark.sectionId === sectionId) ?? [];
  const [draft, setDraft] = useState<Draft | null>(null);
  const [editing, setEditing] = useState<TextMark | null>(null);
  const [gone, setGone] = useState<TextMark | null>(null);
  const toolbar = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const onSelect = () => {
      if (toolbar.current?.contains(document.activeElement)) return;
      setDraft(body.current && draftFromSelection(body.current));
    };
    document.addEventListener("selectionchange", onSelect);
    return () => document.removeEventListener("selectionchange", onSelect);
  }, [body]);

  const painted = marks.map(({ id, changedAt }) => `${id}:${changedAt}`).join();
  useEffect(() => {
    const text = body.current;
    if (!text || !("highlights" in CSS)) return;
    const ranges = marks.map((mark) => rangeOf(text, mark)).filter((range) => range !== null);
    CSS.highlights.set("reader-mark", new Highlight(...ranges));
    return () => void CSS.highlights.delete("reader-mark");
    // The marks matter only through their ids and times.
  }, [body, painted]);

  const newMark = (from: Draft, note: string): TextMark => {
    const { left: _left, top: _top, ...anchor } = from;
    const now = Date.now();
    return { id: crypto.randomUUID(), sectionId, ...anchor, note, createdAt: now, changedAt: now };
  };
  const highlight = (withNote: boolean) => {
    if (!draft) return;
    const mark = newMark(draft, "");
    setDraft(null);
    window.getSelection()?.removeAllRanges();
    void keep((progress) => progress.saveMark(mark));
    if (withNote) setEditing(mark);
  };
  const remove = (mark: TextMark) => {
    setGone(mark);
    void keep((progress) => progress.deleteMark(mark.id));
  };
  const show = (mark: TextMark) => {
    const range = body.current && rangeOf(body.current, mark);
    range?.startContainer.parentElement?.scrollIntoView({ block: "center" });
  };

  const list = (
    <div className="marks-list">
      <h2>Notes and highlights</h2>
      {marks.length === 0 && <p className="muted">Select a passage to highlight it or to write a note.</p>}
      <ul>
        {marks.map((mark) => (
          <li key={mark.id}>
            <button type="button" className="passage" onClick={() => show(mark)}>
              “{mark.exact.length > 80 ? `${mark.exact.slice(0, 80)}…` : mark.exact}”
            </button>
            {mark.note && <p>{mark.note}</p>}
            <button type="button" className="btn quiet small" onClick={() => setEditing(mark)}>
              {mark.note ? "Edit note" : "Add note"}
            </button>
            <button type="button" className="btn quiet small" onClick={() => remove(mark)}>
              Delete
            </button>
          </li>
        ))}
      </ul>
      <p role="status">
        {gone && (
          <>
            Deleted.{" "}
            <button
              type="button"
              className="btn quiet small"
              onClick={() => {
                void keep((progress) => progress.saveMark(gone));
                setGone(null);
              }}
            >
              Undo
            </button>
          </>
        )}
      </p>
    </div>
  );

  return (
    <>
      {draft &&
        createPortal(
          <div
            ref={toolbar}
            className="mark-toolbar"
            role="toolbar"
            aria-label="Selected passage"
            style={{ left: draft.left, top: draft.top }}
            onMouseDown={(event) => event.preventDefault()}
          >
            <button type="button" className="btn" onClick={() => highlight(false)}>
              Highlight
            </button>
            <button type="button" className="btn" onClick={() => highlight(true)}>
              Note
            </button>
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
            void keep((progress) => progress.saveMark({ ...editing, note, changedAt: Date.now() }));
          }}
        />
      )}
    </>
  );
}
