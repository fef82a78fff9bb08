import type { AzCall, AzHandlers, AzModule } from "../az-call.ts";
import { azError } from "../az-error.ts";
import { directoryList, graph, isGuid, servicePrincipalNamed, type DirectoryObject } from "./graph.ts";
import type { JsonObject } from "../../../world/json.ts";

const missing = (text: string) =>
  azError(text, 3, { code: "NotInDirectory", text: "The directory has no such object." });

/** Object id of the service principal that a name, an application id or an object id means. */
export async function servicePrincipalId(az: AzCall, nameOrId: string): Promise<string> {
  const [found] = await directoryList(az, "servicePrincipals", servicePrincipalNamed(nameOrId));
  if (found) return found.id;
  if (isGuid(nameOrId)) return nameOrId;
  throw missing(`Service principal '${nameOrId}' doesn't exist`);
}

async function applicationId(az: AzCall, nameOrId: string): Promise<string> {
  const [found] = await directoryList(az, "applications", `appId eq '${nameOrId}'`);
  if (found) return found.id;
  if (isGuid(nameOrId)) return nameOrId;
  throw missing(`Application '${nameOrId}' doesn't exist`);
}

async function groupId(az: AzCall, nameOrId: string): Promise<string> {
  if (isGuid(nameOrId)) return nameOrId;
  const found = await directoryList(az, "groups", `displayName eq '${nameOrId}'`);
  const [only] = found;
  if (!only) throw missing(`No group matches the name of '${nameOrId}'`);
  if (found.length > 1) throw azError(`More than one group match the name of '${nameOrId}'`);
  return only.id;
}

/** Filter of a list command: its own, or what its display name option means. */
function filterOf({ options }: AzCall, more: Record<string, (value: string) => string> = {}): string | undefined {
  const clauses = options.wasTyped("--filter") ? [options.required("--filter")] : [];
  const name = options.text("--display-name");
  if (name !== undefined) clauses.push(`startswith(displayName,'${name}')`);
  for (const [flag, clause] of Object.entries(more)) {
    const value = options.text(flag);
    if (value !== undefined) clauses.push(clause(value));
  }
  return clauses.length === 0 ? undefined : clauses.join(" and ");
}

const fetchObject = (az: AzCall, collection: string, id: string) =>
  graph<DirectoryObject>(az, "GET", `/${collection}/${encodeURIComponent(id)}`);

const gone = async (az: AzCall, collection: string, id: string): Promise<undefined> => {
  await graph<undefined>(az, "DELETE", `/${collection}/${id}`);
  return undefined;
};

const principals: AzHandlers = {
  "az ad sp list": async (az) =>
    directoryList(az, "servicePrincipals", filterOf(az, { "--spn": servicePrincipalNamed })),
  "az ad sp show": async (az) =>
    fetchObject(az, "servicePrincipals", await servicePrincipalId(az, az.options.required("--id"))),
  "az ad sp create": async (az) => {
    const typedId = az.options.required("--id");
    const { appId } = await fetchObject(az, "applications", await applicationId(az, typedId));
    return graph<JsonObject>(az, "POST", "/servicePrincipals", { appId, accountEnabled: true });
  },
  "az ad sp delete": async (az) =>
    gone(az, "servicePrincipals", await servicePrincipalId(az, az.options.required("--id"))),
  "az ad signed-in-user show": async (az) => {
    const response = await graph(az, "GET", "/me");
    return response;
  },
};

const applications: AzHandlers = {
  "az ad app list": async (az) =>
    directoryList(az, "applications", filterOf(az, { "--app-id": (value) => `appId eq '${value}'` })),
  "az ad app show": async (az) => fetchObject(az, "applications", await applicationId(az, az.options.required("--id"))),
  "az ad app create": async (az) =>
    graph<JsonObject>(az, "POST", "/applications", { displayName: az.options.required("--display-name") }),
  "az ad app delete": async (az) => gone(az, "applications", await applicationId(az, az.options.required("--id"))),
};

const people: AzHandlers = {
  "az ad user list": async (az) =>
    directoryList(az, "users", filterOf(az, { "--upn": (value) => `userPrincipalName eq '${value}'` })),
  "az ad user show": async (az) => fetchObject(az, "users", az.options.required("--id")),
  "az ad group list": async (az) => directoryList(az, "groups", filterOf(az)),
  "az ad group show": async (az) => fetchObject(az, "groups", await groupId(az, az.options.required("--group"))),
  "az ad group create": async (az) =>
    graph<JsonObject>(az, "POST", "/groups", {
      displayName: az.options.required("--display-name"),
      mailNickname: az.options.required("--mail-nickname"),
      mailEnabled: false,
      securityEnabled: true,
    }),
  "az ad group member list": async (az) => {
    const id = await groupId(az, az.options.required("--group"));
    return (await graph<{ value: JsonObject[] }>(az, "GET", `/groups/${id}/members`)).value;
  },
  "az ad group member add": async (az) => {
    const id = await groupId(az, az.options.required("--group"));
    const member = az.options.required("--member-id");
    const reference = { "@odata.id": `https://graph.microsoft.com/v1.0/directoryObjects/${member}` };
    await graph<undefined>(az, "POST", `/groups/${id}/members/$ref`, reference);
    return undefined;
  },
  "az ad group member remove": async (az) => {
    const id = await groupId(az, az.options.required("--group"));
    await graph<undefined>(az, "DELETE", `/groups/${id}/members/${az.options.required("--member-id")}/$ref`);
    return undefined;
  },
};

/** `az ad`, without the credentials of service principals. */
export const directoryModule: AzModule = { handlers: { ...principals, ...applications, ...people } };
