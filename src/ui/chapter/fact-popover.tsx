import { useEffect, useRef, useState, type RefObject } from "react";
import { Link } from "../shared/link.tsx";
import { loadFacts } from "../../content/course.ts";
import type { FactRow } from "../../content/content.ts";

const width = 340;
const openAfterMs = 250;

interface Shown {
  row: FactRow;
  left: number;
  top: number;
}

/** On a cited fact: what each rule profile says, from where and when. Pointer or keyboard; Escape closes. */
export function FactPopover({ body }: { body: RefObject<HTMLElement | null> }) {
  const [shown, setShown] = useState<Shown | null>(null);
  const panel = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const text = body.current;
    if (!text) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wanted: HTMLElement | null = null;
    const open = async (link: HTMLElement) => {
      const row = (await loadFacts()).find(({ id }) => id === link.dataset["fact"]);
      // The facts may come when the reader has long gone on.
      if (!row || link !== wanted || !link.isConnected) return;
      const box = link.getBoundingClientRect();
      setShown({
        row,
        left: Math.max(8, Math.min(box.left + window.scrollX, document.documentElement.clientWidth - width - 8)),
        top: box.bottom + window.scrollY + 6,
      });
    };
    const factAt = (event: Event) =>
      event.target instanceof Element ? event.target.closest<HTMLElement>("a[data-fact]") : null;
    const enter = (event: Event) => {
      const link = factAt(event);
      clearTimeout(timer);
      wanted = link;
      if (link) timer = setTimeout(() => void open(link), event.type === "focusin" ? 0 : openAfterMs);
    };
    const leave = (event: Event) => {
      const to = (event as MouseEvent | FocusEvent).relatedTarget;
      if (to instanceof Node && panel.current?.contains(to)) return;
      clearTimeout(timer);
      wanted = null;
      // A pointer may be on its way to the panel; the keyboard's next place must not lie below it.
      if (event.type === "focusout") setShown(null);
      else timer = setTimeout(() => setShown(null), openAfterMs);
    };
    const escape = (event: KeyboardEvent) => event.key === "Escape" && setShown(null);
    text.addEventListener("mouseover", enter);
    text.addEventListener("focusin", enter);
    text.addEventListener("mouseout", leave);
    text.addEventListener("focusout", leave);
    document.addEventListener("keydown", escape);
    return () => {
      clearTimeout(timer);
      text.removeEventListener("mouseover", enter);
      text.removeEventListener("focusin", enter);
      text.removeEventListener("mouseout", leave);
      text.removeEventListener("focusout", leave);
      document.removeEventListener("keydown", escape);
    };
  }, [body]);

  if (!shown) return <div ref={panel} hidden />;
  const { row, left, top } = shown;
  return (
    <div
      ref={panel}
      className="fact-popover"
      role="note"
      style={{ left, top, width }}
      onMouseLeave={() => setShown(null)}
    >
      <strong>{row.label}</strong>
      <dl>
        <div>
          <dt>The chapter</dt>
          <dd>{row.chapter}</dd>
        </div>
        <div>
          <dt>Azure today</dt>
          <dd>{row.azure}</dd>
        </div>
      </dl>
      <p className="small muted">
        {row.sources[0] && `${row.sources[0].title}, read ${row.sources[0].read}. `}
        <Link to={`/facts/#${row.id}`}>All about this fact</Link>
      </p>
    </div>
  );
}
