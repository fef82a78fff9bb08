import { describe, expect, it } from "vitest";
import type { Progress } from "../../src/progress/progress.ts";
import { readMirror } from "../../src/store/settings-slice.ts";
import { createStore } from "../../src/store/store.ts";
import { aDevice, savedSettings } from "../progress/support.ts";

/** A page on a device, with a mirror that outlives it. */
function aPage(progress: () => Promise<Progress>, mirror: { text: string | null }, now = () => 1000) {
  const store = createStore({
    progress,
    now,
    steady: now,
    newId: () => "",
    mirror: { read: () => mirror.text, write: (text) => void (mirror.text = text) },
  });
  store.setState({ settings: readMirror(mirror.text) });
  return store;
}

const never = new Promise<never>(() => undefined);

describe("settings", () => {
  it("survive a tab that was closed before the device had stored them", async () => {
    const device = aDevice();
    const tab = await device.openTab();
    await tab.saveSettings(savedSettings({ theme: "light", changedAt: 1 }));
    const mirror = { text: null };
    aPage(() => never, mirror)
      .getState()
      .changeSettings({ theme: "dark" });

    const again = aPage(() => Promise.resolve(tab), mirror);
    again.getState().followProgress();
    await expect.poll(async () => (await tab.settings())?.theme).toBe("dark");
    expect(again.getState().settings.theme).toBe("dark");
  });

  it("are taken from the device when another tab or a backup has changed them since", async () => {
    const tab = await aDevice().openTab();
    const mirror = { text: null };
    const page = aPage(
      () => Promise.resolve(tab),
      mirror,
      () => 10,
    );
    page.getState().followProgress();
    page.getState().changeSettings({ profile: "chapter" });
    await expect.poll(async () => (await tab.settings())?.changedAt).toBe(10);
    await tab.saveSettings(savedSettings({ profile: "azure", changedAt: 20 }));
    await expect.poll(() => page.getState().settings.profile).toBe("azure");
    expect(readMirror(mirror.text).profile).toBe("azure");
  });

  it("keep the later of two changes in the same millisecond, or after the clock was set back", async () => {
    const tab = await aDevice().openTab();
    const times = [50, 50, 7];
    const page = aPage(
      () => Promise.resolve(tab),
      { text: null },
      () => times.shift() ?? 0,
    );
    for (const theme of ["dark", "light", "system"] as const) page.getState().changeSettings({ theme });
    await expect.poll(async () => (await tab.settings())?.changedAt).toBe(52);
    expect((await tab.settings())?.theme).toBe("system");
  });

  it("are not written back by a page that sees them erased", async () => {
    const tab = await aDevice().openTab();
    const page = aPage(() => Promise.resolve(tab), { text: null });
    page.getState().followProgress();
    page.getState().changeSettings({ theme: "dark" });
    await expect.poll(async () => (await tab.settings())?.theme).toBe("dark");
    await tab.erase();
    await expect.poll(() => page.getState().snapshot).not.toBeNull();
    page.getState().settleSettings(null);
    expect(await tab.settings()).toBeNull();
  });
});
