import { createRoot, type Root } from "react-dom/client";
import { MemoryRouter } from "react-router-dom";
import { openPlayer } from "./player/open-player.ts";
import { createPlayerSession } from "./player/player-session.ts";
import { Player } from "./player/player.tsx";
import { recordedProgress } from "./player/recorded-progress.ts";
import { openProgress } from "./progress/open-progress.ts";
import { defaultSettings } from "./store/settings-slice.ts";
import { createStore } from "./store/store.ts";
import { SavedPlace } from "./ui/exam/saved-place.ts";
import { applySettings } from "./ui/shared/apply-settings.ts";
import { StoreProvider } from "./ui/shared/use-store.tsx";
import "./ui/shared/shell.css";
import "./ui/shared/item/sheet.css";
import "./ui/exam/exam.css";
import "./player/player.css";

/** Loads the module with the questions, which the package has beside this page. */
async function loadText(path: string): Promise<string> {
  const module: unknown = await import(/* @vite-ignore */ new URL(path, document.baseURI).href);
  const text = typeof module === "object" && module !== null && "default" in module ? module.default : undefined;
  if (typeof text !== "string") throw new TypeError("not a file of questions");
  return text;
}

async function start(root: Root): Promise<void> {
  // The page has the LMS's address, so it leaves the LMS's storage alone: no settings, and no database.
  applySettings(defaultSettings);
  const { scorm, questions } = document.documentElement.dataset;
  const opened = await openPlayer(
    window,
    { scorm: scorm === "2004" ? "2004" : "1.2", questions: questions ?? "" },
    { utcOffsetMinutes: -new Date().getTimezoneOffset(), loadText },
  );
  if (!opened.ok) {
    root.render(
      <main id="main" className="player">
        <h1>The quiz can’t be opened</h1>
        <p role="alert">{opened.error.message}</p>
      </main>,
    );
    return;
  }
  const now = () => Date.now();
  const storage = openProgress({ indexedDB: null });
  const { store: session, recorder } = createPlayerSession(opened.value, storage, now);
  let ids = 0;
  const store = createStore({
    progress: async () => recordedProgress(await storage, recorder),
    now,
    steady: () => performance.now(),
    newId: () => `player-${++ids}`,
    mirror: { read: () => null, write: () => undefined },
  });
  document.title = opened.value.content.assignment.title;
  root.render(
    <StoreProvider store={store}>
      <SavedPlace value={opened.value.session?.mode === "normal" ? "in your LMS" : null}>
        <MemoryRouter>
          <Player opened={opened.value} session={session} />
        </MemoryRouter>
      </SavedPlace>
    </StoreProvider>,
  );
  store.getState().followProgress();
}

const container = document.getElementById("root");
if (container) void start(createRoot(container));
