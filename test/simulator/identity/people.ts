import type { Simulator } from "../../../src/simulator/simulator.ts";
import type { Caller } from "../../../src/simulator/identity/access.ts";
import { putAssignment, putPrincipal } from "../../../src/simulator/identity/directory.ts";
import type { CustomRole, Principal, RoleAssignment } from "../../../src/simulator/world/cloud-tables.ts";
import type { Origin } from "../../../src/simulator/world/cloud.ts";
import { ok } from "../../../src/simulator/world/result.ts";
import { laptop } from "../../support/simulator.ts";

export const subscription = (simulator: Simulator): string =>
  `/subscriptions/${simulator.world.get("settings")?.subscription.id}`;

export const groupScope = (simulator: Simulator, group = "shop"): string =>
  `${subscription(simulator)}/resourceGroups/${group}`;

export const registryScope = (simulator: Simulator, name = "contoso"): string =>
  [groupScope(simulator), "providers", "Microsoft.ContainerRegistry", "registries", name].join("/");

/** Puts somebody in the directory; the id is the name. */
export function aPrincipal(simulator: Simulator, id: string, more: Partial<Principal> = {}): Caller {
  simulator.transact((draft) => {
    putPrincipal(draft, { id, kind: "user", displayName: id, ...more });
    return ok(null);
  });
  return { kind: "principal", id };
}

/** Gives a role; at the registry unless another scope is named. */
export function giveRole(
  simulator: Simulator,
  principalId: string,
  roleId: string,
  more: Partial<RoleAssignment> = {},
): void {
  const id = `${principalId}-${roleId}`;
  simulator.transact((draft) => {
    const scope = registryScope(simulator);
    putAssignment(draft, { id, principalId, roleId, scope, createdAt: simulator.now, ...more });
    return ok(null);
  });
}

/** Puts Ada, an owner of the subscription, in the directory; her requests come from where this says. */
export function anOwner(simulator: Simulator): Origin {
  aPrincipal(simulator, "ada", { displayName: "Ada" });
  giveRole(simulator, "ada", "Owner", { scope: subscription(simulator) });
  return { ...laptop, principalId: "ada" };
}

export function aCustomRole(simulator: Simulator, id: string, role: Partial<CustomRole>): void {
  simulator.transact((draft) => {
    draft.put("customRole", [id], {
      id,
      name: id,
      description: "",
      actions: [],
      notActions: [],
      dataActions: [],
      notDataActions: [],
      assignableScopes: [subscription(simulator)],
      ...role,
    });
    return ok(null);
  });
}

/** Puts a token with its own scope map in a registry. Its one password is `secret`. */
export function aToken(
  simulator: Simulator,
  name: string,
  actions: string[],
  more: { enabled?: boolean; expires?: number; validFrom?: number } = {},
): Caller {
  const { enabled = true, expires, validFrom = simulator.now } = more;
  simulator.transact((draft) => {
    const createdAt = simulator.now;
    draft.put("scopeMap", ["contoso", `${name}-map`], {
      name: `${name}-map`,
      description: "",
      actions,
      type: "UserDefined",
      createdAt,
    });
    const password = {
      name: "password1",
      value: "secret",
      createdAt,
      validFrom,
      ...(expires !== undefined && { expires }),
    };
    draft.put("token", ["contoso", name], { name, scopeMap: `${name}-map`, passwords: [password], enabled, createdAt });
    return ok(null);
  });
  return { kind: "token", registry: "contoso", name };
}
