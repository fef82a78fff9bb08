import { ok, type Result } from "../world/result.ts";
import type { Registry } from "../world/registry-tables.ts";
import type { Tables } from "../world/tables.ts";
import { isChildMissing } from "./errors.ts";
import { childId, findChild, findRegistry, type Child, type ChildTable } from "./find.ts";
import { startOperation, type OperationKind } from "./operations.ts";
import { on } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

/** What the routes of one kind of children have in common. */
export interface ChildKind<Table extends ChildTable> {
  table: Table;
  /** Last part of the resource type, e.g. `scopeMaps`. */
  type: string;
  /** The row as the management plane shows it. */
  view(call: ArmCall, registry: Registry, row: Tables[Table]): unknown;
  /** The reason not to show or list it, such as a SKU that doesn't have it. */
  open?(call: ArmCall, registry: Registry): Result<unknown>;
  /** A refusal to remove it. */
  mayRemove?(call: ArmCall, child: Child<Tables[Table]>): Result<unknown>;
  /** How long removing takes; removing is immediate where it is left out. */
  removal?: OperationKind;
}

/** List, show and delete of one kind of children. */
export function childRoutes<Table extends ChildTable>(kind: ChildKind<Table>): ArmRoute[] {
  const { type } = kind;
  return [
    on("GET", `/${type}`, [type, "read"], (call) => list(kind, call)),
    on("GET", `/${type}/{child}`, [type, "read"], (call) => show(kind, call)),
    on("DELETE", `/${type}/{child}`, [type, "delete"], (call) => remove(kind, call)),
  ];
}

function list<Table extends ChildTable>(kind: ChildKind<Table>, call: ArmCall): Result<ArmAnswer> {
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const open = kind.open?.(call, registry) ?? ok(true);
  if (!open.ok) return open;
  const value = [...call.draft.scan(kind.table, [key])].map(({ row }) => kind.view(call, registry, row));
  return ok({ status: 200, body: { value } });
}

function show<Table extends ChildTable>(kind: ChildKind<Table>, call: ArmCall): Result<ArmAnswer> {
  const found = findChild(call, kind.table, kind.type);
  if (!found.ok) return found;
  return ok({ status: 200, body: kind.view(call, found.value.registry, found.value.row) });
}

function remove<Table extends ChildTable>(kind: ChildKind<Table>, call: ArmCall): Result<ArmAnswer> {
  const found = findChild(call, kind.table, kind.type);
  if (!found.ok) return isChildMissing(found.refusal) ? ok({ status: 204 }) : found;
  const { key, id, registry, row } = found.value;
  const may = kind.mayRemove?.(call, found.value) ?? ok(true);
  if (!may.ok) return may;
  call.draft.remove(kind.table, key, id);
  if (!kind.removal) return ok({ status: 200 });
  const armId = childId(call.draft, registry, kind.type, row.name);
  return ok({ status: 202, headers: startOperation(call, kind.removal, armId, registry.location).headers });
}

/** A handler for PATCH out of the one for PUT: what is not there is not made. */
export const changing =
  <Table extends ChildTable>(kind: ChildKind<Table>, write: (call: ArmCall) => Result<ArmAnswer>) =>
  (call: ArmCall): Result<ArmAnswer> => {
    const found = findChild(call, kind.table, kind.type);
    return found.ok ? write(call) : found;
  };
