import { scopeMapActions } from "../../../registry/scope-map.ts";
import type { AzCall } from "../az-call.ts";
import { azError, notSimulated } from "../az-error.ts";

/** `--repository REPO ACTION...`, as often as it was given, as the actions of a scope map. */
export function actionsOf({ machine }: AzCall, lists: readonly (readonly string[])[]): string[] {
  const valid = scopeMapActions(machine.rules());
  return lists.flatMap(([name = "", ...actions]) => {
    const repository = name.toLowerCase();
    if (actions.length === 0) {
      throw azError(`At least one action must be specified with "${repository}".`, 1, {
        code: "NoScopeMapAction",
        text: "After the repository, list the allowed actions, separated by spaces.",
        next: `\`--repository ${repository} content/read metadata/read\``,
      });
    }
    return actions.map((typedAction) => {
      const action = typedAction.toLowerCase();
      if (valid.includes(action)) return `repositories/${repository}/${action}`;
      throw azError(
        `Invalid action "${action}" provided. \nValid actions are {${valid.map((validAction) => `'${validAction}'`).join(", ")}}.`,
        1,
        { code: "InvalidScopeMapAction", text: `${action} is not an action of a scope map.`, fact: "tokenActions" },
      );
    });
  });
}

/** Actions for connected registries, which do not run here. */
export function refuseGateways({ options }: AzCall, flags: readonly string[]): void {
  const flag = flags.find((candidate) => options.wasTyped(candidate));
  if (flag !== undefined) throw notSimulated(flag, "Connected registries are kept but do not run here.");
}
