import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import { loadFactTopic } from "../../content/course.ts";
import type { FactRow } from "../../content/content.ts";
import { profileNames } from "../shared/profile-names.ts";

const widest = 340;
const margin = 8;
const openAfterMs = 250;

interface Popover {
  /** Null while the facts load, and when they can't be loaded. */
  row: FactRow | null;
  failed: boolean;
  /** Opened by a tap: it takes the focus, has a button to close it and stays until then. */
  tapped: boolean;
  link: HTMLAnchorElement;
  place: { left: number; top: number; width: number };
}

/** Loads the fact a citation is about, from the topic that its link leads to. */
async function loadCited({ href, dataset }: HTMLAnchorElement): Promise<FactRow | null> {
  const topic = /\/facts\/([^/]+)\/#/.exec(href)?.[1];
  const rows = topic === undefined ? null : await loadFactTopic(topic);
  return rows?.find(({ id }) => id === dataset["fact"]) ?? null;
}

/** Where the panel goes: below the citation, within the window; in pixels on the page. */
function placeBelow(link: HTMLElement): Popover["place"] {
  const room = document.documentElement.clientWidth - 2 * margin;
  const width = Math.min(widest, room);
  const box = link.getBoundingClientRect();
  const left = Math.max(margin, Math.min(box.left, margin + room - width));
  return { left: left + window.scrollX, top: box.bottom + window.scrollY + 6, width };
}

/**
 * Shows on a cited fact what each rule profile says, from where and when: on hover, on keyboard focus, and on a tap,
 * which would otherwise leave the chapter. Escape closes it.
 */
export function FactPopover({ body }: { body: RefObject<HTMLElement | null> }) {
  const [popover, setPopover] = useState<Popover | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const latest = useRef<Popover | null>(null);
  const returning = useRef(false);
  const open = popover !== null;
  const tapped = popover?.tapped === true;

  /** Closes the panel; one that had taken the focus gives it back to the citation. */
  const close = useCallback(() => {
    const closing = latest.current;
    setPopover(null);
    if (!closing?.tapped) return;
    returning.current = true;
    closing.link.focus({ preventScroll: true });
    returning.current = false;
  }, []);

  useEffect(() => void (latest.current = popover), [popover]);
  useEffect(() => {
    const text = body.current;
    if (!text) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let awaitedLink: HTMLAnchorElement | null = null;
    let pointer = "";
    const show = async (link: HTMLAnchorElement, byTap: boolean) => {
      const base = { tapped: byTap, link, place: placeBelow(link), row: null };
      // A tap is answered at once; a pointer on its way across the text isn't.
      if (byTap) setPopover({ ...base, failed: false });
      const row = await loadCited(link).catch(() => null);
      // The reader may have moved on before the facts were loaded.
      if (link !== awaitedLink || !link.isConnected) return;
      if (row || byTap) setPopover({ ...base, row, failed: row === null });
    };
    const factAt = (event: Event) =>
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[data-fact]") : null;
    // A finger's tap is handled on its own below.
    const isTouch = (event: Event) => (event instanceof PointerEvent ? event.pointerType : pointer) === "touch";
    const enter = (event: Event) => {
      if (isTouch(event) || returning.current) return;
      const link = factAt(event);
      clearTimeout(timer);
      awaitedLink = link;
      if (link) timer = setTimeout(() => void show(link, false), event.type === "focusin" ? 0 : openAfterMs);
    };
    const leave = (event: Event) => {
      if (isTouch(event)) return;
      const to = (event as PointerEvent | FocusEvent).relatedTarget;
      if (to instanceof Node && panel.current?.contains(to)) return;
      clearTimeout(timer);
      awaitedLink = null;
      // A pointer may be on its way to the panel; the keyboard's next place must not be covered by it.
      if (event.type === "focusout") setPopover(null);
      else timer = setTimeout(() => setPopover(null), openAfterMs);
    };
    const tap = (event: Event) => {
      const link = factAt(event);
      if (pointer !== "touch" || !link) return;
      event.preventDefault();
      clearTimeout(timer);
      awaitedLink = link;
      void show(link, true);
    };
    const notePointer = (event: PointerEvent) => {
      pointer = event.pointerType;
      if (event.target instanceof Node && !panel.current?.contains(event.target)) setPopover(null);
    };
    const onKey = (event: KeyboardEvent) => {
      pointer = "";
      if (event.key === "Escape") close();
    };
    const leavePanel = () => !latest.current?.tapped && setPopover(null);
    const box = panel.current;
    const listeners: [string, (event: Event) => void][] = [
      ["pointerover", enter],
      ["focusin", enter],
      ["pointerout", leave],
      ["focusout", leave],
      ["click", tap],
    ];
    for (const [type, listener] of listeners) text.addEventListener(type, listener);
    document.addEventListener("pointerdown", notePointer, true);
    document.addEventListener("keydown", onKey);
    box?.addEventListener("pointerleave", leavePanel);
    return () => {
      clearTimeout(timer);
      for (const [type, listener] of listeners) text.removeEventListener(type, listener);
      document.removeEventListener("pointerdown", notePointer, true);
      document.removeEventListener("keydown", onKey);
      box?.removeEventListener("pointerleave", leavePanel);
    };
  }, [body, close]);

  useEffect(() => {
    if (open && tapped) panel.current?.focus();
  }, [open, tapped]);

  if (!popover) return <div ref={panel} hidden />;
  const { link, row, failed, place } = popover;
  return (
    <div
      ref={panel}
      className="fact-popover"
      role={tapped ? "dialog" : "note"}
      aria-label={row?.label ?? "Fact"}
      tabIndex={-1}
      style={place}
    >
      {row ? (
        <>
          <strong>{row.label}</strong>
          <dl>
            <div>
              <dt>The chapter</dt>
              <dd>{row.chapter}</dd>
            </div>
            <div>
              <dt>{profileNames.azure}</dt>
              <dd>{row.azure}</dd>
            </div>
          </dl>
        </>
      ) : (
        <output>
          {failed ? "This fact didn’t load. Check the connection, or open the list of facts." : "Loading this fact…"}
        </output>
      )}
      <p className="small muted">
        {row?.sources[0] && `${row.sources[0].title}, read ${row.sources[0].read}. `}
        <a href={link.href}>More about this fact</a>
      </p>
      {tapped && (
        <button type="button" className="btn quiet" onClick={close}>
          Close
        </button>
      )}
    </div>
  );
}
