import { describe, expect, it } from "vitest";
import { createStore } from "../../src/store/store.ts";
import { anAttempt } from "../progress/support.ts";
import { aPage } from "./a-page.ts";

describe("progress on screen", () => {
  it("follows what any tab stores", async () => {
    const { store, progress } = await aPage();
    expect(store.getState().snapshot).toMatchObject({ attempts: [], sections: [] });
    await progress.startAttempt(anAttempt());
    await expect.poll(() => store.getState().snapshot?.attempts.length).toBe(1);
  });

  it("reports a write that fails, and that all is well once a write succeeds", async () => {
    const { store } = await aPage();
    expect(await store.getState().keep(() => Promise.reject(new Error("The device is full.")))).toBe(false);
    expect(store.getState().storageProblem).toBe("The device is full.");
    expect(await store.getState().keep(() => Promise.resolve())).toBe(true);
    expect(store.getState().storageProblem).toBe("");
  });

  it("reports storage that doesn't open", async () => {
    const store = createStore({
      progress: () => Promise.reject(new Error("Storage is blocked.")),
      now: () => 0,
      steady: () => 0,
      newId: () => "",
      mirror: { read: () => null, write: () => undefined },
    });
    store.getState().followProgress();
    await expect.poll(() => store.getState().storageProblem).toBe("Storage is blocked.");
    expect(store.getState().snapshot).toBeNull();
    expect(store.getState()).toMatchObject({ durable: null, offlineReady: null });
  });
});
