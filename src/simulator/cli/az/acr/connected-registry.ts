import type { AzHandlers, AzModule, AzTable, JsonObject } from "../az-call.ts";
import { notSimulated } from "../az-error.ts";
import { crud, type Kind } from "../cloud/crud.ts";
import { cell, dateCell, rowsOf } from "./task-cells.ts";

const registries: Kind = {
  group: "az acr connected-registry",
  collection: async ({ arm, options }) =>
    `${await arm.registryId(options.required("--registry"), options.text("--resource-group"))}/connectedRegistries`,
  fields: [
    "activation",
    "clientTokenIds",
    "connectionState",
    "lastActivityTime",
    "logging",
    "loginServer",
    "mode",
    "parent",
    "provisioningState",
    "statusDetails",
    "systemData",
    "version",
  ],
  question: "Are you sure you want to delete the connected registry?",
};

const table: AzTable = (result) =>
  rowsOf(result).map((one) => ({
    NAME: cell(one, "name"),
    MODE: cell(one, "mode"),
    "CONNECTION STATE": cell(one, "connectionState"),
    PARENT: cell(one, "parent", "id").split("/").at(-1) ?? " ",
    "LOGIN SERVER": cell(one, "loginServer", "host"),
    "LAST SYNC (UTC)": dateCell(one, "parent", "syncProperties", "lastSyncTime"),
  }));

const words =
  "create update deactivate get-settings repo list-client-tokens permissions-update permissions-show install-info install-renew-credentials";

/** Commands that only make sense with a registry that runs on somebody's premises. */
const refused: AzHandlers = Object.fromEntries(
  words.split(" ").map((word) => {
    const verb = word.replace(/^(permissions|install)-/, "$1 ");
    const command = `az acr connected-registry ${verb}`;
    return [command, () => Promise.reject<JsonObject>(notSimulated(command, "No connected registry runs here."))];
  }),
);

/** `az acr connected-registry`: what stands can be looked at and removed. */
export const connectedRegistryModule: AzModule = {
  handlers: { ...refused, ...crud(registries) },
  tables: { "az acr connected-registry list": table, "az acr connected-registry show": table },
};
