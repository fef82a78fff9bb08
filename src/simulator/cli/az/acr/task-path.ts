import type { AzCall } from "../az-call.ts";

/** ARM id of the registry, which the task commands read first. */
export const taskRegistry = async ({ arm, options }: AzCall): Promise<string> =>
  (await arm.registry(options.required("--registry"), options.text("--resource-group"))).id;

/** ARM id of the task of `--name`. */
export const taskPath = async (az: AzCall): Promise<string> =>
  `${await taskRegistry(az)}/tasks/${az.options.required("--name")}`;
