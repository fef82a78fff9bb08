import { expect, it, vi } from "vitest";
import { createTabLock } from "../../src/progress/tab-lock.ts";

type Work = () => Promise<void>;
interface Options {
  steal?: boolean;
  signal?: AbortSignal;
}

/** One lock as browsers keep it: requests wait in turn, and one that steals ends the holder's with an AbortError. */
function oneLock(): LockManager {
  let holder: { end(error?: Error): void } | undefined;
  const queue: (() => void)[] = [];
  const request = (_name: string, { steal = false, signal }: Options, work: Work) =>
    new Promise<void>((resolve, reject) => {
      const start = () => {
        const own = {
          end: (error?: Error) => {
            if (holder === own) {
              holder = undefined;
              if (!error) queue.shift()?.();
            }
            if (error) reject(error);
            else resolve();
          },
        };
        holder?.end(new DOMException("stolen", "AbortError"));
        holder = own;
        void work().then(() => own.end());
      };
      if (steal || !holder) return start();
      queue.push(start);
      signal?.addEventListener("abort", () => {
        const at = queue.indexOf(start);
        if (at < 0) return;
        queue.splice(at, 1);
        reject(new DOMException("waited long enough", "TimeoutError"));
      });
    });
  return { request } as unknown as LockManager;
}

it("stays with the tab that took it, although that tab's earlier wait for it ends", async () => {
  const locks = oneLock();
  const [one, other] = [createTabLock("exam-", locks), createTabLock("exam-", locks)];
  const lost = vi.fn();
  expect(await one.acquire("a", { take: false, lost })).toBe(true);
  const waiting = other.acquire("a", { take: false, lost: () => undefined });
  expect(await other.acquire("a", { take: true, lost: () => undefined })).toBe(true);
  expect(lost).toHaveBeenCalledOnce();
  // The first tab asks for it again, as a page does that is seen.
  expect(await one.acquire("a", { take: false, lost })).toBe(false);
  expect(await waiting).toBe(true);
});
