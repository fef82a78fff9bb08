import type { ReactNode } from "react";
import { NavLink } from "../shared/link.tsx";
import { outline } from "../../content/course.ts";
import { CompareIcon, FactsIcon, LearnIcon, PracticeIcon, ProgressIcon, SandboxIcon } from "../shared/icons.tsx";
import { useStore } from "../shared/use-store.tsx";

const places: { to: string; title: string; icon: () => ReactNode }[] = [
  { to: "/learn/", title: "Learn", icon: LearnIcon },
  { to: "/compare/", title: "Compare", icon: CompareIcon },
  { to: "/practice/", title: "Practice", icon: PracticeIcon },
  { to: "/sandbox/", title: "Sandbox", icon: SandboxIcon },
  { to: "/facts/", title: "Facts", icon: FactsIcon },
  { to: "/progress/", title: "Progress", icon: ProgressIcon },
];

/** The left rail of wide screens, with how far the reader is. */
export function Rail() {
  const durable = useStore((state) => state.durable);
  const offlineReady = useStore((state) => state.offlineReady);
  const done = useStore((state) => state.snapshot?.sections.length);
  return (
    <nav className="rail" aria-label="Main">
      {places.map(({ to, title, icon: Icon }) => (
        <NavLink key={to} to={to}>
          <Icon />
          <span className="name">{title}</span>
          {to === "/learn/" && (
            <span className="count">
              {done !== undefined && (
                <>
                  {done} / {outline.sections.length}
                  <span className="visually-hidden"> sections done</span>
                </>
              )}
            </span>
          )}
        </NavLink>
      ))}
      <div className="foot">
        {durable === true && "Saved on this device"}
        {durable === false && "In memory only"}
        {offlineReady && "\nWorks offline"}
      </div>
    </nav>
  );
}

/** The five entries at the foot of a phone; the facts are found from search and from every page that cites them. */
export function BottomBar() {
  return (
    <nav className="bottombar" aria-label="Main">
      {places
        .filter(({ to }) => to !== "/facts/")
        .map(({ to, title, icon: Icon }) => (
          <NavLink key={to} to={to}>
            <Icon />
            {title}
          </NavLink>
        ))}
    </nav>
  );
}
