import type { LogEntry } from "../../assessment/log-entry.ts";
import type { Fit } from "./fit-weights.ts";

/** Learns the weights from a log in a worker, so that the page stays responsive. Rejects when the worker fails. */
export const learnWeights = (log: readonly LogEntry[]): Promise<Fit> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./weights-worker.ts", import.meta.url), {
      type: "module",
      name: "drydock-memory",
    });
    const end = () => worker.terminate();
    worker.addEventListener("message", ({ data }: MessageEvent<Fit>) => {
      end();
      resolve(data);
    });
    worker.addEventListener("error", (event) => {
      end();
      reject(new Error(event.message || "The weights couldn’t be worked out."));
    });
    worker.postMessage(log);
  });
