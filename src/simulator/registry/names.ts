import { fail, ok, type Result, failWith, type Failure } from "../world/result.ts";
import type { Rules } from "./rules.ts";

const sentence =
  "Resource names may contain alpha numeric characters only and must be between {min} and {max} characters.";

/** Checks a registry's name; the message of a failure is in the service's words. */
export function validRegistryName(rules: Rules, name: string): Result<string, Failure> {
  const form = rules.value<string>("registryNameRegexp") ?? "";
  if (new RegExp(form).test(name)) return ok(name);
  const { min, max } = rules.value<{ min: number; max: number }>("registryNameLength") ?? { min: 0, max: 0 };
  const general = sentence.replace("{min}", String(min)).replace("{max}", String(max));
  return failWith("InvalidResourceName", `The specified resource name is invalid. ${general}`);
}

/** Returns what names are allowed, with the length of the active profile. */
function lengthAdvice(rules: Rules): string {
  const { min, max } = rules.value<{ min: number; max: number }>("registryNameLength") ?? { min: 0, max: 0 };
  return `Choose a name of ${min} to ${max} letters and digits.`;
}

export function checkRegistryName(rules: Rules, name: string): Result<string> {
  const valid = validRegistryName(rules, name);
  if (valid.ok) return valid;
  const shape = rules.value<string>("registryNameRegexp") ?? "";
  return fail({
    code: "InvalidResourceName",
    status: 400,
    message: `The registry name '${name}' is invalid. ${valid.refusal.message}`,
    fact: "registryNameRegexp",
    why: `A registry name must match ${shape}, because it becomes part of a DNS name.`,
    next: lengthAdvice(rules),
  });
}

const checkForm = (rules: Rules, fact: string, kind: string, name: string): Result<string> => {
  const form = rules.value<string>(fact);
  if (form === undefined || new RegExp(form).test(name)) return ok(name);
  return fail({
    code: "InvalidResourceName",
    status: 400,
    message: `The ${kind} name '${name}' is invalid. It has to match ${form}.`,
    fact,
    why: `The name of a ${kind} must match ${form}.`,
  });
};

/** Name of a token, scope map or task, and of the other children that have no rule of their own. */
export const checkChildName = (rules: Rules, kind: string, name: string): Result<string> =>
  checkForm(rules, "childNameRule", kind, name);

export const checkWebhookName = (rules: Rules, name: string): Result<string> =>
  checkForm(rules, "webhookNameRule", "webhook", name);
