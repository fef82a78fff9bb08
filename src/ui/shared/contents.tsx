import { useEffect, useState, type ReactNode, type RefObject } from "react";
import type { Heading } from "../../content/content.ts";

interface ContentsProps {
  headings: Heading[];
  /** Words about the whole page, such as how long it takes to read. */
  note: string;
  body: RefObject<HTMLElement | null>;
  /** What comes below the list on wide screens. */
  children?: ReactNode;
}

/** Lists the headings of the page and marks the one being read; on narrow screens, a fold at the top. */
export function Contents({ headings, note, body, children }: ContentsProps) {
  const [current, setCurrent] = useState("");
  useEffect(() => {
    const find = () => {
      const marks = [...(body.current?.querySelectorAll<HTMLElement>("h2[id], h3[id]") ?? [])];
      const passed = marks.filter((mark) => mark.getBoundingClientRect().top < 140);
      setCurrent((passed.at(-1) ?? marks[0])?.id ?? "");
    };
    let frame = 0;
    const onScroll = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(find);
    };
    find();
    window.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener("scroll", onScroll);
    };
  }, [body]);

  const list = (
    <ul>
      {headings.map(({ id, title, level }) => (
        <li key={id} className={level === 3 ? "sub" : undefined}>
          <a href={`#${id}`} aria-current={current === id ? "location" : undefined}>
            {title}
          </a>
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <aside className="contents" aria-labelledby="contents-title">
        <h2 id="contents-title">On this page</h2>
        {list}
        <p className="done">{note}</p>
        {children}
      </aside>
      <details className="contents-fold">
        <summary>On this page · {note}</summary>
        {list}
      </details>
    </>
  );
}
