import type { Root } from "react-dom/client";
import { MemoryRouter } from "react-router-dom";
import { openProgress } from "../progress/open-progress.ts";
import { createStore } from "../store/store.ts";
import { StoreProvider } from "../ui/shared/use-store.tsx";
import type { OpenedPlayer } from "./open-player.ts";
import { createPlayerSession } from "./player-session.ts";
import { Player } from "./player.tsx";
import { recordedProgress } from "./recorded-progress.ts";

/** Draws the page of a quiz that was opened. What has to last is in the LMS: the page's own storage lasts as long as the page. */
export function mountPlayer(root: Root, opened: OpenedPlayer, now: () => number): void {
  const storage = openProgress({ indexedDB: null });
  const { store: session, recorder } = createPlayerSession(opened, storage, now);
  let ids = 0;
  const store = createStore({
    progress: async () => recordedProgress(await storage, recorder),
    now,
    steady: () => performance.now(),
    newId: () => `player-${++ids}`,
    mirror: { read: () => null, write: () => undefined },
  });
  document.title = opened.content.assignment.title;
  root.render(
    <StoreProvider store={store}>
      <MemoryRouter>
        <Player opened={opened} session={session} />
      </MemoryRouter>
    </StoreProvider>,
  );
  store.getState().followProgress();
}

/**
 * Draws the page of cmi5 courses for somebody who opened it by hand.
 *
 * @param start address of the site's start page
 */
export function mountWithoutCourse(root: Root, start: string): void {
  root.render(
    <main id="main" className="player">
      <h1>This page shows a quiz of a course</h1>
      <p>
        It opens from a course in a learning platform (LMS), which tells it what to ask and records the answers. To take
        the quiz, open it from its activity in your course.
      </p>
      <p>
        No course needed: <a href={start}>read and practice the chapter</a>.
      </p>
    </main>,
  );
}

/** Draws the page of a quiz that can't be opened, and why. */
export function mountProblem(root: Root, message: string, onRetry?: () => void): void {
  root.render(
    <main id="main" className="player">
      <h1>The quiz can’t be opened</h1>
      <p role="alert">{message}</p>
      {onRetry && (
        <p>
          <button type="button" className="btn primary" onClick={onRetry}>
            Try again
          </button>
        </p>
      )}
    </main>,
  );
}
