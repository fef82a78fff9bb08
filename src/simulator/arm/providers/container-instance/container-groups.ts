import type { ArmResource } from "../../../world/cloud-tables.ts";
import { enqueue } from "../../../world/clock.ts";
import { fail, ok, type Result } from "../../../world/result.ts";
import type { Reader } from "../../../world/world.ts";
import { outboundAddress } from "../container-service/clusters.ts";
import { findByPath, findResource, resourceRoutes, showResource } from "../resource-kind.ts";
import { removePrincipal } from "../../../identity/directory.ts";
import { newManagedIdentity } from "../managed-identity/new-managed-identity.ts";
import { badRequest } from "../../errors.ts";
import { param } from "../../find.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "../../route.ts";
import { asList, asRecord, asText, isRecord, type JsonRecord } from "../../../world/json.ts";

export const containerGroupType = "Microsoft.ContainerInstance/containerGroups";

/** The identity of a group: one of its own, or user-assigned ones that have to stand. */
function identityOf(call: ArmCall, row: ArmResource, before: ArmResource | undefined): Result<JsonRecord | undefined> {
  const identity = row.identity;
  if (!identity) return ok(undefined);
  const type = asText(identity["type"]);
  const ids = Object.keys(asRecord(identity["userAssignedIdentities"]));
  const userAssigned: JsonRecord = {};
  for (const id of ids) {
    const found = findResource(call.draft, id);
    if (!found) return badRequest(`The identity '${id}' was not found.`, { target: "identity" });
    userAssigned[id] = { principalId: found.properties["principalId"], clientId: found.properties["clientId"] };
  }
  const kept = asText(before?.identity?.["principalId"]);
  const own = /SystemAssigned/i.test(type) ? kept || newManagedIdentity(call, row.name, row.id).id : undefined;
  return ok({
    type,
    ...(own !== undefined && {
      principalId: own,
      tenantId: call.draft.get("settings")?.subscription.tenantId ?? "",
    }),
    ...(ids.length > 0 && { userAssignedIdentities: userAssigned }),
  });
}

function make(call: ArmCall, row: ArmResource, before: ArmResource | undefined): Result<ArmResource> {
  const containers = asList(row.properties["containers"]);
  if (containers.length === 0)
    return badRequest("A container group needs at least one container.", { target: "containers" });
  for (const container of containers) {
    if (asText(asRecord(container["properties"])["image"]) === "") {
      return fail({
        code: "InvalidImage",
        status: 400,
        message: `The image in container '${asText(container["name"])}' in container group '${row.name}' is invalid.`,
      });
    }
  }
  const identity = identityOf(call, row, before);
  if (!identity.ok) return identity;
  for (const credential of asList(row.properties["imageRegistryCredentials"])) {
    const id = asText(credential["identity"]);
    const identityIds = Object.keys(asRecord(identity.value?.["userAssignedIdentities"])).map((identityId) =>
      identityId.toLowerCase(),
    );
    if (id !== "" && !identityIds.includes(id.toLowerCase())) {
      return fail({
        code: "InvalidRegistryIdentity",
        status: 400,
        message: `The identity '${id}' of the image registry credential is not assigned to container group '${row.name}'.`,
      });
    }
  }
  const { identity: _, ...rest } = row;
  enqueue(call.draft, "containerGroup.start", { id: row.id.toLowerCase() }, 0);
  return ok({
    ...rest,
    ...(identity.value && { identity: identity.value }),
    properties: {
      osType: "Linux",
      restartPolicy: "Always",
      ...row.properties,
      outboundAddress: before?.properties["outboundAddress"] ?? outboundAddress(call, row.id),
      provisioningState: "Creating",
      instanceView: { state: "Pending", events: [] },
    },
  });
}

/** Passwords never come back. */
function show(_: Reader, row: ArmResource): JsonRecord {
  const credentials = asList(row.properties["imageRegistryCredentials"]).map(
    ({ password: _password, ...rest }) => rest,
  );
  const { outboundAddress: _address, logs: _logs, ...properties } = row.properties;
  return showResource({
    ...row,
    properties: { ...properties, ...(credentials.length > 0 && { imageRegistryCredentials: credentials }) },
  });
}

const item = `/subscriptions/{subscription}/resourceGroups/{group}/providers/${containerGroupType}/{name}`;

/** Container groups of Azure Container Instances. */
export const containerGroupRoutes: ArmRoute[] = [
  ...resourceRoutes({
    type: containerGroupType,
    make,
    show,
    removed: ({ draft }, row) => removePrincipal(draft, asText(row.identity?.["principalId"])),
  }),
  {
    method: "GET",
    path: `${item}/containers/{container}/logs`,
    action: `${containerGroupType}/containers/logs/read`,
    handle: (call) => {
      const found = findByPath(call, containerGroupType);
      if (!found.ok) return found;
      const name = param(call, "container");
      if (!asList(found.value.properties["containers"]).some((container) => container["name"] === name)) {
        return fail({ code: "ContainerNotFound", status: 404, message: `The container '${name}' was not found.` });
      }
      const logs = found.value.properties["logs"];
      return ok<ArmAnswer>({ status: 200, body: { content: asText(isRecord(logs) ? logs[name] : "") } });
    },
  },
  {
    method: "POST",
    path: `${item}/restart`,
    action: `${containerGroupType}/restart/action`,
    handle: (call) => {
      const found = findByPath(call, containerGroupType);
      if (!found.ok) return found;
      enqueue(call.draft, "containerGroup.start", { id: found.value.id.toLowerCase() }, 0);
      return ok<ArmAnswer>({ status: 204 });
    },
  },
];
