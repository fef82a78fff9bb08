import * as v from "valibot";
import { queueRun, type NewRun } from "../registry/new-run.ts";
import { gate } from "../registry/sku.ts";
import { checkStep } from "../registry/task-definition.ts";
import { enqueue, isoTime, now } from "../world/clock.ts";
import { nextGuid } from "../world/ids.ts";
import { ok, type Result } from "../world/result.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Run, Task } from "../world/service-tables.ts";
import { partial, readAs } from "./body.ts";
import { badRequest, childNotFound } from "./errors.ts";
import { childId, findRegistry, param } from "./find.ts";
import { on, registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const type = "runs";
const finished = new Set<Run["status"]>(["Succeeded", "Failed", "Canceled", "Timeout"]);

function view({ draft }: ArmCall, registry: Registry, run: Run) {
  const { kind, detail } = run.trigger;
  return {
    id: childId(draft, registry, type, run.id),
    name: run.id,
    type: registryType(type),
    properties: {
      runId: run.id,
      status: run.status,
      runType: run.runType,
      task: run.task ?? null,
      createTime: isoTime(run.createdAt),
      startTime: run.startedAt === undefined ? null : isoTime(run.startedAt),
      finishTime: run.finishedAt === undefined ? null : isoTime(run.finishedAt),
      lastUpdatedTime: isoTime(run.finishedAt ?? run.startedAt ?? run.createdAt),
      platform: run.platform,
      agentConfiguration: { cpu: run.cpu },
      agentPoolName: run.work["agentPoolName"] ?? null,
      outputImages: run.outputImages,
      imageUpdateTrigger: kind === "ImageUpdate" ? { id: detail, images: [] } : null,
      sourceTrigger: kind === "Commit" || kind === "PullRequest" ? { eventType: kind.toLowerCase(), id: detail } : null,
      timerTrigger: kind === "Timer" ? { timerTriggerName: detail } : null,
      runErrorMessage: run.error ?? null,
      isArchiveEnabled: run.work["isArchiveEnabled"] === true,
      provisioningState: finished.has(run.status) ? "Succeeded" : "Running",
    },
  };
}

function find(call: ArmCall): Result<{ key: string; registry: Registry; run: Run }> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const run = call.draft.get("run", found.value.key, param(call, "child"));
  return run ? ok({ ...found.value, run }) : childNotFound(registryType(type), param(call, "child"));
}

/** Newest first; `$filter` knows `TaskName eq`, `Status eq` and `RunId eq`, `$top` how many. */
function list(call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const filter = call.query.get("$filter") ?? "";
  const filterValue = (member: string) =>
    new RegExp(`${member}\\s+eq\\s+'([^']*)'`, "i").exec(filter)?.[1]?.toLowerCase();
  const [task, status, id] = [filterValue("TaskName"), filterValue("Status"), filterValue("RunId")];
  const top = Number(call.query.get("$top") ?? Number.POSITIVE_INFINITY);
  const runs = [...call.draft.scan("run", [key])]
    .map(({ row }) => row)
    .filter((run) => task === undefined || run.task?.toLowerCase() === task)
    .filter((run) => status === undefined || run.status.toLowerCase() === status)
    .filter((run) => id === undefined || run.id.toLowerCase() === id)
    .sort((a, b) => b.createdAt - a.createdAt || Number(b.id.slice(2)) - Number(a.id.slice(2)));
  return ok({ status: 200, body: { value: runs.slice(0, top).map((run) => view(call, registry, run)) } });
}

/** Stops a run that is not over; its agent notices by the event `run.canceled`. */
function cancel(call: ArmCall): Result<ArmAnswer> {
  const found = find(call);
  if (!found.ok) return found;
  const { key, registry, run } = found.value;
  if (finished.has(run.status)) return ok({ status: 200, body: view(call, registry, run) });
  const stopped: Run = { ...run, status: "Canceled", finishedAt: now(call.draft) };
  call.draft.put("run", [key, run.id], stopped);
  enqueue(call.draft, "run.canceled", { registry: key, runId: run.id });
  return ok({ status: 200, body: view(call, registry, stopped) });
}

const changeBody = v.looseObject({ isArchiveEnabled: v.nullish(v.boolean()) });

/** Whether a run is kept is all that can be changed about it. */
function update(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(changeBody, call.body);
  if (!body.ok) return body;
  const found = find(call);
  if (!found.ok) return found;
  const { key, registry, run } = found.value;
  const { isArchiveEnabled } = body.value;
  const changed: Run =
    typeof isArchiveEnabled === "boolean" ? { ...run, work: { ...run.work, isArchiveEnabled } } : run;
  call.draft.put("run", [key, run.id], changed);
  return ok({ status: 200, body: view(call, registry, changed) });
}

const runBody = v.looseObject({
  type: v.string(),
  taskId: v.nullish(v.string()),
  platform: partial({ os: v.nullish(v.string()), architecture: v.nullish(v.string()) }),
  agentConfiguration: partial({ cpu: v.nullish(v.number()) }),
  agentPoolName: v.nullish(v.string()),
  timeout: v.nullish(v.number()),
});

