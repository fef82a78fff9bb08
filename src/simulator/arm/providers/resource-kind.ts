import type { ArmResource } from "../../world/cloud-tables.ts";
import { now } from "../../world/clock.ts";
import { ok, type Result } from "../../world/result.ts";
import type { Draft, Reader } from "../../world/world.ts";
import { badRequest, resourceNotFound } from "../errors.ts";
import { findGroup, groupId, param } from "../find.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "../route.ts";
import { asRecord, asText, isRecord, type JsonRecord } from "../../world/json.ts";

/** What a kind of resource adds to the plain rows that every ARM resource is. */
export interface ResourceKind {
  /** e.g. Microsoft.Network/virtualNetworks/subnets */
  type: string;
  /** Makes the row of a PUT from the plain one; `before` is what stands. */
  make?(call: ArmCall, row: ArmResource, before: ArmResource | undefined): Result<ArmResource>;
  /** What else a removal takes along. */
  removed?(call: ArmCall, row: ArmResource): void;
  /** Checks before a removal. */
  mayRemove?(call: ArmCall, row: ArmResource): Result<unknown>;
  /** The row as the management plane shows it. */
  show?(reader: Reader, row: ArmResource): JsonRecord;
}

const group = "/subscriptions/{subscription}/resourceGroups/{group}";
const parentNames = ["parent", "grandparent"];

/** Path of a kind below its group: `/providers/Microsoft.X/a/{parent}/b/{name}`. */
function pathOf(type: string): { collection: string; item: string } {
  const [provider = "", ...names] = type.split("/");
  const last = names.pop() ?? "";
  const parents = names.map((name, index) => `${name}/{${parentNames[names.length - 1 - index]}}/`).join("");
  const collection = `/providers/${provider}/${parents}${last}`;
  return { collection, item: `${collection}/{name}` };
}

/** ARM id of what the path names, spelled as the kind spells itself. */
export function idOf(call: ArmCall, type: string): string {
  const { item } = pathOf(type);
  const name = call.draft.get("group", param(call, "group").toLowerCase())?.name ?? param(call, "group");
  return groupId(call.draft, name) + item.replace(/\{(\w+)\}/g, (_, key: string) => param(call, key));
}

export const findResource = (reader: Reader, id: string): ArmResource | undefined =>
  reader.get("resource", id.toLowerCase());

export const putResource = (draft: Draft, row: ArmResource): void => draft.put("resource", [row.id.toLowerCase()], row);

/** Resources whose id starts with a prefix and that are of one type, in order of their ids. */
export function* resourcesBelow(reader: Reader, prefix: string, type?: string): Generator<ArmResource> {
  const start = prefix.toLowerCase();
  for (const { rest, row } of reader.scan("resource", [], { after: start })) {
    if (!rest[0]?.startsWith(`${start}/`)) return;
    if (type === undefined || row.type.toLowerCase() === type.toLowerCase()) yield row;
  }
}

export function showResource(row: ArmResource): JsonRecord {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    ...(row.location !== "" && { location: row.location, tags: row.tags }),
    ...(row.identity && { identity: row.identity }),
    ...(row.sku && { sku: row.sku }),
    properties: { ...row.properties, provisioningState: row.properties["provisioningState"] ?? "Succeeded" },
  };
}

/** The rules' name of a region given by its name or display name; as typed where nobody knows it. */
const regionName = (call: ArmCall, location: string): string =>
  call.rules.region(location)?.id ?? location.toLowerCase().replaceAll(" ", "");

const textTags = (value: unknown): Record<string, string> =>
  Object.fromEntries(Object.entries(asRecord(value)).map(([key, tag]) => [key, asText(tag)]));

