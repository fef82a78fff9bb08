import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { cell, memberOf } from "../table-cells.ts";
import { taskPath } from "./task-path.ts";
import { definedMembers } from "./task-step.ts";
import { taskTable, taskView } from "./task-view.ts";
import type { JsonValue } from "../../../world/json.ts";

const timersOf = (task: ArmResource): JsonValue[] => {
  const timers = memberOf(task.properties, "trigger", "timerTriggers");
  return Array.isArray(timers) ? timers : [];
};

const change = async (az: AzCall, timer: JsonValue): Promise<JsonValue> =>
  taskView(
    await az.arm.patch<ArmResource>(await taskPath(az), { properties: { trigger: { timerTriggers: [timer] } } }),
  );

const statusOf = (enabled: boolean | undefined): string | undefined =>
  enabled === undefined ? undefined : enabled ? "Enabled" : "Disabled";

async function update(az: AzCall): Promise<JsonValue> {
  const { options } = az;
  const name = options.required("--timer-name");
  const standing = timersOf(await az.arm.get<ArmResource>(await taskPath(az))).find(
    (timer) => cell(timer, "name") === name,
  );
  const schedule = options.text("--schedule") ?? (standing && cell(standing, "schedule"));
  return change(az, { name, ...definedMembers({ schedule, status: statusOf(options.state("--enabled")) }) });
}

/** A trigger cannot be taken away by a PATCH, so the whole task is put again without it. */
async function remove(az: AzCall): Promise<JsonValue> {
  const path = await taskPath(az);
  const task = await az.arm.post<ArmResource>(`${path}/listDetails`);
  const name = az.options.required("--timer-name");
  const timers = timersOf(task);
  const kept = timers.filter((timer) => cell(timer, "name") !== name);
  if (kept.length === timers.length) {
    throw azError(`The timer '${name}' does not exist for task '${az.options.required("--name")}'.`);
  }
  const trigger = { ...(task.properties?.["trigger"] as object | undefined), timerTriggers: kept };
  const { location, tags, identity } = task;
  const body = { location, tags, identity, properties: { ...task.properties, trigger } };
  return taskView(await az.arm.put<ArmResource>(path, body));
}

/** `az acr task timer`. */
export const taskTimerModule: AzModule = {
  handlers: {
    "az acr task timer add": (az) =>
      change(az, {
        name: az.options.required("--timer-name"),
        schedule: az.options.required("--schedule"),
        status: az.options.on("--enabled") ? "Enabled" : "Disabled",
      }),
    "az acr task timer update": update,
    "az acr task timer remove": remove,
    "az acr task timer list": async (az) =>
      timersOf(await az.arm.post<ArmResource>(`${await taskPath(az)}/listDetails`)),
  },
  tables: Object.fromEntries(
    ["add", "update", "remove", "list"].map((verb) => [`az acr task timer ${verb}`, taskTable]),
  ),
};
