import * as v from "valibot";
import type { ResourceGroup } from "../world/cloud-tables.ts";
import { ok, type Result } from "../world/result.ts";
import type { Draft, Reader } from "../world/world.ts";
import { clusterType, removeCluster } from "./providers/container-service/clusters.ts";
import { removeWithScope } from "../identity/removal.ts";
import { readAs, tagsOf } from "./body.ts";
import { badRequest } from "./errors.ts";
import { findGroup, groupId, param } from "./find.ts";
import { checkLocation, keepsLocation } from "./locations.ts";
import { completion, startOperation } from "./operations.ts";
import { removeRegistry } from "./registry-removal.ts";
import type { ArmAnswer, ArmCall, ArmMethod, ArmRoute } from "./route.ts";

const groupBody = v.looseObject({ location: v.nullish(v.string()), tags: tagsOf });

export const groupView = (reader: Reader, group: ResourceGroup) => ({
  id: groupId(reader, group.name),
  name: group.name,
  type: "Microsoft.Resources/resourceGroups",
  location: group.location,
  tags: group.tags,
  properties: { provisioningState: "Succeeded" },
});

/** Letters, digits, `_ - . ( )`, up to 90 characters, no dot at the end (resource-name-rules). */
const nameForm = /^[\p{L}\p{N}_\-.()]{0,89}[\p{L}\p{N}_\-()]$/u;

function create(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(groupBody, call.body);
  if (!body.ok) return body;
  const name = param(call, "group");
  if (!nameForm.test(name)) return badRequest(`The resource group name '${name}' is not valid.`, { target: "name" });
  const key = name.toLowerCase();
  const existing = call.draft.get("group", key);
  const location = checkLocation(call, body.value.location, "Microsoft.Resources/resourceGroups");
  if (!location.ok) return location;
  if (existing) {
    const place = keepsLocation(call, location.value, existing);
    if (!place.ok) return place;
  }
  const group = { name: existing?.name ?? name, location: location.value, tags: body.value.tags ?? {} };
  call.draft.put("group", [key], group);
  return ok({ status: existing ? 200 : 201, body: groupView(call.draft, group) });
}

function update(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(groupBody, call.body);
  if (!body.ok) return body;
  const found = findGroup(call);
  if (!found.ok) return found;
  const group = { ...found.value, tags: body.value.tags ?? found.value.tags };
  call.draft.put("group", [group.name.toLowerCase()], group);
  return ok({ status: 200, body: groupView(call.draft, group) });
}

/** Everything in a resource group goes with it. */
const emptied = completion("group.removed", (draft, { group }) => removeGroup(draft, group));

function removeGroup(draft: Draft, group: string): void {
  const inGroup = ({ row }: { row: { resourceGroup: string } }) => row.resourceGroup.toLowerCase() === group;
  const registries = [...draft.scan("registry")].filter(inGroup);
  const others = [...draft.scan("resource")].filter(inGroup);
  for (const { rest } of registries) removeRegistry(draft, rest[0]);
  for (const { rest, row } of others) {
    if (row.type === clusterType) removeCluster(draft, row);
    draft.remove("resource", ...rest);
  }
  removeWithScope(draft, groupId(draft, group));
  draft.remove("group", group);
}

function remove(call: ArmCall): Result<ArmAnswer> {
  const found = findGroup(call);
  if (!found.ok) return found;
  const { name, location } = found.value;
  const then = emptied({ group: name.toLowerCase() });
  const { headers } = startOperation(call, "groupDelete", groupId(call.draft, name), location, then);
  return ok({ status: 202, headers, why: `${name} is deleted with every resource in it.` });
}

const path = "/subscriptions/{subscription}/resourceGroups/{group}";
const needs = (verb: string): string => `Microsoft.Resources/subscriptions/resourceGroups/${verb}`;

const on = (method: ArmMethod, verb: string, handle: ArmRoute["handle"]): ArmRoute => ({
  method,
  path,
  action: needs(verb),
  handle,
});

export const groupRoutes: ArmRoute[] = [
  on("PUT", "write", create),
  on("PATCH", "write", update),
  on("DELETE", "delete", remove),
  on("GET", "read", (call) => {
    const found = findGroup(call);
    return found.ok ? ok({ status: 200, body: groupView(call.draft, found.value) }) : found;
  }),
  on("HEAD", "read", (call) => ok({ status: findGroup(call).ok ? 204 : 404 })),
  {
    method: "GET",
    path: "/subscriptions/{subscription}/resourceGroups",
    action: needs("read"),
    handle: ({ draft }) =>
      ok({ status: 200, body: { value: [...draft.scan("group")].map(({ row }) => groupView(draft, row)) } }),
  },
];
