import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { browserPath } from "../support/browser.ts";
import { median, printTable } from "./table.ts";

const repository = join(import.meta.dirname, "../..");
const rounds = 5;

/** What a program prints, and a wait for a part of it. */
class Output {
  private text = "";
  private readonly waits: { pattern: RegExp; done: (found: string) => void }[] = [];

  constructor(program: ChildProcess) {
    const take = (chunk: Buffer) => {
      this.text += chunk.toString();
      for (const { pattern, done } of this.waits) {
        const found = pattern.exec(this.text)?.[0];
        if (found !== undefined) done(found);
      }
    };
    program.stdout?.on("data", take);
    program.stderr?.on("data", take);
  }

  until(pattern: RegExp): Promise<string> {
    const found = pattern.exec(this.text)?.[0];
    return found === undefined ? new Promise((done) => this.waits.push({ pattern, done })) : Promise.resolve(found);
  }
}

const start = (args: readonly string[]): ChildProcess =>
  spawn(process.execPath, args, { cwd: repository, env: { ...process.env, NO_COLOR: "1" } });

async function stop(program: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => program.once("exit", resolve));
  program.kill("SIGKILL");
  await ended;
}

/** Milliseconds until `npm run sim` has answered a line. */
async function shellAnswers(): Promise<number> {
  const from = performance.now();
  const program = start(["src/node/sim.mjs"]);
  const output = new Output(program);
  program.stdin?.end("echo ready\n");
  await output.until(/ready/);
  const took = performance.now() - from;
  await stop(program);
  return took;
}

/** Milliseconds until `npm run sim:serve` has answered a request. */
async function serverAnswers(): Promise<number> {
  const from = performance.now();
  const program = start(["src/node/sim-serve.mjs", "--port", "0"]);
  const url = await new Output(program).until(/https?:\/\/[\w.:-]+/);
  await fetch(`${url}/v2/`);
  const took = performance.now() - from;
  await stop(program);
  return took;
}

const section = join(repository, "content/chapters/acr/04-tiers.md");

/** Milliseconds from a change of a section's first sentence until it's on screen; then the file is as it was. */
async function changeAppears(url: string): Promise<number> {
  const browser = await chromium.launch({
    executablePath: await browserPath(),
    args: ["--no-sandbox", "--disable-gpu"],
  });
  const text = readFileSync(section, "utf8");
  try {
    const page = await browser.newPage();
    await page.goto(`${url}/learn/tiers/`);
    await page.locator("main h1").waitFor({ timeout: 120_000 });
    const times: number[] = [];
    for (let round = 1; round <= rounds; round++) {
      const from = performance.now();
      writeFileSync(
        section,
        text.replace(/\n\n(?=[A-Z])/, (gap) => `${gap}Sentence ${round} is new. `),
      );
      await page.getByText(`Sentence ${round} is new.`).first().waitFor({ timeout: 60_000 });
      times.push(performance.now() - from);
    }
    return median(times);
  } finally {
    writeFileSync(section, text);
    await browser.close();
  }
}

/** Milliseconds until `npm run dev` is ready, and from a change of a sentence until it's on screen. */
async function development(): Promise<{ ready: number; changed: number }> {
  const from = performance.now();
  const program = start(["node_modules/vite/bin/vite.js"]);
  const url = await new Output(program).until(/http:\/\/localhost:\d+/);
  const ready = performance.now() - from;
  try {
    return { ready, changed: await changeAppears(url) };
  } finally {
    await stop(program);
  }
}

async function repeated(measureOnce: () => Promise<number>): Promise<number> {
  // The first start after a change builds.
  await measureOnce();
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await measureOnce());
  return median(times);
}

/** How long the programs of the repository take to start; medians of five, after a first start that may build. */
export async function measure(): Promise<void> {
  const { ready, changed } = await development();
  printTable([
    { what: "npm run sim: first answer", ms: await repeated(shellAnswers) },
    { what: "npm run sim:serve: first answer", ms: await repeated(serverAnswers) },
    { what: "npm run dev: ready", ms: ready },
    { what: "npm run dev: a changed sentence on screen", ms: changed },
  ]);
}
