import type { AzCall } from "../az-call.ts";
import { definedMembers } from "./task-step.ts";
import { cell, memberOf } from "../table-cells.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const sourceName = "defaultSourceTriggerName";
const baseImageName = "defaultBaseimageTriggerName";

/** The branch of a git context: the part between `#` and the next colon. */
const branchOf = (context: string | undefined): string | undefined => /#([^:\n\s]+)/.exec(context ?? "")?.[1];

const controlType = (context: string): string =>
  context.toUpperCase().includes("GITHUB.COM") ? "Github" : "VisualStudioTeamService";

/** Timers of `--schedule [NAME:]CRON`; those without a name are called t1, t2 and so on. */
export const timersOf = (schedules: readonly string[]): JsonObject[] =>
  schedules.map((text, index) => {
    const [, name = `t${index + 1}`, schedule = text] = /^([^:]+):(.+)$/.exec(text) ?? [];
    return { name, schedule: schedule.trim(), status: "Enabled" };
  });

/** Triggers of a new task. */
export function triggersOf(az: AzCall, context: string | undefined, events: readonly string[]): JsonObject {
  const { options } = az;
  const source =
    events.length === 0 || context === undefined
      ? undefined
      : [
          {
            name: options.text("--source-trigger-name") ?? sourceName,
            status: "Enabled",
            sourceTriggerEvents: [...events],
            sourceRepository: {
              sourceControlType: controlType(context),
              repositoryUrl: context,
              branch: branchOf(context) ?? "master",
              sourceControlAuthProperties: {
                tokenType: "PAT",
                scope: "repo",
                ...definedMembers({ token: options.text("--git-access-token") }),
              },
            },
          },
        ];
  const schedules = options.texts("--schedule");
  const baseImage = options.on("--base-image-trigger-enabled")
    ? {
        name: options.text("--base-image-trigger-name") ?? baseImageName,
        baseImageTriggerType: options.text("--base-image-trigger-type") ?? "Runtime",
        status: "Enabled",
        updateTriggerPayloadType: options.text("--update-trigger-payload-type") ?? "Default",
        ...definedMembers({ updateTriggerEndpoint: options.text("--update-trigger-endpoint") }),
      }
    : undefined;
  return definedMembers({
    sourceTriggers: source,
    timerTriggers: schedules && timersOf(schedules),
    baseImageTrigger: baseImage,
  });
}

/** Events that start a task after an update. */
function eventsAfter({ options }: AzCall, standing: JsonValue): string[] {
  const listed = memberOf(standing, "sourceTriggerEvents");
  const on = cell(standing, "status") === "Disabled" || !Array.isArray(listed) ? [] : listed.map(String);
  const events = new Set(on);
  const changes = [
    ["commit", options.state("--commit-trigger-enabled")],
    ["pullrequest", options.state("--pull-request-trigger-enabled")],
  ] as const;
  for (const [event, enabled] of changes) {
    if (enabled === true) events.add(event);
    if (enabled === false) events.delete(event);
  }
  return [...events];
}

/** What an update changes of the triggers that stand. */
export function triggerChange(az: AzCall, standing: JsonValue): JsonObject {
  const { options } = az;
  const source = memberOf(standing, "sourceTriggers", 0);
  const context = options.text("--context");
  const anyEnabled = options.on("--commit-trigger-enabled") || options.on("--pull-request-trigger-enabled");
  const events = anyEnabled || source !== null ? eventsAfter(az, source) : undefined;
  const token = options.text("--git-access-token");
  const sourceTriggers = events && [
    {
      name: source === null ? sourceName : cell(source, "name"),
      status: events.length > 0 ? "Enabled" : "Disabled",
      sourceTriggerEvents: events,
      sourceRepository: {
        ...definedMembers({
          sourceControlType: context === undefined ? undefined : controlType(context),
          repositoryUrl: context ?? (source === null ? cell(standing, "step", "contextPath") : undefined),
          branch: branchOf(context),
        }),
        ...(token !== undefined && { sourceControlAuthProperties: { token, tokenType: "PAT" } }),
      },
    },
  ];
  const base = memberOf(standing, "baseImageTrigger");
  const baseOn = options.state("--base-image-trigger-enabled");
  const baseImageTrigger =
    baseOn || base !== null
      ? {
          name: base === null ? baseImageName : cell(base, "name"),
          ...definedMembers({
            baseImageTriggerType: options.text("--base-image-trigger-type"),
            status: baseOn === undefined ? undefined : baseOn ? "Enabled" : "Disabled",
            updateTriggerEndpoint: options.text("--update-trigger-endpoint"),
            updateTriggerPayloadType: options.text("--update-trigger-payload-type"),
          }),
        }
      : undefined;
  return definedMembers({ sourceTriggers, baseImageTrigger });
}
