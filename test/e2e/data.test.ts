import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { violations } from "../support/accessibility.ts";
import { blockOf, openSandbox, terminalOf } from "../support/open-sandbox.ts";
import { browserSession, expectNoFaults, type Visit } from "../support/session.ts";

const session = browserSession();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "drydock-backup-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function saved(page: Page, button: string, name: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).first().click(),
  ]);
  const path = join(folder, name);
  await download.saveAs(path);
  return path;
}

/** A visit with a section done, a check answered and other settings than usual. */
async function withProgress(): Promise<Visit> {
  const visit = await session.open("learn/tiers/");
  const { page } = visit;
  await page.getByRole("button", { name: "Mark section as done" }).click();
  await page.getByRole("button", { name: "Section done" }).waitFor();
  const check = page.locator("[data-check]").first();
  await check.locator(".choice input").first().check();
  await check.getByRole("button", { name: "Check", exact: true }).click();
  await check.locator(".feedback").waitFor();
  await page.getByRole("button", { name: /^Azure/ }).click();
  return visit;
}

/** Waits until the section of data says how safe it is, which only the running app knows. */
const untilRunning = (page: Page) => page.getByText("may clear it").or(page.getByText("agreed not to")).waitFor();

const data = (path: string): unknown => (JSON.parse(readFileSync(path, "utf8")) as { data: unknown }).data;

describe("a backup", () => {
  it("brings everything back after erasing, the same in every byte", async () => {
    const visit = await withProgress();
    const { page } = visit;
    await page.goto(visit.url("settings/#data"));
    await untilRunning(page);
    const first = await saved(page, "Export a backup", "first.json");
    await page.getByText("Backup saved as a file").waitFor();

    await page.getByRole("button", { name: "Delete everything" }).click();
    const [reload] = await Promise.all([
      page.waitForEvent("load"),
      page.getByRole("button", { name: "Delete", exact: true }).click(),
    ]);
    void reload;
    // Not in the section itself, which would note a new reading position.
    await expect.poll(() => page.locator(".rail .count").innerText()).toMatch(/^0 /);

    await page.goto(visit.url("settings/#data"));
    await page.getByLabel("Backup file").setInputFiles(first);
    await page.getByRole("row", { name: /Sections done/ }).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Restore", exact: true }).click();
    await page.getByText("Backup restored").waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset["profile"])).toBe("azure");

    const second = await saved(page, "Export a backup", "second.json");
    expect(data(second)).toEqual(data(first));
    await page.goto(visit.url("learn/tiers/"));
    await page.getByRole("button", { name: "Section done" }).waitFor();

    // The same file again has nothing to add.
    await page.goto(visit.url("settings/#data"));
    await page.getByLabel("Backup file").setInputFiles(second);
    await page.getByText("Everything in this file is already here").waitFor();
    expectNoFaults(visit);
  });

  it("rejects a changed, a foreign and a broken file, says why, and changes nothing", async () => {
    const visit = await withProgress();
    const { page } = visit;
    await page.goto(visit.url("settings/#data"));
    await untilRunning(page);
    const good = await saved(page, "Export a backup", "good.json");
    const text = readFileSync(good, "utf8");
    for (const [name, content, says] of [
      ["changed.json", text.replace('"sectionId":"tiers"', '"sectionId":"tires"'), /damaged|checksum/],
      ["foreign.json", '{"format":"something-else"}', /not a Drydock backup/],
      ["broken.json", text.slice(0, 90), /cannot be read/],
    ] as const) {
      const path = join(folder, name);
      writeFileSync(path, content);
      await page.getByLabel("Backup file").setInputFiles(path);
      await expect.poll(() => page.getByRole("alert").innerText()).toMatch(says);
      expect(await page.getByRole("alert").innerText()).toContain("Nothing was changed");
    }
    const after = await saved(page, "Export a backup", "after.json");
    expect(data(after)).toEqual(data(good));
  });

  it("takes an environment of the sandbox to another device, with its transcript and undo", async () => {
    const { page, url, run } = await openSandbox(session);
    await run("az group create -n rg-carried -l westeurope -o none");
    await page.goto(url("settings/#data"));
    await untilRunning(page);
    const file = await saved(page, "Export a backup", "environment.json");

    const other = await session.open("settings/#data");
    await other.page.getByLabel("Backup file").setInputFiles(file);
    await other.page.getByRole("row", { name: /Sandbox environments/ }).waitFor();
    await other.page.getByRole("button", { name: "Restore", exact: true }).click();
    await other.page.getByText("Backup restored").waitFor();
    await other.page.goto(other.url("sandbox/"));
    await other.page.getByRole("button", { name: "Empty", exact: true }).click();
    await blockOf(other.page, "az group create -n rg-carried -l westeurope -o none").waitFor();
    const listed = await terminalOf(other.page).run("az group list --query [].name -o tsv");
    await listed.getByText("rg-carried").waitFor();
    expectNoFaults(other);
  });

  it("hands today's progress to another device as a code, which merges with what is there", async () => {
    const { page, url } = await withProgress();
    await page.goto(url("settings/#data"));
    await untilRunning(page);
    await page.getByRole("button", { name: "Copy the code" }).click();
    const code = await page.getByLabel("Code", { exact: true }).inputValue();
    expect(code).toMatch(/^drydock-progress-1:[\w-]+$/);

    const other = await session.open("learn/security/");
    await other.page.getByRole("button", { name: "Mark section as done" }).click();
    await other.page.getByRole("button", { name: "Section done" }).waitFor();
    await other.page.goto(other.url("settings/#data"));
    await untilRunning(other.page);
    const field = other.page.getByLabel("Or a code from another device");
    await field.fill(code.slice(0, -9));
    await other.page.getByRole("button", { name: "Read the code" }).click();
    await other.page.getByText("the code is cut off or was changed").waitFor();
    await field.fill(code);
    await other.page.getByRole("button", { name: "Read the code" }).click();
    await other.page.getByRole("row", { name: /Sections done/ }).waitFor();
    await other.page.getByRole("button", { name: "Restore", exact: true }).click();
    await other.page.getByText("Backup restored").waitFor();
    await expect.poll(() => other.page.locator(".rail .count").innerText()).toMatch(/^2 /);
    expectNoFaults(other);
  });

  it("exports the attempts as a CSV file", async () => {
    const { page } = await session.open("settings/#data");
    await untilRunning(page);
    const path = await saved(page, "Export attempts (CSV)", "attempts.csv");
    expect(readFileSync(path, "utf8")).toMatch(/^attempt,assessment,title,/);
  });
});

describe("blocked storage", () => {
  it("works in memory, says so, and still exports", async () => {
    const visit = await session.open("learn/tiers/");
    const { page } = visit;
    await page.addInitScript(() => {
      Object.defineProperty(window, "indexedDB", {
        get() {
          throw new DOMException("blocked", "SecurityError");
        },
      });
    });
    await page.reload();
    await page.getByText("This browser blocks storage").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Mark section as done" }).click();
    await page.getByRole("button", { name: "Section done" }).waitFor();
    const path = await saved(page, "Export a backup", "memory.json");
    expect(JSON.stringify(data(path))).toContain('"sectionId":"tiers"');
    expect(await page.locator(".rail .foot").innerText()).toContain("In memory only");
  });
});
