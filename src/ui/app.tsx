import { lazy, Suspense, useEffect, useLayoutEffect, useState } from "react";
import { useLocation, useNavigate } from "react-router-dom";
import { untilIdle } from "../store/until-idle.ts";
import type { LoadedScreen } from "./route.ts";
import { replayEarlyInput } from "./shell/early-input.ts";
import { ErrorBoundary } from "./shell/error-boundary.tsx";
import { onShellWanted } from "./shared/ui-events.ts";
import { BottomBar, Rail } from "./shell/navigation.tsx";
import { ShellProblem } from "./shell/shell-problem.tsx";
import { useMissedAddress } from "./shell/missed-address.ts";
import { Outlet } from "./shell/outlet.tsx";
import { useShellKeys } from "./shell/shell-keys.ts";
import { TopBar } from "./shell/top-bar.tsx";
import "./shared/shell.css";

const ShellExtras = lazy(() => import("./shell/shell-extras.tsx").then((module) => ({ default: module.ShellExtras })));

/** Draws the frame around every screen. What reading doesn't need loads once the page is idle. */
export function App({ initial, root }: { initial: LoadedScreen; root: string }) {
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const [extras, setExtras] = useState(false);
  useShellKeys();
  useMissedAddress();

  // Before any screen's effect can change the address that relative links are read against.
  useLayoutEffect(() => {
    // Prerendered links are relative to their file; the shell and the head outlive that page.
    for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href^="."]')) {
      link.setAttribute("href", link.pathname + link.search + link.hash);
    }
    for (const link of document.querySelectorAll<HTMLLinkElement>('link[href^="."]')) {
      // A style sheet whose attribute changes is dropped and fetched again, so only its property is set.
      if (link.rel === "stylesheet") Object.defineProperty(link, "href", { value: link.href });
      else link.setAttribute("href", link.href);
    }
  }, []);

  useEffect(() => {
    const start = () => setExtras(true);
    onShellWanted(start);
    const startWhenIdle = () => void untilIdle(1500).then(start);
    if (window.simulatorAnswered) void window.simulatorAnswered.then(startWhenIdle);
    else startWhenIdle();
  }, []);

  useEffect(() => {
    /** Links inside compiled text are plain anchors; those that stay inside the app go through the router. */
    const followLink = (event: MouseEvent) => {
      const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
      if (event.defaultPrevented || event.button !== 0 || modified) return;
      const link = event.target instanceof Element ? event.target.closest("a") : null;
      if (!link || link.target || link.hasAttribute("download") || link.origin !== window.location.origin) return;
      if (link.getAttribute("href")?.startsWith("#") || !link.pathname.startsWith(root)) return;
      event.preventDefault();
      const replace = link.href === window.location.href;
      void navigate(`/${link.pathname.slice(root.length)}${link.search}${link.hash}`, { replace });
    };
    document.addEventListener("click", followLink);
    return () => document.removeEventListener("click", followLink);
  }, [navigate, root]);

  // After every other effect of the first drawing: now the whole page listens.
  useEffect(replayEarlyInput, []);

  return (
    <div className="app">
      {/* public/boot.js answers it from the first paint on. */}
      <a className="skip" href="#main">
        Skip to main content
      </a>
      <TopBar />
      <div className="frame">
        <Rail />
        <ErrorBoundary resetKey={pathname}>
          <Outlet initial={initial} />
        </ErrorBoundary>
      </div>
      <BottomBar />
      {extras && (
        <ErrorBoundary resetKey="" fallback={() => <ShellProblem />}>
          <Suspense fallback={null}>
            <ShellExtras root={root} />
          </Suspense>
        </ErrorBoundary>
      )}
    </div>
  );
}
