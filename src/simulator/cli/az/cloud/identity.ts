import type { ArmResource } from "../arm-client.ts";
import type { AzCall, AzHandlers, AzModule } from "../az-call.ts";
import { flattenResource } from "../flatten-resource.ts";
import { locationOrGroups } from "../location.ts";
import { groupPath, sure } from "../resource-path.ts";
import type { JsonObject } from "../../../world/json.ts";

const type = "Microsoft.ManagedIdentity/userAssignedIdentities";
const audience = "api://AzureADTokenExchange";

/** A managed identity or a credential of one; the client's models have no provisioning state. */
function view(resource: ArmResource): JsonObject {
  const { provisioningState: _, ...fields } = flattenResource(resource, ["systemData"]);
  return fields;
}

const path = (az: AzCall): string => `${groupPath(az)}/providers/${type}/${az.options.required("--name")}`;

const identities: AzHandlers = {
  "az identity create": async (az) => {
    const location = await locationOrGroups(az, az.options.required("--resource-group"));
    const tags = az.options.tags("--tags");
    return view(await az.arm.put<ArmResource>(path(az), { location, ...(tags && { tags }) }));
  },
  "az identity show": async (az) => view(await az.arm.get<ArmResource>(path(az))),
  "az identity list": async (az) => {
    const group = az.options.text("--resource-group");
    const base = group === undefined ? az.arm.subscription : groupPath(az);
    return (await az.arm.list(`${base}/providers/${type}`)).map(view);
  },
  "az identity delete": async (az) => {
    await az.arm.delete(path(az));
    return undefined;
  },
};

const credentials = (az: AzCall): string =>
  `${groupPath(az)}/providers/${type}/${az.options.required("--identity-name")}/federatedIdentityCredentials`;
const credential = (az: AzCall): string => `${credentials(az)}/${az.options.required("--name")}`;

const federated: AzHandlers = {
  "az identity federated-credential create": async (az) => {
    const properties = {
      issuer: az.options.required("--issuer"),
      subject: az.options.required("--subject"),
      audiences: az.options.texts("--audiences") ?? [audience],
    };
    return view(await az.arm.put<ArmResource>(credential(az), { properties }));
  },
  "az identity federated-credential show": async (az) => view(await az.arm.get<ArmResource>(credential(az))),
  "az identity federated-credential list": async (az) => (await az.arm.list(credentials(az))).map(view),
  "az identity federated-credential update": async (az) => {
    const { properties = {} } = await az.arm.get<ArmResource>(credential(az));
    const changed = {
      issuer: az.options.text("--issuer") ?? properties["issuer"],
      subject: az.options.text("--subject") ?? properties["subject"],
      audiences: az.options.texts("--audiences") ?? properties["audiences"],
    };
    return view(await az.arm.put<ArmResource>(credential(az), { properties: changed }));
  },
  "az identity federated-credential delete": async (az) => {
    await az.confirm(sure);
    await az.arm.delete(credential(az));
    return undefined;
  },
};

/** `az identity`: user-assigned managed identities. */
export const identityModule: AzModule = { handlers: { ...identities, ...federated } };
