import type { Browser } from "playwright-core";
import { firstCommand } from "./first-command.ts";

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Processor time in microseconds. */
  tdur?: number;
  args: { name?: string };
}

/**
 * Milliseconds of processor time that the worker of a first visit takes until its first `az` has answered. Browsers can't slow a
 * worker down, so a phone's time is this times its factor.
 */
export async function workerTime(browser: Browser, site: string): Promise<number> {
  await browser.startTracing(undefined, { categories: ["toplevel", "__metadata"] });
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  await firstCommand(await context.newPage(), site, () => 0);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  await context.close();
  const workers = new Set(
    traceEvents
      .filter(({ name, args }) => name === "thread_name" && args.name?.startsWith("DedicatedWorker"))
      .map(({ pid, tid }) => `${pid}:${tid}`),
  );
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid }) => ph === "X" && name === "ThreadControllerImpl::RunTask" && workers.has(`${pid}:${tid}`),
  );
  return tasks.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
}
