import * as v from "valibot";
import type { Task } from "../world/service-tables.ts";
import { enabledOrNot, partial, tagsOf } from "./body.ts";

const timer = v.looseObject({ name: v.string(), schedule: v.string(), status: v.nullish(enabledOrNot) });

const source = v.looseObject({
  name: v.string(),
  status: v.nullish(enabledOrNot),
  sourceTriggerEvents: v.nullish(v.array(v.string())),
  sourceRepository: partial({
    repositoryUrl: v.nullish(v.string()),
    branch: v.nullish(v.string()),
    sourceControlAuthProperties: partial({ token: v.nullish(v.string()) }),
  }),
});

/** Members of a task that a client may send. */
export const taskBody = v.looseObject({
  tags: tagsOf,
  identity: partial({ type: v.string(), userAssignedIdentities: v.nullish(v.record(v.string(), v.unknown())) }),
  properties: partial({
    status: v.nullish(enabledOrNot),
    platform: partial({ os: v.nullish(v.string()), architecture: v.nullish(v.string()) }),
    agentConfiguration: partial({ cpu: v.nullish(v.number()) }),
    agentPoolName: v.nullish(v.string()),
    timeout: v.nullish(v.pipe(v.number(), v.integer(), v.minValue(300), v.maxValue(28800))),
    step: v.nullish(v.record(v.string(), v.unknown())),
    credentials: v.nullish(v.record(v.string(), v.unknown())),
    isSystemTask: v.nullish(v.boolean()),
    trigger: partial({
      timerTriggers: v.nullish(v.array(timer)),
      sourceTriggers: v.nullish(v.array(source)),
      baseImageTrigger: partial({
        name: v.nullish(v.string()),
        baseImageTriggerType: v.nullish(v.picklist(["Runtime", "All"])),
        status: v.nullish(enabledOrNot),
      }),
    }),
  }),
});

export type TaskBody = v.InferOutput<typeof taskBody>;
type TriggerBody = NonNullable<TaskBody["properties"]>["trigger"];

/** Adds the triggers of a body to those of before; one of the same name changes only what the body says. */
export function triggerOf(triggers: TriggerBody, before: Task["trigger"]): Task["trigger"] {
  if (!triggers) return before;
  const timers = new Map(before.timers.map((timer) => [timer.name, timer]));
  for (const { name, schedule, status } of triggers.timerTriggers ?? []) {
    timers.set(name, { name, schedule, enabled: isOn(status, timers.get(name)?.enabled) });
  }
  const sources = new Map(before.sources.map((source) => [source.name, source]));
  for (const { name, status, sourceTriggerEvents, sourceRepository: repository } of triggers.sourceTriggers ?? []) {
    const old = sources.get(name);
    sources.set(name, {
      name,
      enabled: isOn(status, old?.enabled),
      events: sourceTriggerEvents ?? old?.events ?? [],
      repositoryUrl: repository?.repositoryUrl ?? old?.repositoryUrl ?? "",
      branch: repository?.branch ?? old?.branch ?? "master",
      token: repository?.sourceControlAuthProperties?.token ?? old?.token ?? "",
    });
  }
  const base = triggers.baseImageTrigger;
  const old = before.baseImage;
  const baseImage = base
    ? {
        name: base.name ?? old?.name ?? "defaultBaseimageTriggerName",
        type: base.baseImageTriggerType ?? old?.type ?? ("Runtime" as const),
        enabled: isOn(base.status, old?.enabled),
      }
    : old;
  return { timers: [...timers.values()], sources: [...sources.values()], ...(baseImage && { baseImage }) };
}

const isOn = (status: "Enabled" | "Disabled" | null | undefined, before = true): boolean =>
  status ? status === "Enabled" : before;

const status = (enabled: boolean): string => (enabled ? "Enabled" : "Disabled");

/** Triggers as the management plane shows them; access tokens stay inside. */
export const triggerView = ({ timers, sources, baseImage }: Task["trigger"]) => ({
  timerTriggers: timers.map(({ name, schedule, enabled }) => ({ name, schedule, status: status(enabled) })),
  sourceTriggers: sources.map(({ name, events, repositoryUrl, branch, enabled }) => ({
    name,
    status: status(enabled),
    sourceTriggerEvents: events,
    sourceRepository: { sourceControlType: "Github", repositoryUrl, branch, sourceControlAuthProperties: null },
  })),
  baseImageTrigger: baseImage
    ? {
        name: baseImage.name,
        baseImageTriggerType: baseImage.type,
        status: status(baseImage.enabled),
        updateTriggerPayloadType: "Default",
      }
    : null,
});
