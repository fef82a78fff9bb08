import { describe, expect, it } from "vitest";
import type { Profile } from "../../src/assessment/item.ts";
import { aBrowser } from "../support/sandbox.ts";

/** Longer ago than scans go back. */
// Longer ago than any push that enabling the plan still scans.
const halfYear = 183 * 24 * 60 * 60_000;

const planOn = "az security pricing create -n Containers --tier Standard";

async function aWorld(profile: Profile, ...lines: string[]) {
  const { sandbox } = await aBrowser().openTab();
  await sandbox.request("create", { template: "empty", profile });
  const run = async (...all: string[]) => {
    for (const line of all) {
      const block = await sandbox.request("execute", { line });
      expect(block.exitCode, `${line}\n${block.output.map(({ text }) => text).join("")}`).toBe(0);
    }
  };
  await run(
    "az group create -n shop -l westeurope",
    "az acr create -n contoso -g shop --sku Standard",
    "az acr login -n contoso",
    ...lines,
  );
  const push = (tag: string) =>
    run(
      "docker pull nginx:1.25",
      `docker tag nginx:1.25 contoso.azurecr.io/${tag}`,
      `docker push contoso.azurecr.io/${tag}`,
    );
  return { sandbox, run, push, findings: () => sandbox.request("findings", null) };
}

describe("scan findings", () => {
  it("are empty at first", async () => {
    const { findings } = await aWorld("azure");
    expect(await findings()).toEqual({ plan: { name: "Containers", on: false }, images: [], omitted: 0 });
  });

  it("say that nothing is scanned while the plan is off, and what to do", async () => {
    const { findings, push } = await aWorld("azure");
    await push("web:v1");
    const { plan, images } = await findings();
    expect(plan.on).toBe(false);
    expect(images).toMatchObject([
      {
        repository: "web",
        tags: ["v1"],
        state: "unscanned",
        mayAsk: false,
        advice: {
          why: expect.stringMatching(/until the plan is enabled/),
          next: expect.stringMatching(/Enable the Defender plan/),
        },
      },
    ]);
  });

  it("show why a scan waits, then each vulnerability with its fixed version, by severity", async () => {
    const { findings, push, sandbox } = await aWorld("azure", planOn);
    await push("web:v1");
    const [waiting] = (await findings()).images;
    const { now } = await sandbox.request("advance", { milliseconds: 0 });
    expect(waiting).toMatchObject({ state: "waiting", trigger: "push" });
    expect(waiting?.at).toBeGreaterThan(now);
    await sandbox.request("advance", { milliseconds: 600_000 });
    const [image] = (await findings()).images;
    expect(image).toMatchObject({ state: "flawed", advisories: "2026-11-25" });
    expect(image?.at).toBe(waiting?.at);
    const total = image?.counts.reduce((sum, { count }) => sum + count, 0);
    expect(total).toBe(image?.findings.length);
    for (const finding of image?.findings ?? []) {
      expect(finding).toMatchObject({
        id: expect.stringMatching(/^CVE-/),
        installed: expect.stringMatching(/\d/),
        fixed: expect.stringMatching(/\d/),
        source: expect.stringMatching(/^source package \S+ of debian/),
      });
      expect(finding.installed).not.toBe(finding.fixed);
    }
  });

  it("explain how to scan an image from long before the plan, under each profile", async () => {
    const azure = await aWorld("azure");
    await azure.push("web:v1");
    await azure.sandbox.request("advance", { milliseconds: halfYear });
    await azure.run(planOn);
    const [image] = (await azure.findings()).images;
    expect(image).toMatchObject({ state: "unscanned", mayAsk: false, advice: { fact: "scanOnDemand" } });
    const target = { registry: "contoso", repository: "web", digest: image?.digest ?? "" };
    await expect(azure.sandbox.request("scanImage", target)).rejects.toMatchObject({ code: "OperationNotSupported" });

    const chapter = await aWorld("chapter");
    await chapter.push("web:v1");
    await chapter.sandbox.request("advance", { milliseconds: halfYear });
    await chapter.run(planOn);
    const [older] = (await chapter.findings()).images;
    expect(older).toMatchObject({ state: "unscanned", mayAsk: true });
    expect(older?.advice).toBeUndefined();
    const status = await chapter.sandbox.request("scanImage", { ...target, digest: older?.digest ?? "" });
    expect(status.undo).toMatch(/^Scan web@sha256:/);
    await chapter.sandbox.request("advance", { milliseconds: 600_000 });
    expect((await chapter.findings()).images[0]).toMatchObject({ state: "flawed", trigger: "demand" });
    // Time is a step of its own.
    await chapter.sandbox.request("undo", null);
    await chapter.sandbox.request("undo", null);
    expect((await chapter.findings()).images[0]).toMatchObject({ state: "unscanned" });
  });

  it("say that an image without packages has nothing to scan", async () => {
    const { findings, run, sandbox } = await aWorld("azure", planOn);
    await sandbox.request("saveFile", { path: "/home/learner/Dockerfile", text: "FROM scratch\nCOPY task.yaml /\n" });
    await run("docker build -t contoso.azurecr.io/bare:v1 .", "docker push contoso.azurecr.io/bare:v1");
    await sandbox.request("advance", { milliseconds: 600_000 });
    expect((await findings()).images).toMatchObject([
      { state: "unreadable", advice: { why: expect.stringMatching(/no package database/) } },
    ]);
  });
});
