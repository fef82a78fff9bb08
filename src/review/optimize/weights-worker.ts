import type { LogEntry } from "../../assessment/log-entry.ts";
import { fitWeights } from "./fit-weights.ts";
import { historiesOf } from "./histories.ts";

self.addEventListener("message", ({ data }: MessageEvent<LogEntry[]>) => {
  self.postMessage(fitWeights(historiesOf(data)));
});
