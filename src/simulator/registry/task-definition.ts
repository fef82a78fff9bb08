import { fail, ok, type Result } from "../world/result.ts";
import type { Task } from "../world/service-tables.ts";

const wrong = (message: string, target: string, fact?: string): Result<never> =>
  fail({ code: "InvalidTask", status: 400, message, target, ...(fact && { fact }) });

const stepTypes = ["Docker", "FileTask", "EncodedTask"];

/** What each kind of step cannot do without. */
const needed: Record<string, string> = {
  Docker: "dockerFilePath",
  FileTask: "taskFilePath",
  EncodedTask: "encodedTaskContent",
};

/** A step as it comes in a body: a kind, and what that kind needs. */
export function checkStep(step: Record<string, unknown> | undefined): Result<Record<string, unknown>> {
  const type = stepTypes.find((stepType) => stepType.toLowerCase() === String(step?.["type"]).toLowerCase());
  if (!step || !type) return wrong(`The step type has to be one of ${stepTypes.join(", ")}.`, "properties.step.type");
  const member = needed[type] ?? "";
  if (typeof step[member] !== "string" || step[member] === "") {
    return wrong(`A step of type ${type} needs '${member}'.`, `properties.step.${member}`);
  }
  return ok({ ...step, type });
}

const ranges: [number, number][] = [
  [0, 59],
  [0, 23],
  [1, 31],
  [1, 12],
  [0, 7],
];
const names = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat";

function fieldIsRight(field: string, [low, high]: [number, number]): boolean {
  return field.split(",").every((part) => {
    const match = new RegExp(`^(\\*|\\d+|${names})(?:-(\\d+|${names}))?(?:/(\\d+))?$`, "i").exec(part);
    if (!match) return false;
    const [, from = "", to, step] = match;
    const inside = (text: string | undefined) =>
      text === undefined || !/^\d+$/.test(text) || (Number(text) >= low && Number(text) <= high);
    return inside(from) && inside(to) && (step === undefined || Number(step) > 0);
  });
}

/** A schedule of five fields (minute hour day month weekday), in UTC. */
export function checkSchedule(schedule: string): Result<string> {
  const fields = schedule.trim().split(/\s+/);
  const right =
    fields.length === ranges.length && fields.every((field, index) => fieldIsRight(field, ranges[index] ?? [0, 0]));
  return right
    ? ok(fields.join(" "))
    : wrong(`The schedule '${schedule}' is not a cron expression of five fields.`, "properties.trigger", "taskCron");
}

/** Names of triggers are unique within a task. */
export function checkTriggers(trigger: Task["trigger"]): Result<Task["trigger"]> {
  const all = [...trigger.timers.map(({ name }) => name), ...trigger.sources.map(({ name }) => name)];
  const twice = all.find((name, index) => all.indexOf(name) !== index);
  if (twice !== undefined) return wrong(`Two triggers are called '${twice}'.`, "properties.trigger");
  for (const { schedule } of trigger.timers) {
    const right = checkSchedule(schedule);
    if (!right.ok) return right;
  }
  return ok(trigger);
}
