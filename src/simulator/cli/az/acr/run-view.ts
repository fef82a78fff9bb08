import type { ArmResource } from "../arm-client.ts";
import type { AzTable } from "../az-call.ts";
import { flattenResource } from "../flatten-resource.ts";
import { cell, dateCell, durationCell, memberOf, rowsOf, withKeys } from "../table-cells.ts";
import type { JsonObject } from "../../../world/json.ts";

const fields = [
  "agentConfiguration",
  "agentPoolName",
  "createTime",
  "customRegistries",
  "finishTime",
  "imageUpdateTrigger",
  "isArchiveEnabled",
  "lastUpdatedTime",
  "logArtifact",
  "outputImages",
  "platform",
  "provisioningState",
  "runErrorMessage",
  "runId",
  "runType",
  "sourceRegistryAuth",
  "sourceTrigger",
  "startTime",
  "status",
  "systemData",
  "task",
  "timerTrigger",
  "updateTriggerToken",
];

/** A run as the client prints it. */
export function runView(run: ArmResource): JsonObject {
  const flat = flattenResource(run, fields);
  return { ...flat, platform: withKeys(flat["platform"], ["architecture", "os", "variant"]) };
}

/** What started a run, in one word. */
function triggerOf(run: Parameters<typeof memberOf>[0]): string {
  const event = cell(run, "sourceTrigger", "eventType");
  if (event !== " ") return event;
  if (memberOf(run, "timerTrigger") !== null) return "Timer";
  return memberOf(run, "imageUpdateTrigger") === null ? "Manual" : "Image Update";
}

const table =
  (id: string, members: { id: string; task: string; platform: string }): AzTable =>
  (result) =>
    rowsOf(result).map((run) => ({
      [id]: cell(run, members.id),
      TASK: cell(run, members.task),
      PLATFORM: cell(run, "platform", members.platform),
      STATUS: cell(run, "status"),
      TRIGGER: triggerOf(run),
      STARTED: dateCell(run, "startTime"),
      DURATION: durationCell(memberOf(run, "startTime"), memberOf(run, "finishTime")),
    }));

export const runTable: AzTable = table("RUN ID", { id: "runId", task: "task", platform: "os" });

/** The table of `az acr build` still looks for members that builds had before they were runs; those cells stay blank. */
export const buildTable: AzTable = table("BUILD ID", { id: "buildId", task: "buildTask", platform: "osType" });
