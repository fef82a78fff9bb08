import { errorText } from "../../assessment/error-text.ts";
import { startTransition, useEffect, useRef, useState } from "react";
import { useLocation, useNavigationType } from "react-router-dom";
import { outline } from "../../content/course.ts";
import type { LoadedScreen } from "../route.ts";
import { loadScreen } from "../routes.tsx";
import { startAtHeading } from "../shared/start-at-heading.ts";
import { LoadErrorScreen } from "./load-error-screen.tsx";

const scrolls = new Map<string, number>();

/** Brings a fragment into view and gives it the keyboard's place. */
function goToFragment(hash: string): boolean {
  const target = hash.length > 1 && document.getElementById(decodeURIComponent(hash.slice(1)));
  if (!target) return false;
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
  target.scrollIntoView();
  target.focus({ preventScroll: true });
  return true;
}

/**
 * Shows the screen of the current path. The old screen stays until the new one has loaded;
 * then the title, the scroll position and the keyboard focus follow.
 */
export function Outlet({ initial }: { initial: LoadedScreen }) {
  const { pathname, hash, key } = useLocation();
  const navigation = useNavigationType();
  const [currentScreen, setCurrentScreen] = useState(initial);
  const [failed, setFailed] = useState<string | null>(null);
  const first = useRef(true);
  const previousKey = useRef(key);

  useEffect(() => {
    let current = true;
    loadScreen(pathname).then(
      (screen) => {
        if (!current) return;
        startTransition(() => {
          setFailed(null);
          setCurrentScreen((old) => (old.path === screen.path ? old : screen));
        });
      },
      (error: unknown) => current && setFailed(errorText(error)),
    );
    return () => {
      current = false;
    };
  }, [pathname]);

  useEffect(() => {
    const leave = previousKey.current;
    previousKey.current = key;
    if (leave !== key) scrolls.set(leave, window.scrollY);
  }, [key]);

  useEffect(() => {
    if (first.current) {
      first.current = false;
      if (hash) goToFragment(hash);
      return;
    }
    document.title = `${currentScreen.title} · ${outline.title}`;
    if (navigation === "POP" && scrolls.has(key)) window.scrollTo(0, scrolls.get(key) ?? 0);
    else if (!goToFragment(hash)) startAtHeading();
    // Follows the screen alone: the next effect handles moves within a page.
    // oxlint-disable-next-line react-hooks/exhaustive-deps, react/exhaustive-deps
  }, [currentScreen]);

  const shownHash = useRef(hash);
  useEffect(() => {
    if (shownHash.current !== hash && hash) goToFragment(hash);
    shownHash.current = hash;
  }, [hash]);

  return (
    <main id="main" tabIndex={-1}>
      {failed === null ? currentScreen.element : <LoadErrorScreen message={failed} />}
    </main>
  );
}
