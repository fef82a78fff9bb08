import { startTransition } from "react";
import { createRoot, hydrateRoot } from "react-dom/client";
import { BrowserRouter } from "react-router-dom";
import type { Progress } from "./progress/progress.ts";
import { randomId } from "./progress/random-id.ts";
import { seedSection, outline } from "./content/course.ts";
import { createStore } from "./store/store.ts";
import { readMirror } from "./store/settings-slice.ts";
import { App } from "./ui/app.tsx";
import { readSectionFromPage } from "./ui/chapter/section-from-page.ts";
import { loadScreen } from "./ui/routes.tsx";
import { applySettings } from "./ui/shared/apply-settings.ts";
import { setRoot } from "./ui/shared/root-links.ts";
import { StoreProvider } from "./ui/shared/use-store.tsx";

const mirrorKey = "drydock.settings";
const mirror = {
  read: () => {
    try {
      return localStorage.getItem(mirrorKey);
    } catch {
      return null;
    }
  },
  write: (text: string) => {
    try {
      localStorage.setItem(mirrorKey, text);
    } catch {
      // Blocked storage: the settings last as long as the tab, and a banner says so.
    }
  },
};

let opened: Promise<Progress> | undefined;
const progress = (): Promise<Progress> =>
  (opened ??= import("./progress/open-progress.ts").then(({ openProgress }) => openProgress()));

const store = createStore({
  progress,
  now: () => Date.now(),
  steady: () => performance.now(),
  newId: randomId,
  mirror,
});
store.subscribe((state, before) => {
  if (state.settings !== before.settings) applySettings(state.settings);
});

// The built script is in assets/ below the root, wherever the site is served from.
const root = import.meta.env.DEV ? "/" : new URL(/* @vite-ignore */ "..", import.meta.url).pathname;
setRoot(root);

async function start(): Promise<void> {
  const container = document.getElementById("root");
  if (!container) return;
  const path = `/${location.pathname.slice(root.length)}`;
  const section = readSectionFromPage(path, outline);
  if (section) seedSection(section);
  const initial = await loadScreen(container.dataset["found"] === "no" ? "/404/" : path);
  const app = (
    <StoreProvider store={store}>
      <BrowserRouter basename={root.replace(/\/$/, "")}>
        <App initial={initial} root={root} />
      </BrowserRouter>
    </StoreProvider>
  );
  // While it hydrates a page, React answers what is pressed there, and does so only once.
  window.endEarlyPresses?.();
  // As a transition React hydrates in slices, between which the page answers.
  if (container.hasChildNodes()) startTransition(() => void hydrateRoot(container, app));
  else createRoot(container).render(app);
  store.setState({ settings: readMirror(mirror.read()) });
}

void start();
