import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError, notSimulated } from "../az-error.ts";
import { scheduleRun } from "./run-follow.ts";
import { streamLogs } from "./run-logs.ts";
import { base64, pairsOf } from "./run-request.ts";
import { runTable, runView } from "./run-view.ts";
import { cell, memberOf } from "../table-cells.ts";
import { taskRegistry } from "./task-path.ts";
import { definedMembers } from "./task-step.ts";
import type { JsonValue } from "../../../world/json.ts";

async function start(az: AzCall): Promise<JsonValue | undefined> {
  const { options } = az;
  const registry = await taskRegistry(az);
  const token = options.text("--update-trigger-token");
  const pool = options.text("--agent-pool");
  return scheduleRun(az, registry, "run", {
    type: "TaskRunRequest",
    isArchiveEnabled: false,
    ...(pool !== undefined && { agentPoolName: pool }),
    taskId: `${registry}/tasks/${options.required("--name")}`,
    overrideTaskStepProperties: {
      arguments: pairsOf(az, "--arg", "--secret-arg"),
      values: pairsOf(az, "--set", "--set-secret"),
      ...definedMembers({
        contextPath: options.text("--context"),
        file: options.text("--file"),
        target: options.text("--target"),
        updateTriggerToken: token === undefined ? undefined : base64(token),
      }),
    },
  });
}

interface RunFilter {
  top: number;
  task?: string | undefined;
  status?: string | undefined;
  image?: string | undefined;
}

/** `web:v1` of an output image; a missing tag means latest. */
const isImage = (image: JsonValue, reference: string): boolean => {
  const tagged = reference.includes(":") || reference.includes("@") ? reference : `${reference}:latest`;
  return [
    `${cell(image, "repository")}:${cell(image, "tag")}`,
    `${cell(image, "repository")}@${cell(image, "digest")}`,
  ].includes(tagged);
};

async function runs(az: AzCall, registry: string, { top, task, status, image }: RunFilter): Promise<ArmResource[]> {
  const clauses = [
    ...(task === undefined ? [] : [`TaskName eq '${task}'`]),
    ...(status === undefined ? [] : [`Status eq '${status}'`]),
  ];
  const query = [
    ...(clauses.length === 0 ? [] : [`$filter=${encodeURIComponent(clauses.join(" and "))}`]),
    ...(image === undefined ? [`$top=${top}`] : []),
  ].join("&");
  const found = await az.arm.list(`${registry}/runs${query === "" ? "" : `?${query}`}`);
  if (image === undefined) return found;
  return found
    .filter(({ properties }) => {
      const images = memberOf(properties, "outputImages");
      return Array.isArray(images) && images.some((pushed) => isImage(pushed, image));
    })
    .slice(0, top);
}

const about = (sentence: string, task: string | undefined, image: string | undefined): string =>
  `${sentence}${task === undefined ? "" : ` for task '${task}'`}${image === undefined ? "" : ` for image '${image}'`}.`;

async function logs(az: AzCall): Promise<undefined> {
  const { options } = az;
  const registry = await taskRegistry(az);
  let runId = options.text("--run-id");
  if (runId === undefined) {
    const [task, image] = [options.text("--name"), options.text("--image")];
    const [last] = await runs(az, registry, { top: 1, task, image });
    if (!last) throw azError(about("Could not find the last created run", task, image));
    runId = cell(last.properties, "runId");
    az.warn(about("Showing logs of the last created run", task, image));
    az.warn(`Run ID: ${runId}`);
  }
  await streamLogs(az, registry, runId, false);
  return undefined;
}

const runPath = async (az: AzCall): Promise<string> =>
  `${await taskRegistry(az)}/runs/${az.options.required("--run-id")}`;

const taskRuns = (command: string) => (): Promise<never> =>
  Promise.reject(
    notSimulated(command, "Only templates create task runs as Azure resources.", "`az acr task list-runs` lists runs."),
  );

const taskRunCommands = ["list", "show", "delete", "logs"].map((verb) => `az acr taskrun ${verb}`);

/** Runs of tasks. */
export const taskRunModule: AzModule = {
  handlers: {
    "az acr task run": start,
    "az acr task logs": logs,
    "az acr task list-runs": async (az) => {
      const { options } = az;
      const filter = {
        top: options.number("--top") ?? 15,
        task: options.text("--name"),
        status: options.text("--run-status"),
        image: options.text("--image"),
      };
      return (await runs(az, await taskRegistry(az), filter)).map(runView);
    },
    "az acr task show-run": async (az) => runView(await az.arm.get<ArmResource>(await runPath(az))),
    "az acr task cancel-run": async (az) => {
      await az.arm.post(`${await runPath(az)}/cancel`);
      return undefined;
    },
    "az acr task update-run": async (az) => {
      const noArchive = az.options.state("--no-archive");
      const body = noArchive === undefined ? {} : { isArchiveEnabled: !noArchive };
      return runView(await az.arm.patch<ArmResource>(await runPath(az), body));
    },
    ...Object.fromEntries(taskRunCommands.map((command) => [command, taskRuns(command)])),
  },
  tables: Object.fromEntries(
    ["run", "list-runs", "show-run", "update-run"].map((verb) => [`az acr task ${verb}`, runTable]),
  ),
};
