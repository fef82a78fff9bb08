import { useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";

interface LogLinesProps {
  label: string;
  lines: readonly string[];
}

/** Pixels from the end within which a growing log stays at its end. */
const nearEnd = 40;

/** Lines that Page Up and Page Down pass. */
const page = 12;

/** A log to be walked line by line with the arrow keys; while it grows it stays at its end if that was in view. */
export function LogLines({ label, lines }: LogLinesProps) {
  const list = useRef<HTMLOListElement>(null);
  const atEnd = useRef(true);
  const [at, setAt] = useState(0);
  const current = Math.min(at, lines.length - 1);
  useLayoutEffect(() => {
    const { current: node } = list;
    if (node && atEnd.current) node.scrollTop = node.scrollHeight;
  }, [lines.length]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const last = lines.length - 1;
    const steps: Record<string, number> = {
      ArrowDown: current + 1,
      ArrowUp: current - 1,
      PageDown: current + page,
      PageUp: current - page,
      Home: 0,
      End: last,
    };
    const position = steps[event.key];
    if (position === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(last, position));
    setAt(next);
    list.current?.querySelectorAll("li")[next]?.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Arrow keys of its lines bubble up to the list.
    <ol
      ref={list}
      className="run-log mono"
      aria-label={label}
      onKeyDown={onKeyDown}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < nearEnd;
      }}
    >
      {lines.map((line, place) => (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions -- Arrow keys move between lines; Tab stops at one of them.
        <li key={place} tabIndex={place === current ? 0 : -1} onFocus={() => setAt(place)}>
          {line === "" ? "\u00a0" : line}
        </li>
      ))}
    </ol>
  );
}
