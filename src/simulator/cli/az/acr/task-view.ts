import type { ArmResource } from "../arm-client.ts";
import type { AzTable } from "../az-call.ts";
import { flattenResource } from "../flatten-resource.ts";
import { cell, memberOf, rowsOf, withKeys } from "../table-cells.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const fields = [
  "agentConfiguration",
  "agentPoolName",
  "creationDate",
  "credentials",
  "identity",
  "isSystemTask",
  "logTemplate",
  "platform",
  "provisioningState",
  "status",
  "step",
  "systemData",
  "tags",
  "timeout",
  "trigger",
];

const anyStep = ["baseImageDependencies", "contextAccessToken", "contextPath", "type"];
const stepKeys: Record<string, string[]> = {
  Docker: [...anyStep, "arguments", "dockerFilePath", "imageNames", "isPushEnabled", "noCache", "target"],
  FileTask: [...anyStep, "taskFilePath", "values", "valuesFilePath"],
  EncodedTask: [...anyStep, "encodedTaskContent", "encodedValuesContent", "values"],
};

const baseImageKeys = ["baseImageTriggerType", "name", "status", "updateTriggerEndpoint", "updateTriggerPayloadType"];

function triggerView(trigger: JsonValue | undefined): JsonValue {
  const whole = withKeys(trigger, ["baseImageTrigger", "sourceTriggers", "timerTriggers"]);
  if (whole === null) return null;
  return { ...(whole as JsonObject), baseImageTrigger: withKeys(memberOf(whole, "baseImageTrigger"), baseImageKeys) };
}

/** A task as the client prints it. */
export function taskView(task: ArmResource): JsonObject {
  const flat = flattenResource(task, fields);
  return {
    ...flat,
    platform: withKeys(flat["platform"], ["architecture", "os", "variant"]),
    step: withKeys(flat["step"], stepKeys[cell(flat["step"], "type")] ?? anyStep),
    trigger: triggerView(flat["trigger"]),
  };
}

const isOn = (trigger: JsonValue): boolean => cell(trigger, "status").toLowerCase() === "enabled";

/** Kinds of triggers that are on, in order of their names. */
function triggersOf(task: JsonValue): string {
  const timers = memberOf(task, "trigger", "timerTriggers");
  const found = [
    ...(isOn(memberOf(task, "trigger", "baseImageTrigger")) ? ["BASE_IMAGE"] : []),
    ...(isOn(memberOf(task, "trigger", "sourceTriggers", 0)) ? ["SOURCE"] : []),
    ...(Array.isArray(timers) && timers.some(isOn) ? ["TIMER"] : []),
  ];
  return found.length === 0 ? " " : found.join(", ");
}

export const taskTable: AzTable = (result) =>
  rowsOf(result).map((task) => ({
    NAME: cell(task, "name"),
    PLATFORM: cell(task, "platform", "os"),
    STATUS: cell(task, "status"),
    "SOURCE REPOSITORY": cell(task, "step", "contextPath"),
    TRIGGERS: triggersOf(task),
  }));
