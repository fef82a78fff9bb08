import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Problems } from "../../src/content/build/problems.ts";
import { readTemplates } from "../../src/content/build/templates.ts";
import { profiles } from "../../src/content/fact.ts";
import type { Mission, SolutionStep } from "../../src/content/world-template.ts";
import type { Sandbox } from "../../src/sandbox/sandbox.ts";
import { aBrowser } from "../support/sandbox.ts";

const templates = readTemplates(join(import.meta.dirname, "../.."), new Problems());
const missions = templates.flatMap(({ id, mission }) => (mission ? [{ id, mission }] : []));
const missionOf = (id: string): Mission => {
  const found = missions.find((mission) => mission.id === id);
  if (!found) throw new Error(`${id} has no mission`);
  return found.mission;
};

async function perform(sandbox: Sandbox, step: SolutionStep): Promise<void> {
  if (typeof step === "string") {
    const block = await sandbox.request("execute", { line: step });
    expect(block.exitCode, `${step}: ${block.output.map(({ text }) => text).join("")}`).toBe(0);
  } else if ("clock" in step) await sandbox.request("advance", { milliseconds: step.clock * 60_000 });
  else {
    const places = await sandbox.request("places", null);
    await sandbox.request("place", { id: places.find(({ label }) => label.includes(step.at))?.id ?? "" });
  }
}

describe("the missions of the sandbox", () => {
  it("exist where a starting environment sets a task", () => {
    expect(missions.map(({ id }) => id)).toEqual(["broken-cluster", "locked-network", "full-storage"]);
  });

  it.each(missions.flatMap(({ id }) => profiles.map((profile) => [id, profile] as const)))(
    "%s is open at first, is met by its solution under the rules %s, and then shows its lesson",
    async (id, profile) => {
      const { sandbox } = await aBrowser({ templates }).openTab();
      const { status } = await sandbox.request("create", { template: id, profile });
      expect(status.mission?.goals.every(({ met }) => met)).toBe(false);
      expect(status.mission?.explain).toBeUndefined();
      for (const step of missionOf(id).solution) await perform(sandbox, step);
      const { mission } = sandbox.current.status;
      expect(mission?.goals.map(({ id: goal, met }) => [goal, met])).toEqual(
        missionOf(id).goals.map((goal) => [goal.id, true]),
      );
      expect(mission?.explain).toBe(missionOf(id).explain);
    },
  );

  it("recognize a goal reached another way, and stay complete after undo and a reload", async () => {
    const browser = aBrowser({ templates });
    const { sandbox } = await browser.openTab();
    const { status } = await sandbox.request("create", { template: "broken-cluster", profile: "chapter" });
    await perform(sandbox, "az aks update -g shop-rg -n shop-aks --attach-acr contoso");
    await perform(sandbox, { clock: 10 });
    const met = () => sandbox.current.status.mission?.goals.map((goal) => goal.met);
    expect(met()).toEqual([true, false]);
    await perform(sandbox, "docker tag contoso.azurecr.io/web:v1 contoso.azurecr.io/web:v2");
    await perform(sandbox, "docker push contoso.azurecr.io/web:v2");
    await perform(sandbox, { clock: 10 });
    expect(met()).toEqual([true, true]);
    await sandbox.request("undo", null);
    expect(met()).toEqual([true, false]);
    expect(sandbox.current.status.mission?.explain).toBeDefined();
    const again = await browser.openTab();
    const opened = await again.sandbox.request("open", { id: status.entry.id, take: true });
    expect(opened.status.mission?.explain).toBe(missionOf("broken-cluster").explain);
  });

  it("give one hint after the other, and remember which were shown", async () => {
    const browser = aBrowser({ templates });
    const { sandbox } = await browser.openTab();
    const { status } = await sandbox.request("create", { template: "full-storage", profile: "chapter" });
    expect(status.mission).toMatchObject({ hints: [], hintCount: 3 });
    await sandbox.request("hint", null);
    const second = await sandbox.request("hint", null);
    expect(second.mission?.hints).toEqual(missionOf("full-storage").hints.slice(0, 2));
    const again = await browser.openTab();
    const opened = await again.sandbox.request("open", { id: status.entry.id, take: true });
    expect(opened.status.mission?.hints).toHaveLength(2);
    await again.sandbox.request("hint", null);
    expect((await again.sandbox.request("hint", null)).mission?.hints).toHaveLength(3);
  });

  it("belong to the sandbox: a walkthrough that starts the same way has none", async () => {
    const { sandbox } = await aBrowser({ templates }).openTab();
    const lesson = { walkthrough: "w", level: "shown", name: "W", template: "broken-cluster" } as const;
    const { status } = await sandbox.request("openLesson", { ...lesson, profile: "chapter" });
    const { entry } = status;
    await sandbox.request("close", null);
    expect((await sandbox.request("open", { id: entry.id })).status.mission).toBeUndefined();
  });
});
