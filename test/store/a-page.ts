import { expect } from "vitest";
import { createStore } from "../../src/store/store.ts";
import { aDevice } from "../progress/support.ts";

/** A page whose clock and ids count up from 101 and `new-1`, with what its device stores. */
export async function aPage() {
  const progress = await aDevice().openTab();
  let at = 100;
  let ids = 0;
  const store = createStore({
    progress: () => Promise.resolve(progress),
    now: () => ++at,
    steady: () => at,
    newId: () => `new-${++ids}`,
    mirror: { read: () => null, write: () => undefined },
  });
  store.getState().followProgress();
  await expect.poll(() => store.getState().snapshot).not.toBeNull();
  return { store, progress };
}
