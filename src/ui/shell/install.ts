import { readNote, writeNote } from "../shared/local-notes.ts";

/** The browser's own offer to install the page. */
export interface InstallOffer {
  prompt(): Promise<unknown>;
}

const pauseMs = 30 * 60_000;
let visit: number | undefined;

/** Returns which visit this is, from 1; a new one begins after half an hour away. `now` is in milliseconds since the epoch. */
export function visitNumber(now: number): number {
  if (visit !== undefined) return visit;
  const [count = 0, last = 0] = (readNote("visits") ?? "").split(" ").map(Number);
  visit = now - last > pauseMs ? count + 1 : count;
  writeNote("visits", `${visit} ${now}`);
  return visit;
}

/** Returns how the page can be installed here: by the browser's offer, by hand (Safari on iOS), or null for not. */
export function installOffer(): InstallOffer | "manually" | null {
  const { standalone } = navigator as { standalone?: boolean };
  if (window.matchMedia("(display-mode: standalone)").matches || standalone === true) return null;
  const { installOffer: offer } = window as { installOffer?: InstallOffer };
  if (offer) return offer;
  return standalone === false ? "manually" : null;
}
