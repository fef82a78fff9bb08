import type { Refusal } from "../world/result.ts";
import { isRegistryHost } from "../registry/endpoints.ts";

/** A request that was refused, and from where it came. */
export interface Refused {
  refusal: Refusal;
  url: string;
  /** Address that the request came from. */
  address: string;
}

/** Commands that list the resources of a type, by the last part of the type; `R` is the registry. */
const lists: Record<string, string> = {
  tasks: "az acr task list --registry R --output table",
  runs: "az acr task list-runs --registry R --output table",
  webhooks: "az acr webhook list --registry R --output table",
  replications: "az acr replication list --registry R --output table",
  tokens: "az acr token list --registry R --output table",
  scopemaps: "az acr scope-map list --registry R --output table",
  cacherules: "az acr cache list --registry R --output table",
  credentialsets: "az acr credential-set list --registry R --output table",
  agentpools: "az acr agentpool list --registry R --output table",
  privateendpointconnections: "az acr private-endpoint-connection list --registry-name R --output table",
  registries: "az acr list --output table",
  managedclusters: "az aks list --output table",
  containergroups: "az container list --output table",
  userassignedidentities: "az identity list --output table",
  virtualnetworks: "az network vnet list --output table",
  privateendpoints: "az network private-endpoint list --output table",
  resourcegroups: "az group list --output table",
};

/** Registry and repository that a request on the data plane is about. */
function contentOf({ host, pathname }: URL): { registry: string; repository: string | undefined } | undefined {
  if (!isRegistryHost(host)) return undefined;
  const [, repository] =
    /^\/v2\/(.+)\/(?:manifests|blobs|tags|referrers)\//.exec(pathname) ??
    /^\/acr\/v1\/([^_].*?)(?:\/_.*)?$/.exec(pathname) ??
    [];
  return { registry: host.slice(0, host.indexOf(".")), repository };
}

function listFor({ pathname }: URL): string | undefined {
  const segments = pathname.split("/").filter(Boolean);
  const type = segments.findLast((part) => lists[part.toLowerCase()] !== undefined);
  const command = lists[type?.toLowerCase() ?? ""];
  const registry = segments[segments.findIndex((part) => part.toLowerCase() === "registries") + 1];
  return command === undefined ? undefined : `\`${command.replace(" R ", ` ${registry ?? "NAME"} `)}\` lists them.`;
}

function contentStep({ refusal, url, address }: Refused): string | undefined {
  const content = contentOf(new URL(url));
  if (!content) return undefined;
  const { registry, repository } = content;
  switch (refusal.code) {
    case "MANIFEST_UNKNOWN":
    case "TAG_UNKNOWN":
      return repository === undefined
        ? undefined
        : `\`az acr repository show-tags --name ${registry} --repository ${repository}\` lists its tags.`;
    case "NAME_UNKNOWN":
      return `\`az acr repository list --name ${registry}\` lists the repositories.`;
    case "BLOB_UNKNOWN":
    case "MANIFEST_BLOB_UNKNOWN":
      return "Push the image again, so that all its layers are there.";
    case "NAME_INVALID":
      return "Write the repository in lower case: letters, digits, and single separators between them.";
    case "UNAUTHORIZED":
    case "DENIED":
      break;
    default:
      return undefined;
  }
  switch (refusal.fact) {
    case "roles":
      return `\`az role assignment list --scope $(az acr show --name ${registry} --query id --output tsv) --output table\` shows who has which role here; whoever manages access can give the missing one.`;
    case "tokenActions":
      return `Give the token's scope map the action: \`az acr scope-map update --registry ${registry} --name NAME --add-repository ${repository ?? "REPOSITORY"} ACTION\`.`;
    case "networkDefaultAction":
      return `Let the address in: \`az acr network-rule add --name ${registry} --ip-address ${address}\`.`;
    case "privateEndpoints":
    case "privateDnsZone":
      return (
        "Type at a machine inside the virtual network, or open the public address again: " +
        `\`az acr update --name ${registry} --public-network-enabled true\`.`
      );
    case "signedOnlyPush":
      return "Sign while you push: `export DOCKER_CONTENT_TRUST=1`, then push again.";
  }
  return `Sign in and try again: \`az acr login --name ${registry}\`.`;
}

/**
 * Returns what to do about a rejection where the plane says only why: the command that lists what exists, or fixes it, for the
 * registry and repository of the request.
 */
export function nextStep(refused: Refused): string | undefined {
  const { refusal, url } = refused;
  if (refusal.next !== undefined) return refusal.next;
  switch (refusal.code) {
    case "ResourceNotFound":
    case "NotFound":
      return listFor(new URL(url));
    case "AuthorizationFailed":
      return "`az role assignment list --all --assignee $(az account show --query user.name --output tsv) --output table` shows your roles; whoever manages access can give the missing one.";
    case "InvalidAuthenticationToken":
    case "AuthenticationFailed":
      return "Sign in again: `az login`.";
    case "QuotaExceeded":
      return "Delete what is not needed, or choose a higher tier; `az acr show-usage --name NAME --output table` shows what is used.";
    case "ImportSourceNotFound":
      return "Check the login server in `--source`; a registry outside Azure needs `--username` and `--password`.";
    case "ImageNotFoundAtSource":
      return "Check the repository and the tag in `--source`.";
  }
  return contentStep(refused);
}