type RunBody = v.InferOutput<typeof runBody>;

const stepOfRequest: Record<string, string> = {
  DockerBuildRequest: "Docker",
  FileTaskRunRequest: "FileTask",
  EncodedTaskRunRequest: "EncodedTask",
};

function schedule(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(runBody, call.body);
  if (!body.ok) return body;
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  if (body.value.agentPoolName) {
    const open = gate(call.rules, "agentPools", registry.sku);
    if (!open.ok) return open;
    if (!call.draft.has("agentPool", key, body.value.agentPoolName.toLowerCase())) {
      return childNotFound(registryType("agentPools"), body.value.agentPoolName);
    }
  }
  const newRun = body.value.type === "TaskRunRequest" ? ofTask(call, key, body.value) : quick(call, body.value);
  if (!newRun.ok) return newRun;
  const run = queueRun(call.draft, key, newRun.value);
  return ok({ status: 200, body: view(call, registry, run), why: `Run ${run.id} is waiting for an agent.` });
}

/** A run of a task, with what the request overrides. */
function ofTask(call: ArmCall, key: string, { taskId, agentPoolName }: RunBody): Result<NewRun> {
  const name = taskId?.slice(taskId.lastIndexOf("/") + 1) ?? "";
  const task: Task | undefined = call.draft.get("task", key, name.toLowerCase());
  if (!task) return childNotFound(registryType("tasks"), name);
  if (!task.enabled) return badRequest(`The task '${task.name}' is disabled.`, { next: "Enable the task first." });
  return ok({
    task: task.name,
    runType: "QuickRun",
    platform: task.platform,
    cpu: task.cpu,
    trigger: { kind: "Manual" },
    work: {
      step: task.step,
      timeout: task.timeoutSeconds,
      ...((agentPoolName || task.agentPool) && { agentPoolName: agentPoolName || task.agentPool }),
      ...(typeof call.body["overrideTaskStepProperties"] === "object" && {
        override: call.body["overrideTaskStepProperties"],
      }),
    },
  });
}

/** A quick build or run, whose step is in the request itself. */
function quick(call: ArmCall, body: RunBody): Result<NewRun> {
  const stepType = stepOfRequest[body.type];
  if (!stepType) return badRequest(`The request type '${body.type}' is not known.`, { target: "type" });
  const step = checkStep({ ...call.body, type: stepType });
  if (!step.ok) return step;
  const defaults = call.rules.value<{ platform: string; cpu: number }>("taskDefaults");
  const [os = "", architecture = ""] = defaults?.platform.split("/") ?? [];
  return ok({
    runType: stepType === "Docker" ? "QuickBuild" : "QuickRun",
    platform: { os: body.platform?.os ?? os, architecture: body.platform?.architecture ?? architecture },
    cpu: body.agentConfiguration?.cpu ?? defaults?.cpu ?? 1,
    trigger: { kind: "Manual" },
    work: {
      step: { ...step.value, contextPath: call.body["sourceLocation"] ?? null },
      timeout: body.timeout ?? call.rules.value<number>("quickTaskTimeoutSeconds") ?? 0,
      ...(body.agentPoolName && { agentPoolName: body.agentPoolName }),
    },
  });
}

/** Host of the storage that holds sources and logs, and a signature that the address carries. */
const storage = "https://acrtaskprod.blob.core.windows.net";
const signature = (call: ArmCall): string => {
  const sig = encodeURIComponent(nextGuid(call.draft, call.cloud.hash, "sas"));
  return `sv=2023-08-03&se=${encodeURIComponent(isoTime(now(call.draft) + 3_600_000))}&sr=b&sp=rw&sig=${sig}`;
};

function uploadUrl(call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const relativePath = `source/${nextGuid(call.draft, call.cloud.hash, "source")}.tar.gz`;
  const uploadUrlOf = `${storage}/${found.value.key}/${relativePath}?${signature(call)}`;
  return ok({ status: 200, body: { uploadUrl: uploadUrlOf, relativePath } });
}

function logUrl(call: ArmCall): Result<ArmAnswer> {
  const found = find(call);
  if (!found.ok) return found;
  const { key, run } = found.value;
  return ok({ status: 200, body: { logLink: `${storage}/${key}/logs/${run.id}/rawtext.log?${signature(call)}` } });
}

export const runRoutes: ArmRoute[] = [
  on("GET", `/${type}`, [type, "read"], list),
  on("GET", `/${type}/{child}`, [type, "read"], (call) => {
    const found = find(call);
    return found.ok ? ok({ status: 200, body: view(call, found.value.registry, found.value.run) }) : found;
  }),
  on("PATCH", `/${type}/{child}`, [type, "write"], update),
  on("POST", `/${type}/{child}/cancel`, [type, "cancel", "action"], cancel),
  on("POST", `/${type}/{child}/listLogSasUrl`, [type, "listLogSasUrl", "action"], logUrl),
  on("POST", "/scheduleRun", ["scheduleRun", "action"], schedule),
  on("POST", "/listBuildSourceUploadUrl", ["listBuildSourceUploadUrl", "action"], uploadUrl),
];
