import { now } from "../../world/clock.ts";
import type { Run, RunProgress } from "../../world/service-tables.ts";
import type { Draft } from "../../world/world.ts";
import { takeUpNext } from "./agents.ts";
import { dependencyLines, goDuration, stamped } from "./run-log.ts";

/** What the log says of every step when all have ended, and of the images that were found on the way. */
function closingLines(at: number, run: Run, { steps, progress, images, commit }: RunProgress): string[] {
  const dependencies = Object.entries(images).map(([image, { step, bases }]) => {
    const [name = "", tag = "latest"] = image.split(/:(?=[^/]*$)/);
    const pushed = run.outputImages.find(
      (image) => `${image.registry}/${image.repository}` === name && image.tag === tag,
    );
    return { step, image, bases, ...(pushed && { digest: pushed.digest }), ...(commit !== undefined && { commit }) };
  });
  const lines = steps.flatMap(({ id }) => {
    const { startedAt = at, finishedAt = at } = progress[id] ?? {};
    const elapsed = ((finishedAt - startedAt) / 1000).toFixed(6);
    return [
      `Step ID: ${id} marked as successful (elapsed time in seconds: ${elapsed})`,
      ...(dependencies.some(({ step }) => step === id)
        ? [`Populating digests for step ID: ${id}...`, `Successfully populated digests for step ID: ${id}`]
        : []),
    ];
  });
  if (dependencies.length === 0) return lines.map((line) => stamped(at, line));
  return [
    ...[...lines, "The following dependencies were found:", ""].map((line) => stamped(at, line)),
    ...dependencyLines(dependencies),
  ];
}

/**
 * Ends a run that is not over, writes the last lines of its log and gives its machine to the next. `error` is what the run
 * says of itself: `failed during run, err: …`.
 */
export function finishRun(
  draft: Draft,
  { registry, runId }: { registry: string; runId: string },
  status: "Succeeded" | "Failed" | "Timeout",
  error?: string,
): void {
  const run = draft.get("run", registry, runId);
  if (run?.status !== "Running" && run?.status !== "Started") return;
  const at = now(draft);
  const row = draft.get("runProgress", registry, runId);
  draft.remove("runProgress", registry, runId);
  const took = goDuration(at - (run.startedAt ?? at));
  const last =
    status === "Succeeded"
      ? `Run ID: ${runId} was successful after ${took}`
      : `Run ID: ${runId} failed after ${took}. Error: ${error ?? ""}`;
  const closing = status === "Succeeded" && row ? closingLines(at, run, row) : [];
  draft.put("run", [registry, runId], {
    ...run,
    status,
    finishedAt: at,
    log: [...run.log, ...closing, "", last],
    ...(error !== undefined && { error }),
  });
  const task = run.task?.toLowerCase();
  if (task !== undefined && status === "Succeeded" && row) {
    const bases = Object.values(row.images).flatMap((image) => image.bases);
    const once = bases.filter((base, at) => bases.findIndex(({ image }) => image === base.image) === at);
    draft.put("taskBase", [registry, task], once);
  }
  takeUpNext(draft, registry, run);
}
