import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { regionName } from "../location.ts";
import { sure } from "../resource-path.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const path = ({ arm, options }: AzCall): string => `${arm.subscription}/resourceGroups/${options.required("--name")}`;

/** Resource groups keep their bag of properties in print, unlike other resources. */
const view = (group: ArmResource): JsonObject => ({
  id: group.id,
  location: group.location ?? null,
  managedBy: group["managedBy"] ?? null,
  name: group.name,
  properties: group.properties ?? null,
  tags: group.tags ?? null,
  type: group.type,
});

const hasTag = (tag: string, tags: Record<string, string> = {}): boolean => {
  const [name = "", ...rest] = tag.split("=");
  return name in tags && (rest.length === 0 || tags[name] === rest.join("="));
};

async function exists(az: AzCall): Promise<boolean> {
  const { status } = await az.arm.raw("HEAD", path(az));
  if (status === 403) throw azError("Operation returned an invalid status 'Forbidden'");
  return status === 204;
}

/** `az group`. */
export const groupModule: AzModule = {
  handlers: {
    "az group create": async (az) => {
      const location = await regionName(az, az.options.required("--location"));
      const tags = az.options.tags("--tags");
      return view(await az.arm.put<ArmResource>(path(az), { location, ...(tags && { tags }) }));
    },
    "az group show": async (az) => view(await az.arm.get<ArmResource>(path(az))),
    "az group list": async (az) => {
      const all = await az.arm.list(`${az.arm.subscription}/resourceGroups`);
      const tag = az.options.text("--tag");
      return all.filter(({ tags }) => tag === undefined || hasTag(tag, tags)).map(view);
    },
    "az group delete": async (az) => {
      await az.confirm(sure);
      await az.arm.delete(path(az), { noWait: az.options.on("--no-wait") });
      return undefined;
    },
    "az group exists": exists,
  },
  tables: {
    "az group list": (result: JsonValue) =>
      (result as JsonObject[]).map(({ name, location, properties }) => ({
        Name: name ?? null,
        Location: location ?? null,
        Status: (properties as JsonObject | null)?.["provisioningState"] ?? null,
      })),
  },
};
