import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";

const chunk = 4096;
const giveUpAfter = 30 * 60;
const failuresBeforeBackOff = 3;
const longestPause = 15;

/** One more than a fraction of a second, between looks at a log that has not grown. */
const jitter = ({ machine }: AzCall): number => 1 + (machine.random("log poll", 1)[0] ?? 0) / 256;

interface LogState {
  length: number;
  /** The run's end as the log's metadata tells it; undefined while it runs. */
  complete: string | undefined;
}

async function look({ machine }: AzCall, url: string): Promise<LogState | undefined> {
  const { status, headers } = await machine.send(new Request(url, { method: "HEAD" }));
  if (status === 404) return undefined;
  const complete = headers.get("x-ms-meta-complete") ?? undefined;
  return { length: Number(headers.get("content-length") ?? 0), complete };
}

async function read({ machine }: AzCall, url: string, start: number): Promise<Uint8Array> {
  const range = `bytes=${start}-${start + chunk - 1}`;
  const response = await machine.send(new Request(url, { headers: { "x-ms-range": range } }));
  if (response.status === 404) return new Uint8Array();
  if (!response.ok) throw azError(`The log could not be read: status ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

const endings: Record<string, string> = {
  internalerror: "Run failed",
  failed: "Run failed",
  timedout: "Run timed out",
  timeout: "Run timed out",
  canceled: "Run was canceled",
};

/**
 * Prints the log of a run while it grows, by ranged reads of its blob until the blob's metadata says that it is complete.
 * `failing` ends the command when the run did not succeed.
 */
export async function streamLogs(az: AzCall, registry: string, runId: string, failing: boolean): Promise<void> {
  const { logLink } = await az.arm.post<{ logLink?: string }>(`${registry}/runs/${runId}/listLogSasUrl`);
  if (logLink === undefined) throw azError(`Could not get logs for ID: ${runId}`);
  const decoder = new TextDecoder();
  let [start, failures, pause, waited] = [0, 0, 1, 0];
  let state = await look(az, logLink);
  while (state?.complete === undefined || start < state.length) {
    while (state && start < state.length) {
      [failures, pause, waited] = [0, 1, 0];
      const bytes = await read(az, logLink, start);
      if (bytes.length === 0) break;
      start += bytes.length;
      az.call.out(decoder.decode(bytes, { stream: true }));
    }
    state = await look(az, logLink);
    if (state?.complete !== undefined || (state && start < state.length)) continue;
    if (waited > giveUpAfter) {
      az.warn(
        `Failed to find any new logs in ${Math.floor(waited)} seconds. Client will stop polling for additional logs.`,
      );
      return;
    }
    failures += 1;
    if (failures >= failuresBeforeBackOff) [failures, pause] = [0, Math.min(pause * 2, longestPause)];
    const seconds = pause + jitter(az);
    waited += seconds;
    await az.machine.wait(seconds * 1000);
  }
  az.call.out("\n");
  const ending = endings[state.complete.toLowerCase()];
  if (failing && ending !== undefined) {
    throw azError(ending, 1, {
      code: "RunFailed",
      text: `The run ${runId} ended as ${state.complete}; the last lines of its log tell why.`,
      next: `\`az acr task show-run -r ${az.options.required("--registry")} --run-id ${runId}\``,
    });
  }
}
