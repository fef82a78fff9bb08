import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { aDevice, aMark, anAttempt, aResponse } from "./support.ts";

describe("changes", () => {
  // Time stands still, so that what gathers in one burst doesn't depend on the machine.
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  it("reach both tabs, whichever made them, and once per burst", async () => {
    const device = aDevice();
    const [firstTab, secondTab] = [await device.openTab(), await device.openTab()];
    const [inOne, inTwo] = [vi.fn(), vi.fn()];
    firstTab.watch(inOne);
    secondTab.watch(inTwo);
    await firstTab.startAttempt(anAttempt());
    vi.runAllTimers();
    expect([inOne.mock.calls.length, inTwo.mock.calls.length]).toEqual([1, 1]);
    expect(await secondTab.attempts()).toEqual([anAttempt()]);
    await Promise.all([1, 2, 3].map((n) => secondTab.saveMark(aMark({ id: `m${n}` }))));
    vi.runAllTimers();
    expect([inOne.mock.calls.length, inTwo.mock.calls.length]).toEqual([2, 2]);
  });

  it("include erasing and importing, and not reading", async () => {
    const tab = await aDevice().openTab();
    await tab.saveMark(aMark());
    const backup = await tab.exportBackup(new Date(0));
    vi.runAllTimers();
    const changed = vi.fn();
    tab.watch(changed);
    await tab.marks();
    vi.runAllTimers();
    expect(changed).not.toHaveBeenCalled();
    await tab.erase();
    vi.runAllTimers();
    expect(changed).toHaveBeenCalledTimes(1);
    await tab.importBackup(backup);
    vi.runAllTimers();
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it("no longer reach a listener after it unsubscribed, even a pending change", async () => {
    const tab = await aDevice().openTab();
    const changed = vi.fn();
    const stop = tab.watch(changed);
    await tab.saveMark(aMark());
    stop();
    await tab.saveMark(aMark({ id: "m2" }));
    vi.runAllTimers();
    expect(changed).not.toHaveBeenCalled();
  });
});

it("submits once when both tabs submit at the same moment", async () => {
  const device = aDevice();
  const [firstTab, secondTab] = [await device.openTab(), await device.openTab()];
  await firstTab.startAttempt(anAttempt());
  const [a, b] = await Promise.all([
    firstTab.submitAttempt("attempt-1", [{ itemId: "sku-1", earned: 1, maximum: 1 }], 9000),
    secondTab.submitAttempt("attempt-1", [{ itemId: "sku-1", earned: 0, maximum: 1 }], 9001),
  ]);
  expect(a).toEqual(b);
  expect(await firstTab.attempt("attempt-1")).toEqual(a);
});

it("rejects an answer from one tab after the other submitted", async () => {
  const device = aDevice();
  const [firstTab, secondTab] = [await device.openTab(), await device.openTab()];
  await firstTab.startAttempt(anAttempt());
  await firstTab.submitAttempt("attempt-1", [], 9000);
  expect(await secondTab.saveResponse(aResponse(), 1)).toBe(false);
  expect(await firstTab.responses("attempt-1")).toEqual([]);
});

it("keeps the answers of both tabs", async () => {
  const device = aDevice();
  const [firstTab, secondTab] = [await device.openTab(), await device.openTab()];
  await firstTab.startAttempt(anAttempt());
  await Promise.all([firstTab.saveResponse(aResponse(), 0), secondTab.saveResponse(aResponse({ itemId: "sku-2" }), 1)]);
  expect(await firstTab.responses("attempt-1")).toHaveLength(2);
});
