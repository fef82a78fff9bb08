import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser } from "playwright-core";
import { expect, inject, it, onTestFinished } from "vitest";
import { answerRight } from "../support/answer-item.ts";
import { browserPath } from "../support/browser.ts";
import { startExam } from "../support/start-exam.ts";
import { waitPatiently } from "../support/patience.ts";

/** A browser in a process of its own over a folder, and the way to end it as a crash or a power cut would. */
async function ownBrowser(folder: string): Promise<{ browser: Browser; kill(): Promise<void> }> {
  const portFile = join(folder, "DevToolsActivePort");
  rmSync(portFile, { force: true });
  const child: ChildProcess = spawn(
    await browserPath(),
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-dev-shm-usage",
      "--no-first-run",
      "--remote-debugging-port=0",
      `--user-data-dir=${folder}`,
      "about:blank",
    ],
    { stdio: "ignore", detached: true },
  );
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const kill = async () => {
    // The whole process group: the browser, and its renderers and storage service with it.
    if (child.exitCode === null && child.signalCode === null && child.pid) process.kill(-child.pid, "SIGKILL");
    await ended;
  };
  onTestFinished(kill);
  const port = () => (existsSync(portFile) ? readFileSync(portFile, "utf8").split("\n")[0] : "");
  await expect.poll(port).not.toBe("");
  return { browser: await chromium.connectOverCDP(`http://127.0.0.1:${port()}`), kill };
}

it("an exam survives the kill of the browser: the same question and answers, and a clock that ran on", async () => {
  const folder = mkdtempSync(join(tmpdir(), "drydock-profile-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const site = inject("siteUrl");
  const newPage = async (browser: Browser) => {
    const context = browser.contexts()[0] ?? (await browser.newContext());
    waitPatiently(context);
    return context.newPage();
  };

  const first = await ownBrowser(folder);
  const page = await newPage(first.browser);
  await page.goto(`${site}exam/`);
  await startExam(page, /^Standard exam/);
  for (let number = 1; number <= 3; number++) {
    await answerRight(page);
    await page.getByRole("button", { name: "Next", exact: true }).click();
    await page.getByRole("heading", { name: `Question ${number + 1} of 32 in this section` }).waitFor();
  }
  await answerRight(page);
  await page.getByRole("button", { name: "Flag", exact: true }).click();
  await page.getByText(/^Saved (just now|\d+ s ago)$/).waitFor();
  const stem = await page.locator(".item-form .stem").innerText();
  const address = page.url();
  await first.kill();

  const second = await ownBrowser(folder);
  const again = await newPage(second.browser);
  await again.clock.install({ time: Date.now() + 10 * 60_000 });
  await again.goto(address);
  await again.getByText(/^Welcome back. .* The clock kept running: 1 hour 4 minutes left/).waitFor();
  expect(await again.locator(".exam h1").innerText()).toBe("Question 4 of 32 in this section");
  expect(await again.locator(".item-form .stem").innerText()).toBe(stem);
  await again.getByRole("button", { name: "Flagged", exact: true }).waitFor();
  await again.keyboard.press("r");
  await again.getByRole("button", { name: "Not answered (28)" }).waitFor();
  await again.getByRole("button", { name: "Flagged (1)" }).waitFor();
  await second.kill();
});
