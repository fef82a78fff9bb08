import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzTable } from "../az-call.ts";
import { flattenResource } from "../flatten-resource.ts";
import { cell, dateCell, memberOf, rowsOf, withKeys } from "../table-cells.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const fields = ["creationDate", "credentials", "provisioningState", "scopeMapId", "status", "systemData"];
const passwordKeys = ["creationTime", "expiry", "name", "value"];

const listOf = (value: JsonValue): JsonValue[] => (Array.isArray(value) ? value : []);

/** A token as the client prints it; values of passwords are shown only where they are made. */
export function tokenView(token: ArmResource): JsonObject {
  const flat = flattenResource(token, fields);
  const passwords = listOf(memberOf(flat["credentials"], "passwords")).map((password) =>
    withKeys(password, passwordKeys),
  );
  const credentials = withKeys(flat["credentials"], ["certificates", "passwords", "username"]);
  return { ...flat, credentials: credentials === null ? null : { ...(credentials as JsonObject), passwords } };
}

/** ARM id of the tokens of `--registry`. */
export const tokensPath = async ({ arm, options }: AzCall): Promise<string> =>
  `${await arm.registryId(options.required("--registry"), options.text("--resource-group"))}/tokens`;

/** ARM id of the token of `--name`. */
export const tokenPath = async (az: AzCall): Promise<string> =>
  `${await tokensPath(az)}/${az.options.required("--name")}`;

const title = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

export const tokenTable: AzTable = (result) =>
  rowsOf(result).map((token) => {
    const passwords = listOf(memberOf(token, "credentials", "passwords"));
    const expiry = (name: string): string => {
      const password = passwords.find((candidate) => memberOf(candidate, "name") === name);
      if (password === undefined) return "";
      return memberOf(password, "expiry") === null ? "Never" : dateCell(password, "expiry");
    };
    return {
      NAME: cell(token, "name"),
      "SCOPE MAP": cell(token, "scopeMapId").split("/").at(-1) ?? " ",
      "PASSWORD1 EXPIRY": expiry("password1"),
      "PASSWORD2 EXPIRY": expiry("password2"),
      STATUS: title(cell(token, "status")),
      "PROVISIONING STATE": cell(token, "provisioningState"),
      "CREATION DATE": dateCell(token, "creationDate"),
    };
  });
