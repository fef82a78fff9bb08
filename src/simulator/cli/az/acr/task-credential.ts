import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { memberOf } from "../table-cells.ts";
import { taskPath } from "./task-path.ts";
import { taskTable } from "./task-view.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const registriesOf = (task: ArmResource): JsonObject =>
  (memberOf(task.properties, "credentials", "customRegistries") as JsonObject | null) ?? {};

/** A secret as it is, or the address of one in a key vault. */
const secret = (value: string | undefined): JsonValue | undefined =>
  value === undefined
    ? undefined
    : { type: /^https:\/\/[^/]+\.vault\.azure\.net\/secrets\//i.test(value) ? "Vaultsecret" : "Opaque", value };

function credentialOf({ options }: AzCall): JsonObject {
  const [userName, password] = [secret(options.text("--username")), secret(options.text("--password"))];
  const identity = options.text("--use-identity");
  return {
    ...(userName !== undefined && { userName }),
    ...(password !== undefined && { password }),
    ...(identity !== undefined && { identity }),
  };
}

async function change(az: AzCall, path: string, credential: JsonValue): Promise<JsonValue> {
  const customRegistries = { [az.options.required("--login-server")]: credential };
  return registriesOf(await az.arm.patch<ArmResource>(path, { properties: { credentials: { customRegistries } } }));
}

async function store(az: AzCall, adding: boolean): Promise<JsonValue> {
  const path = await taskPath(az);
  const server = az.options.required("--login-server");
  const stands = server in registriesOf(await az.arm.post<ArmResource>(`${path}/listDetails`));
  if (adding && stands) throw azError(`Login server '${server}' already exists. You cannot add it again.`);
  if (!adding && !stands) throw azError(`Login server '${server}' not found.`);
  return change(az, path, credentialOf(az));
}

/** `az acr task credential`: what a task signs in with at other registries. */
export const taskCredentialModule: AzModule = {
  handlers: {
    "az acr task credential add": (az) => store(az, true),
    "az acr task credential update": (az) => store(az, false),
    "az acr task credential remove": async (az) => change(az, await taskPath(az), null),
    "az acr task credential list": async (az) =>
      registriesOf(await az.arm.post<ArmResource>(`${await taskPath(az)}/listDetails`)),
  },
  tables: Object.fromEntries(
    ["add", "update", "remove", "list"].map((verb) => [`az acr task credential ${verb}`, taskTable]),
  ),
};
