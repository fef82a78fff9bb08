import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule, AzTable } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { withTypedDates } from "../typed-date.ts";
import { cell, dateCell, memberOf, rowsOf, withKeys } from "../table-cells.ts";
import { tokenPath, tokenTable, tokenView } from "./token-view.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const passwordKeys = ["creationTime", "expiry", "name", "value"];
const day = 86_400_000;

/** When the new passwords end: `--expiration`, or so many days from now. */
function expiryOf({ machine, options }: AzCall): string | undefined {
  const days = options.number("--expiration-in-days");
  if (days !== undefined) return new Date(machine.now() + days * day).toISOString();
  const expiration = options.text("--expiration");
  if (expiration === undefined) return undefined;
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(expiration) && !Number.isNaN(Date.parse(expiration)))
    return expiration;
  throw azError(`Input '${expiration}' is not valid datetime. Valid example: 2025-12-31T12:59:59Z`, 1, {
    code: "InvalidDate",
    text: "The moment is written in UTC, to the second, with a Z at its end.",
  });
}

/** New passwords of a token, with their values: this answer is the only place that shows them. */
export async function generate(az: AzCall, registry: string, token: string, name?: string): Promise<JsonObject> {
  const expiry = expiryOf(az);
  const made = await az.arm.post<{ username: string; passwords: JsonObject[] }>(`${registry}/generateCredentials`, {
    tokenId: `${registry}/tokens/${token}`,
    ...(name !== undefined && { name }),
    ...(expiry !== undefined && { expiry }),
  });
  const passwords = made.passwords.map((password) => withKeys(password, passwordKeys));
  return withTypedDates({ username: made.username, passwords }) as JsonObject;
}

/** The password that is meant when only one of the switches was given. */
const onlyOne = ({ options }: AzCall): string | undefined => {
  const [first, second] = [options.on("--password1"), options.on("--password2")];
  return first === second ? undefined : first ? "password1" : "password2";
};

async function remove(az: AzCall): Promise<JsonValue> {
  const gone = ["password1", "password2"].filter((name) => az.options.on(`--${name}`));
  if (gone.length === 0) {
    throw azError("No credentials to delete.", 1, {
      code: "NoPasswordNamed",
      text: "The command needs the password to delete.",
      next: "Add `--password1`, `--password2` or both.",
    });
  }
  const path = await tokenPath(az);
  const { properties } = await az.arm.get<ArmResource>(path);
  const passwords = memberOf(properties, "credentials", "passwords");
  const names = (Array.isArray(passwords) ? passwords : []).map((password) => cell(password, "name"));
  for (const name of gone) {
    if (!names.includes(name)) {
      throw azError(`Unable to perform operation. P${name.slice(1)} credential doesn't exist.`);
    }
  }
  const kept = names.filter((name) => !gone.includes(name)).map((name) => ({ name }));
  return tokenView(await az.arm.patch<ArmResource>(path, { properties: { credentials: { passwords: kept } } }));
}

const table: AzTable = (result) =>
  rowsOf(result).map((password) => {
    const row: Record<string, JsonValue> = { USERNAME: cell(password, "username") };
    const passwords = memberOf(password, "passwords");
    for (const password of Array.isArray(passwords) ? passwords : []) {
      const name = cell(password, "name").toUpperCase();
      row[name] = cell(password, "value");
      row[`${name} EXPIRY`] = memberOf(password, "expiry") === null ? "Never" : dateCell(password, "expiry");
    }
    return row;
  });

/** `az acr token credential`. */
export const tokenCredentialModule: AzModule = {
  handlers: {
    "az acr token credential generate": async (az) => {
      const registry = await az.arm.registryId(az.options.required("--registry"), az.options.text("--resource-group"));
      return generate(az, registry, az.options.required("--name"), onlyOne(az));
    },
    "az acr token credential delete": remove,
  },
  tables: {
    "az acr token credential generate": table,
    "az acr token credential delete": tokenTable,
  },
};
