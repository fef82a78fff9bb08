import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { authMode, platformOf } from "./run-request.ts";
import { identityBody } from "../identity-body.ts";
import { taskPath, taskRegistry } from "./task-path.ts";
import { definedMembers, stepChange, stepOf } from "./task-step.ts";
import { triggerChange, triggersOf } from "./task-trigger.ts";
import { taskTable, taskView } from "./task-view.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const noContext = "/dev/null";

/** `--context` without the values that mean no context. */
function contextOf({ options }: AzCall): string | undefined {
  const context = options.text("--context");
  if (context === undefined && !options.on("--is-system-task")) {
    throw azError("If the task is not a System Task, --context-path must be provided.", 1, {
      code: "NoContext",
      text: "A task needs the location of its source.",
      next: "`--context https://github.com/ORG/REPO.git#main`, or `--context /dev/null` with `--cmd` for none.",
    });
  }
  return context?.toLowerCase() === noContext ? undefined : context;
}

/** Events of the source that start the task. */
function eventsOf({ options }: AzCall, context: string | undefined): string[] {
  if (context === undefined || context.toLowerCase().startsWith("oci://")) return [];
  const events = [
    ...(options.on("--commit-trigger-enabled") ? ["commit"] : []),
    ...(options.on("--pull-request-trigger-enabled") ? ["pullrequest"] : []),
  ];
  if (events.length > 0 && options.text("--git-access-token") === undefined) {
    throw azError(
      "If source control trigger is enabled [--commit-trigger-enabled] or [--pull-request-trigger-enabled] " +
        "--git-access-token must be provided.",
      1,
      {
        code: "NoGitToken",
        text: "The commit trigger is on unless it is turned off, and it needs a token to set a hook at the repository.",
        next: "Add `--git-access-token TOKEN`, or `--commit-trigger-enabled false`.",
      },
    );
  }
  return events;
}

async function create(az: AzCall): Promise<JsonValue> {
  const { options, arm } = az;
  const registry = await arm.registry(options.required("--registry"), options.text("--resource-group"));
  const context = contextOf(az);
  const events = eventsOf(az, context);
  if (options.wasTyped("--cmd") && options.wasTyped("--file")) {
    throw azError(
      "Task can be created with either --cmd myCommand -c /dev/null or -f myFile -c myContext, but not both.",
    );
  }
  const isSystemTask = options.on("--is-system-task");
  const identities = options.texts("--assign-identity");
  const body = {
    location: registry.location,
    ...(identities && { identity: identityBody(identities) }),
    properties: {
      ...(!isSystemTask && {
        step: stepOf(az, context),
        platform: platformOf(options.text("--platform")),
        agentConfiguration: { cpu: options.number("--cpu") },
        trigger: triggersOf(az, context, events),
      }),
      status: options.text("--status"),
      timeout: options.number("--timeout"),
      ...definedMembers({ agentPoolName: options.text("--agent-pool"), logTemplate: options.text("--log-template") }),
      isSystemTask,
      ...authMode(options.text("--auth-mode")),
    },
  };
  return taskView(await arm.put<ArmResource>(`${registry.id}/tasks/${options.required("--name")}`, body));
}

async function update(az: AzCall): Promise<JsonValue> {
  const { options, arm } = az;
  const path = await taskPath(az);
  const { properties = {} } = await arm.get<ArmResource>(path);
  const platform = options.text("--platform");
  const step = stepChange(az, properties["step"] as JsonObject | undefined);
  const cpu = options.number("--cpu");
  const changed = {
    ...definedMembers({
      status: options.text("--status"),
      timeout: options.number("--timeout"),
      agentPoolName: options.text("--agent-pool"),
      logTemplate: options.text("--log-template"),
      platform: platform === undefined ? undefined : platformOf(platform),
      agentConfiguration: cpu === undefined ? undefined : { cpu },
      step,
    }),
    trigger: triggerChange(az, { ...(properties["trigger"] as JsonObject), step: properties["step"] ?? null }),
    ...authMode(options.text("--auth-mode")),
  };
  return taskView(await arm.patch<ArmResource>(path, { properties: changed }));
}

async function remove(az: AzCall): Promise<undefined> {
  await az.confirm(`Are you sure you want to delete the task '${az.options.required("--name")}' `);
  await az.arm.delete(await taskPath(az));
  return undefined;
}

/** `az acr task` without its runs. */
export const taskModule: AzModule = {
  handlers: {
    "az acr task create": create,
    "az acr task update": update,
    "az acr task delete": remove,
    "az acr task list": async (az) => (await az.arm.list(`${await taskRegistry(az)}/tasks`)).map(taskView),
    "az acr task show": async (az) => {
      const path = await taskPath(az);
      const secure = az.options.on("--with-secure-properties");
      return taskView(
        secure ? await az.arm.post<ArmResource>(`${path}/listDetails`) : await az.arm.get<ArmResource>(path),
      );
    },
  },
  tables: Object.fromEntries(
    ["create", "update", "delete", "list", "show"].map((verb) => [`az acr task ${verb}`, taskTable]),
  ),
};