function put(call: ArmCall, kind: ResourceKind): Result<ArmAnswer> {
  const found = findGroup(call);
  if (!found.ok) return found;
  const id = idOf(call, kind.type);
  const parentId = id.split("/").slice(0, -2).join("/");
  const isChild = kind.type.split("/").length > 2;
  if (isChild && !findResource(call.draft, parentId)) {
    const [, name = ""] = /\/([^/]+)$/.exec(parentId) ?? [];
    return resourceNotFound(kind.type.split("/").slice(0, -1).join("/"), name, found.value.name);
  }
  const before = findResource(call.draft, id);
  const { body } = call;
  if (body["properties"] !== undefined && !isRecord(body["properties"])) {
    return badRequest("The member 'properties' of the request has to be an object.", { target: "properties" });
  }
  const location = asText(body["location"]) || before?.location || (isChild ? "" : found.value.location);
  const plain: ArmResource = {
    id,
    name: param(call, "name"),
    type: kind.type,
    resourceGroup: found.value.name,
    location: location === "" || location === "global" ? location : regionName(call, location),
    tags: body["tags"] === undefined ? (before?.tags ?? {}) : textTags(body["tags"]),
    ...(isRecord(body["identity"])
      ? { identity: body["identity"] }
      : before?.identity && { identity: before.identity }),
    ...(isRecord(body["sku"]) ? { sku: body["sku"] } : before?.sku && { sku: before.sku }),
    properties: asRecord(body["properties"]),
    createdAt: before?.createdAt ?? now(call.draft),
  };
  const made = kind.make ? kind.make(call, plain, before) : ok(plain);
  if (!made.ok) return made;
  putResource(call.draft, made.value);
  return ok({
    status: before ? 200 : 201,
    body: (kind.show ?? ((_, row) => showResource(row)))(call.draft, made.value),
  });
}

function remove(call: ArmCall, kind: ResourceKind): Result<ArmAnswer> {
  const row = findResource(call.draft, idOf(call, kind.type));
  if (!row) return ok({ status: 204 });
  const may = kind.mayRemove?.(call, row) ?? ok(null);
  if (!may.ok) return may;
  const children = Array.from(resourcesBelow(call.draft, row.id), ({ id }) => id.toLowerCase());
  for (const id of children) call.draft.remove("resource", id);
  call.draft.remove("resource", row.id.toLowerCase());
  kind.removed?.(call, row);
  return ok({ status: 200 });
}

/** Looks a resource of a kind up by the path. */
export function findByPath(call: ArmCall, type: string): Result<ArmResource> {
  const found = findGroup(call);
  if (!found.ok) return found;
  const row = findResource(call.draft, idOf(call, type));
  return row ? ok(row) : resourceNotFound(type, param(call, "name"), found.value.name);
}

/** Create, show, list, update tags and delete for one kind of resource. */
export function resourceRoutes(kind: ResourceKind): ArmRoute[] {
  const { type } = kind;
  const { collection, item } = pathOf(type);
  const show = kind.show ?? ((_: Reader, row: ArmResource) => showResource(row));
  const list = (call: ArmCall, prefix: string): Result<ArmAnswer> => {
    const rows = [...resourcesBelow(call.draft, prefix, type)].map((row) => show(call.draft, row));
    return ok({ status: 200, body: { value: rows } });
  };
  const isChild = type.split("/").length > 2;
  const read = `${type}/read`;
  return [
    { method: "PUT", path: group + item, action: `${type}/write`, handle: (call) => put(call, kind) },
    {
      method: "GET",
      path: group + item,
      action: read,
      handle: (call) => {
        const row = findByPath(call, type);
        return row.ok ? ok({ status: 200, body: show(call.draft, row.value) }) : row;
      },
    },
    {
      method: "PATCH",
      path: group + item,
      action: `${type}/write`,
      handle: (call) => {
        const found = findByPath(call, type);
        if (!found.ok) return found;
        const { body } = call;
        const row: ArmResource = {
          ...found.value,
          ...(body["tags"] !== undefined && { tags: textTags(body["tags"]) }),
          properties: { ...found.value.properties, ...asRecord(body["properties"]) },
        };
        putResource(call.draft, row);
        return ok({ status: 200, body: show(call.draft, row) });
      },
    },
    { method: "DELETE", path: group + item, action: `${type}/delete`, handle: (call) => remove(call, kind) },
    {
      method: "GET",
      path: group + collection,
      action: read,
      handle: (call) => {
        const found = findGroup(call);
        if (!found.ok) return found;
        const inGroup = groupId(call.draft, found.value.name);
        return list(call, isChild ? idOf(call, type).split("/").slice(0, -2).join("/") : inGroup);
      },
    },
    ...(isChild
      ? []
      : [
          {
            method: "GET" as const,
            path: `/subscriptions/{subscription}${collection}`,
            action: read,
            handle: (call: ArmCall) => list(call, groupId(call.draft, "").replace(/\/resourceGroups\/$/, "")),
          },
        ]),
  ];
}
