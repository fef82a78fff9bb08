import type { AzCall, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { locationOrGroups } from "../location.ts";
import { identityBody } from "../identity-body.ts";
import { memberOf } from "../table-cells.ts";
import { assignRole } from "./assign-role.ts";
import { rejectNotSimulated, requireVolumes } from "./container-volumes.ts";
import { crud, itemPath, providerPath, putItem, type Kind } from "../crud.ts";
import { sure } from "../resource-path.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

const groups: Kind = {
  group: "az container",
  collection: providerPath("Microsoft.ContainerInstance/containerGroups"),
  fields: [
    "diagnostics",
    "dnsConfig",
    "identity",
    "imageRegistryCredentials",
    "initContainers",
    "ipAddress",
    "volumes",
  ],
  question: sure,
};

/** Sign-in at the image's registry: a name and a password, or an identity of the group. */
function credentialsOf(az: AzCall, image: string): JsonObject[] | undefined {
  const { options } = az;
  const host = image.split("/")[0] ?? "";
  const server = options.text("--registry-login-server") ?? (host.includes(".") ? host : undefined);
  const identity = options.text("--acr-identity");
  const username = options.text("--registry-username");
  const password = options.text("--registry-password");
  if (identity !== undefined && server !== undefined) return [{ server, identity }];
  if (username === undefined && password === undefined) return undefined;
  if (server === undefined) {
    throw azError(
      "Failed to parse ACR server or username from image name; please explicitly specify --registry-server and --registry-username.",
    );
  }
  if (username === undefined || password === undefined) {
    throw azError("Please specify --registry-username and --registry-password in non-interactive mode.");
  }
  return [{ server, username, password }];
}

async function create(az: AzCall): Promise<JsonValue | undefined> {
  const { options } = az;
  requireVolumes(az);
  const [name, image] = [options.text("--name"), options.text("--image")];
  if (name === undefined)
    throw azError("error: the --name/-n argument is required unless specified with a passed in file.");
  if (image === undefined)
    throw azError("error: the --image argument is required unless specified with a passed in file.");
  const location = await locationOrGroups(az, options.required("--resource-group"));
  rejectNotSimulated(az);
  const protocol = options.text("--protocol");
  const ports = (options.texts("--ports") ?? []).map((port) => ({
    port: Number(port),
    ...(protocol !== undefined && { protocol }),
  }));
  const command = options.text("--command-line");
  const variables = (flag: string, member: string) =>
    Object.entries(options.tags(flag) ?? {}).map(([key, value]) => ({ name: key, [member]: value }));
  const environment = [
    ...variables("--environment-variables", "value"),
    ...variables("--secure-environment-variables", "secureValue"),
  ];
  const address = options.text("--ip-address") ?? (options.wasTyped("--dns-name-label") ? "Public" : undefined);
  const label = options.text("--dns-name-label");
  const imageRegistryCredentials = credentialsOf(az, image);
  const identities = options.texts("--assign-identity");
  const made = await putItem(groups, az, {
    location,
    ...(identities && { identity: identityBody(identities) }),
    properties: {
      containers: [
        {
          name,
          properties: {
            image,
            ...(command !== undefined && { command: command.split(" ") }),
            ports,
            environmentVariables: environment,
            resources: {
              requests: { cpu: Number(options.text("--cpu")), memoryInGB: Number(options.text("--memory")) },
            },
          },
        },
      ],
      osType: options.text("--os-type") ?? "Linux",
      restartPolicy: options.text("--restart-policy") ?? "Always",
      ...(imageRegistryCredentials && { imageRegistryCredentials }),
      ...(address !== undefined && {
        ipAddress: { type: address, ports, ...(label !== undefined && { dnsNameLabel: label }) },
      }),
    },
  });
  const scope = options.text("--scope");
  const principalId = memberOf(made["identity"], "principalId");
  if (scope !== undefined && typeof principalId === "string") {
    await assignRole(az, {
      role: options.text("--role") ?? "Contributor",
      principalId,
      scope,
      principalType: "ServicePrincipal",
    });
  }
  return options.on("--no-wait") ? undefined : made;
}

async function logs(az: AzCall): Promise<undefined> {
  const path = await itemPath(groups, az);
  const name = az.options.text("--container-name") ?? az.options.required("--name");
  const { content } = await az.arm.get<{ content: string }>(`${path}/containers/${name}/logs`);
  az.call.out(`${content}\n`);
  return undefined;
}

/** `az container`. */
export const containerModule: AzModule = {
  handlers: {
    ...crud(groups),
    "az container create": create,
    "az container logs": logs,
    "az container restart": async (az) => {
      await az.arm.post(`${await itemPath(groups, az)}/restart`);
      return undefined;
    },
  },
};
