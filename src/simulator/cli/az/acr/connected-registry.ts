import type { AzModule, AzTable } from "../az-call.ts";
import { crud, type Kind } from "../crud.ts";
import { cell, dateCell, rowsOf } from "../table-cells.ts";

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
  rowsOf(result).map((connected) => ({
    NAME: cell(connected, "name"),
    MODE: cell(connected, "mode"),
    "CONNECTION STATE": cell(connected, "connectionState"),
    PARENT: cell(connected, "parent", "id").split("/").at(-1) ?? " ",
    "LOGIN SERVER": cell(connected, "loginServer", "host"),
    "LAST SYNC (UTC)": dateCell(connected, "parent", "syncProperties", "lastSyncTime"),
  }));

/** `az acr connected-registry`: what stands can be looked at and removed. */
export const connectedRegistryModule: AzModule = {
  handlers: crud(registries),
  tables: { "az acr connected-registry list": table, "az acr connected-registry show": table },
};
