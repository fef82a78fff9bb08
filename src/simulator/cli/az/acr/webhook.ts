import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule, AzTable } from "../az-call.ts";
import { flattenResource } from "../flatten-resource.ts";
import { regionName } from "../location.ts";
import { cell, dateCell, memberOf, rowsOf } from "../table-cells.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const fields = ["actions", "provisioningState", "scope", "status", "systemData", "tags"];
const view = (webhook: ArmResource): JsonObject => flattenResource(webhook, fields);

const hooks = async ({ arm, options }: AzCall): Promise<string> =>
  `${await arm.registryId(options.required("--registry"), options.text("--resource-group"))}/webhooks`;
const hook = async (az: AzCall): Promise<string> => `${await hooks(az)}/${az.options.required("--name")}`;

function propertiesOf({ options }: AzCall): JsonObject {
  const uri = options.text("--uri");
  const actions = options.texts("--actions");
  const headers = options.tags("--headers");
  const status = options.text("--status");
  const scope = options.text("--scope");
  return {
    ...(uri !== undefined && { serviceUri: uri }),
    ...(actions && { actions }),
    ...(headers && { customHeaders: headers }),
    ...(status !== undefined && { status }),
    ...(scope !== undefined && { scope }),
  };
}

async function create(az: AzCall): Promise<JsonValue> {
  const { options, arm } = az;
  const registry = await arm.registry(options.required("--registry"), options.text("--resource-group"));
  const typedLocation = options.text("--location");
  const location = typedLocation === undefined ? registry.location : await regionName(az, typedLocation);
  const tags = options.tags("--tags");
  const body = { location, ...(tags && { tags }), properties: { status: "enabled", scope: "", ...propertiesOf(az) } };
  return view(await arm.put<ArmResource>(`${registry.id}/webhooks/${options.required("--name")}`, body));
}

async function update(az: AzCall): Promise<JsonValue> {
  const path = await hook(az);
  await az.arm.get(path);
  const tags = az.options.tags("--tags");
  const properties = propertiesOf(az);
  const body = { ...(tags && { tags }), ...(Object.keys(properties).length > 0 && { properties }) };
  return view(await az.arm.patch<ArmResource>(path, body));
}

async function events(az: AzCall): Promise<JsonValue> {
  const { value = [] } = await az.arm.post<{ value?: JsonValue[] }>(`${await hook(az)}/listEvents`);
  return value;
}

const table: AzTable = (result) =>
  rowsOf(result).map((webhook) => {
    const actions = memberOf(webhook, "actions");
    return {
      NAME: cell(webhook, "name"),
      LOCATION: cell(webhook, "location"),
      ACTIONS: Array.isArray(actions) ? actions.join(", ") : " ",
      SCOPE: cell(webhook, "scope"),
      STATUS: cell(webhook, "status"),
    };
  });

const configTable: AzTable = (result) =>
  rowsOf(result).map((webhook) => ({
    "SERVICE URI": cell(webhook, "serviceUri"),
    HEADERS: cell(webhook, "customHeaders"),
  }));

const eventTable: AzTable = (result) =>
  rowsOf(result).map((event) => {
    const content = memberOf(event, "eventRequestMessage", "content");
    const tag = memberOf(content, "target", "tag");
    const repository = cell(content, "target", "repository");
    const status = `${cell(event, "eventResponseMessage", "statusCode")} ${cell(event, "eventResponseMessage", "reasonPhrase")}`;
    return {
      ID: cell(event, "id"),
      ACTION: cell(content, "action"),
      IMAGE: tag === null ? repository : `${repository}:${String(tag)}`,
      "HTTP STATUS": status.trim() === "" ? " " : status,
      TIMESTAMP: dateCell(content, "timestamp"),
    };
  });

/** `az acr webhook`. */
export const webhookModule: AzModule = {
  handlers: {
    "az acr webhook create": create,
    "az acr webhook update": update,
    "az acr webhook delete": async (az) => {
      await az.arm.delete(await hook(az));
      return undefined;
    },
    "az acr webhook show": async (az) => view(await az.arm.get<ArmResource>(await hook(az))),
    "az acr webhook list": async (az) => (await az.arm.list(await hooks(az))).map(view),
    "az acr webhook get-config": async (az) => az.arm.post<JsonObject>(`${await hook(az)}/getCallbackConfig`),
    "az acr webhook ping": async (az) => az.arm.post<JsonObject>(`${await hook(az)}/ping`),
    "az acr webhook list-events": events,
  },
  tables: {
    ...Object.fromEntries(["create", "update", "show", "list"].map((verb) => [`az acr webhook ${verb}`, table])),
    "az acr webhook get-config": configTable,
    "az acr webhook list-events": eventTable,
    "az acr webhook ping": (result) => rowsOf(result).map((webhook) => ({ ID: cell(webhook, "id") })),
  },
};
