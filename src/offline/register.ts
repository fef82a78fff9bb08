/** What the page knows of its offline copy. */
export interface OfflineState {
  /** The worker controls this page and every file is kept: the app opens without a network. */
  ready: boolean;
  /** A newer version is kept and waits for the learner's word. */
  updateWaiting: boolean;
}

/** The offline copy of this page: follows the service worker and hands over to a newer version. */
export interface Offline {
  /** Called with the state at once and after each change. Returns the unsubscriber. */
  watch(listener: (state: OfflineState) => void): () => void;
  /**
   * Lets the waiting version take over, then loads this and every other tab from it.
   * False, and nothing happens, while another tab must not be interrupted.
   */
  update(): Promise<boolean>;
}

const checkEveryMs = 60 * 60 * 1000;
const answerWithinMs = 300;

/**
 * Registers the worker of a root and keeps an eye on it. Null where workers are not to be had
 * (an insecure address, a private window, or the learner's device asks to save data).
 * `isBusy` tells whether this tab holds something that a reload would interrupt.
 */
export function registerOffline(root: string, isBusy: () => boolean): Offline | null {
  const workers = (navigator as Partial<Navigator>).serviceWorker;
  const saveData = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  if (!workers || (saveData && !workers.controller)) return null;

  let state: OfflineState = { ready: workers.controller !== null, updateWaiting: false };
  let registration: ServiceWorkerRegistration | undefined;
  const listeners = new Set<(state: OfflineState) => void>();
  const tell = () => {
    // A first install also waits for a moment; only a successor is an update.
    state = {
      ready: registration?.active?.state === "activated" || workers.controller !== null,
      updateWaiting: Boolean(registration?.waiting && registration.active),
    };
    for (const listener of listeners) listener(state);
  };

  const follow = (worker: ServiceWorker | null) => worker?.addEventListener("statechange", tell);
  void workers.register(`${root}service-worker.js`, { scope: root, updateViaCache: "none" }).then(
    (registered) => {
      registration = registered;
      registered.addEventListener("updatefound", () => follow(registered.installing));
      follow(registered.installing);
      follow(registered.waiting);
      tell();
      const check = () => void registered.update().catch(() => undefined);
      setInterval(check, checkEveryMs);
      document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && check());
    },
    // Blocked workers leave an app that works online; the rail then does not claim more.
    () => undefined,
  );

  const channel = new BroadcastChannel("drydock.update");
  let refused = false;
  channel.addEventListener("message", ({ data }) => {
    if (data === "may I?" && isBusy()) channel.postMessage("busy");
    if (data === "busy") refused = true;
  });
  const hadController = workers.controller !== null;
  workers.addEventListener("controllerchange", () => hadController && !isBusy() && window.location.reload());

  return {
    watch: (listener) => {
      listeners.add(listener);
      listener(state);
      return () => void listeners.delete(listener);
    },
    update: async () => {
      refused = false;
      channel.postMessage("may I?");
      await new Promise((resolve) => setTimeout(resolve, answerWithinMs));
      const waiting = registration?.waiting;
      if (refused || !waiting) return false;
      // A page of the very first visit has no controller, so only the worker itself tells that it has taken over.
      waiting.addEventListener("statechange", () => waiting.state === "activated" && window.location.reload());
      waiting.postMessage({ type: "SKIP_WAITING" });
      return true;
    },
  };
}
