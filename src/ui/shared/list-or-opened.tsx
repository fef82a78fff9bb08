import { useEffect, useRef, type ReactNode } from "react";
import { startAtHeading } from "./start-at-heading.ts";
import { useHash } from "./use-hash.ts";
import { useHydrated } from "./use-hydrated.ts";

interface ListOrOpenedProps {
  /** What can be opened. */
  list: ReactNode;
  /** Stands for what is opened until the app is there. */
  opening: ReactNode;
  /** What the fragment of the address opens. */
  children: ReactNode;
}

/**
 * Shows what the fragment of the address opens, or a list when the address has none. Before the app is there the page has both, and
 * public/boot.js tells the style which one the address is for. The list keeps its element, and so what the learner does in it.
 */
export function ListOrOpened({ list, opening, children }: ListOrOpenedProps) {
  const isHydrated = useHydrated();
  const isList = useHash() === "";
  const wasList = useRef(isList);
  useEffect(() => {
    if (wasList.current && !isList) startAtHeading();
    wasList.current = isList;
  }, [isList]);
  return (
    <>
      {(isList || !isHydrated) && <div data-beginning={isHydrated ? undefined : "list"}>{list}</div>}
      {isHydrated ? !isList && children : <div data-beginning="opening">{opening}</div>}
    </>
  );
}
