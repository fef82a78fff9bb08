import type { ReactNode } from "react";
import { useLocation } from "react-router-dom";
import { NavLink } from "../shared/link.tsx";
import { outline } from "../../content/course.ts";
import {
  ClassIcon,
  CommandsIcon,
  CompareIcon,
  FactsIcon,
  LearnIcon,
  MoreIcon,
  PracticeIcon,
  ProgressIcon,
  ReviewIcon,
  SandboxIcon,
  WalkthroughsIcon,
} from "../shared/icons.tsx";
import { askShell } from "../shared/ui-events.ts";
import { useStore } from "../shared/use-store.tsx";

interface Place {
  to: string;
  /** Another address whose pages belong to the place. */
  also?: string;
  title: string;
  icon: () => ReactNode;
}

const learn: Place = { to: "/learn/", title: "Learn", icon: LearnIcon };
const practice: Place = { to: "/practice/", also: "/quiz/", title: "Practice", icon: PracticeIcon };
const review: Place = { to: "/review/", title: "Review", icon: ReviewIcon };
const progress: Place = { to: "/progress/", title: "Progress", icon: ProgressIcon };
const walkthroughs = { to: "/walkthroughs/", title: "Walkthroughs", icon: WalkthroughsIcon };
const sandbox = { to: "/sandbox/", title: "Sandbox", icon: SandboxIcon };
/** Where things are looked up. */
const lookups: Place[] = [
  { to: "/compare/", title: "Compare", icon: CompareIcon },
  { to: "/facts/", title: "Facts", icon: FactsIcon },
  { to: "/reference/", title: "Commands", icon: CommandsIcon },
];

const assign = { to: "/assign/", title: "Instructors", icon: ClassIcon };

/** The rail's entries, in groups. */
const groups: Place[][] = [[learn, practice, review, progress], [walkthroughs, sandbox], lookups, [assign]];
/** What a phone's bar has room for; the sheet behind its last button holds the rest. */
const bar = [learn, practice, review, progress];
export const morePlaces = [walkthroughs, sandbox, ...lookups, assign];

/** The left rail of wide screens, with how far the reader is. */
export function Rail() {
  const durable = useStore((state) => state.durable);
  const offlineReady = useStore((state) => state.offlineReady);
  const done = useStore((state) => state.snapshot?.sections.length);
  return (
    <nav className="rail" aria-label="Main">
      {groups.map((places) => (
        <ul key={places[0]?.to}>
          {places.map(({ to, also, title, icon: Icon }) => (
            <li key={to}>
              <NavLink to={to} also={also}>
                <Icon />
                <span className="name">{title}</span>
                {to === learn.to && (
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
            </li>
          ))}
        </ul>
      ))}
      <div className="foot">
        {durable === true && "Saved on this device"}
        {durable === false && "In memory only"}
        {offlineReady && "\nWorks offline"}
      </div>
    </nav>
  );
}

/** The five entries at the foot of a phone. */
export function BottomBar() {
  const { pathname } = useLocation();
  const here = [...morePlaces, { to: "/settings/" }].some(({ to }) => pathname.startsWith(to));
  return (
    <nav className="bottombar" aria-label="Main">
      {bar.map(({ to, also, title, icon: Icon }) => (
        <NavLink key={to} to={to} also={also}>
          <Icon />
          {title}
        </NavLink>
      ))}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-current={here ? "true" : undefined}
        onClick={() => askShell("more")}
      >
        <MoreIcon />
        More
      </button>
    </nav>
  );
}
