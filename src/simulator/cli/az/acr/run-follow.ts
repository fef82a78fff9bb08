import type { ArmResource } from "../arm-client.ts";
import type { AzCall } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { cell } from "../table-cells.ts";
import { streamLogs } from "./run-logs.ts";
import { runView } from "./run-view.ts";
import type { JsonValue } from "../../../world/json.ts";

const finished = new Set(["Succeeded", "Failed", "Canceled", "Error", "Timeout"]);
const pause = 30_000;

/** Looks at a run every half minute until it has ended; one that did not succeed ends the command. */
async function pollRun(az: AzCall, registry: string, runId: string): Promise<JsonValue> {
  for (;;) {
    const run = await az.arm.get<ArmResource>(`${registry}/runs/${runId}`);
    const status = cell(run.properties, "status");
    if (status === "Succeeded") return runView(run);
    if (finished.has(status)) {
      const name = az.options.required("--registry");
      throw azError(
        `The run with ID '${runId}' finished with unsuccessful status '${status}'. ` +
          `Show run details by 'az acr task show-run -r ${name} --run-id ${runId}'. ` +
          `Show run logs by 'az acr task logs -r ${name} --run-id ${runId}'.`,
      );
    }
    await az.machine.wait(pause);
  }
}

/** Queues a run and follows it as `--no-wait` and `--no-logs` say. `kindOfRun` is a build or a run, in the client's words. */
export async function scheduleRun(
  az: AzCall,
  registry: string,
  kindOfRun: "build" | "run",
  request: object,
): Promise<JsonValue | undefined> {
  const queued = await az.arm.post<ArmResource>(`${registry}/scheduleRun`, request);
  const runId = cell(queued.properties, "runId");
  az.warn(`Queued a ${kindOfRun} with ID: ${runId}`);
  if (az.options.on("--no-wait")) return runView(queued);
  az.warn("Waiting for an agent...");
  if (az.options.on("--no-logs")) return pollRun(az, registry, runId);
  await streamLogs(az, registry, runId, true);
  return undefined;
}
