import type { Cloud } from "../registry/cloud.ts";
import { isoTime, now } from "../world/clock.ts";
import type { Principal } from "../world/cloud-tables.ts";
import type { Origin, Plane } from "../world/cloud.ts";
import { nextGuid, nextSecret } from "../world/ids.ts";
import { fail, ok } from "../world/result.ts";
import type { Reader } from "../world/world.ts";
import { applicationsOf, applicationView, createApplication, addPassword, removeApplication } from "./applications.ts";
import { checkDirectoryToken, principalOfAnyToken } from "../identity/directory-token.ts";
import { callerName } from "../identity/evaluate.ts";
import { principalsNamed, putPrincipal, removePrincipal } from "../identity/directory.ts";
import { segmentsOf } from "../world/path-segments.ts";
import { asText, type JsonRecord } from "../world/json.ts";
import {
  directoryObjectMissing,
  invalidDirectoryRequest,
  type DirectoryAnswer,
  type DirectoryCall,
} from "./directory-call.ts";

/** Host of the directory's surface. */
export const directoryHost = "graph.microsoft.com";

const kinds: Record<string, Principal["kind"][]> = {
  users: ["user"],
  groups: ["group"],
  servicePrincipals: ["servicePrincipal", "managedIdentity"],
};

function view(row: Principal): JsonRecord {
  if (row.kind === "user") {
    return {
      "@odata.type": "#microsoft.graph.user",
      id: row.id,
      displayName: row.displayName,
      userPrincipalName: row.userPrincipalName ?? null,
      mail: row.userPrincipalName ?? null,
    };
  }
  if (row.kind === "group") {
    const mailNickname = row.displayName.replaceAll(" ", "");
    return {
      "@odata.type": "#microsoft.graph.group",
      id: row.id,
      displayName: row.displayName,
      mailNickname,
      securityEnabled: true,
    };
  }
  return {
    "@odata.type": "#microsoft.graph.servicePrincipal",
    id: row.id,
    appId: row.appId,
    displayName: row.displayName,
    servicePrincipalType: row.kind === "managedIdentity" ? "ManagedIdentity" : "Application",
    servicePrincipalNames: [row.appId],
    ...(row.resourceId !== undefined && { alternativeNames: [row.resourceId] }),
  };
}

/** Keeps what an OData filter of `eq`, `startswith` and `any(c:c eq …)` lets through. */
function filtered(rows: JsonRecord[], filter: string): JsonRecord[] {
  if (filter === "") return rows;
  const alternatives = filter.split(/\s+or\s+/i).map((part) => {
    const starts = /startswith\((\w+),\s*'([^']*)'\)/i.exec(part);
    if (starts) {
      const [, name = "", value = ""] = starts;
      return (row: JsonRecord) => asText(row[name]).toLowerCase().startsWith(value.toLowerCase());
    }
    const any = /(\w+)\/any\(\w+:\s*\w+\s+eq\s+'([^']*)'\)/i.exec(part);
    if (any) {
      const [, name = "", value] = any;
      return (row: JsonRecord) => Array.isArray(row[name]) && row[name].includes(value);
    }
    const [, name = "", value = ""] = /(\w+)\s+eq\s+'([^']*)'/i.exec(part) ?? [];
    return (row: JsonRecord) => asText(row[name]).toLowerCase() === value.toLowerCase();
  });
  return rows.filter((row) => alternatives.some((holds) => holds(row)));
}

const listOf = (reader: Reader, collection: string): Principal[] =>
  [...reader.scan("principal")].map(({ row }) => row).filter((row) => kinds[collection]?.includes(row.kind));

function findOne(reader: Reader, collection: string, id: string): Principal | undefined {
  const own = reader.get("principal", id);
  if (own) return kinds[collection]?.includes(own.kind) ? own : undefined;
  return collection === "users" ? principalsNamed(reader, id).find((row) => row.userPrincipalName === id) : undefined;
}

function create({ cloud, draft, body }: DirectoryCall, collection: string): DirectoryAnswer {
  const displayName = asText(body["displayName"]);
  const put = (row: Principal): DirectoryAnswer => {
    putPrincipal(draft, row);
    return ok({ status: 201, body: view(row) });
  };
  const id = nextGuid(draft, cloud.hash, `directory/${collection}`);
  if (collection === "servicePrincipals") {
    const appId = asText(body["appId"]);
    const application = applicationsOf(draft).find((application) => application.appId === appId);
    if (!application)
      return invalidDirectoryRequest(
        `The appId '${appId}' of the service principal does not reference a valid application object.`,
      );
    if (principalsNamed(draft, appId).some((row) => row.appId === appId)) {
      return fail({
        code: "Request_MultipleObjectsWithSameKeyValue",
        status: 409,
        message: `The service principal cannot be created because the service principal name ${appId} is already in use.`,
      });
    }
    const { displayName: name, secrets } = application;
    return put({ id, kind: "servicePrincipal", displayName: name, appId, secrets });
  }
  if (displayName === "") return invalidDirectoryRequest("A value is required for property 'displayName'.");
  if (collection === "groups") return put({ id, kind: "group", displayName, members: [] });
  const userPrincipalName = asText(body["userPrincipalName"]);
  if (!userPrincipalName.includes("@")) return invalidDirectoryRequest("Property userPrincipalName is invalid.");
  if (findOne(draft, "users", userPrincipalName)) {
    return invalidDirectoryRequest("Another object with the same value for property userPrincipalName already exists.");
  }
  return put({ id, kind: "user", displayName, userPrincipalName });
}

/** Members of a group: listing, adding by reference, removing. */
function members({ draft, body }: DirectoryCall, method: string, group: Principal, rest: string[]): DirectoryAnswer {
  const ids = group.members ?? [];
  const save = (next: string[]): DirectoryAnswer => {
    putPrincipal(draft, { ...group, members: next });
    return ok({ status: 204 });
  };
  if (method === "GET") {
    const found = ids.flatMap((id) => draft.get("principal", id) ?? []);
    return ok({ status: 200, body: { value: found.map(view) } });
  }
  if (method === "POST") {
    const id = asText(body["@odata.id"]).split("/").pop() ?? "";
    if (!draft.has("principal", id)) return directoryObjectMissing(id);
    if (ids.includes(id)) {
      return invalidDirectoryRequest(
        "One or more added object references already exist for the following modified properties: 'members'.",
      );
    }
    return save([...ids, id]);
  }
  const gone = rest[0] ?? "";
  return method === "DELETE" && ids.includes(gone)
    ? save(ids.filter((id) => id !== gone))
    : directoryObjectMissing(gone);
}

function addServicePrincipalPassword({ cloud, draft }: DirectoryCall, row: Principal): DirectoryAnswer {
  const value = nextSecret(draft, cloud.hash, `secret/${row.id}`, 40);
  const expires = now(draft) + 365 * 24 * 60 * 60_000;
  putPrincipal(draft, { ...row, secrets: [...(row.secrets ?? []), { value, expires }] });
  return ok({ status: 200, body: { secretText: value, hint: value.slice(0, 3), endDateTime: isoTime(expires) } });
}

function serve(call: DirectoryCall, method: string, segments: string[]): DirectoryAnswer {
  const { draft, query, caller } = call;
  const [collection = "", id, below, ...rest] = segments;
  if (collection === "me") return ok({ status: 200, body: view(caller) });
  if (method !== "GET" && caller.kind !== "user") {
    return fail({
      code: "Authorization_RequestDenied",
      status: 403,
      message: "Insufficient privileges to complete the operation.",
    });
  }
  const filter = query.get("$filter") ?? "";
  if (collection === "applications") {
    if (id === undefined && method === "GET") {
      return ok({ status: 200, body: { value: filtered(applicationsOf(draft).map(applicationView), filter) } });
    }
    if (id === undefined && method === "POST") return createApplication(call);
    const found = applicationsOf(draft).find((application) => application.id === id);
    if (!found) return directoryObjectMissing(id ?? "");
    if (below === "addPassword" && method === "POST") return addPassword(call, found);
    if (method === "GET") return ok({ status: 200, body: applicationView(found) });
    if (method === "DELETE") return removeApplication(call, found);
  }
  if (collection === "directoryObjects" && id === "getByIds" && method === "POST") {
    const ids = Array.isArray(call.body["ids"]) ? call.body["ids"].map(String) : [];
    return ok({
      status: 200,
      body: { value: ids.flatMap((principalId) => draft.get("principal", principalId) ?? []).map(view) },
    });
  }
  if (!kinds[collection]) {
    return fail({ code: "BadRequest", status: 400, message: `Resource not found for the segment '${collection}'.` });
  }
  if (id === undefined) {
    if (method === "POST") return create(call, collection);
    return ok({ status: 200, body: { value: filtered(listOf(draft, collection).map(view), filter) } });
  }
  const row = findOne(draft, collection, id);
  if (!row) return directoryObjectMissing(id);
  if (collection === "groups" && below === "members") return members(call, method, row, rest);
  if (below === "addPassword" && method === "POST") return addServicePrincipalPassword(call, row);
  if (method === "DELETE") {
    removePrincipal(draft, row.id);
    return ok({ status: 204 });
  }
  return ok({ status: 200, body: view(row) });
}

async function bodyOf(request: Request): Promise<JsonRecord> {
  try {
    const value: unknown = JSON.parse(await request.text());
    return typeof value === "object" && value !== null ? (value as JsonRecord) : {};
  } catch {
    return {};
  }
}

/** Who asks: the bearer of a directory token, else the principal of the origin, else whoever is signed in. */
function callerOf(cloud: Cloud, request: Request, origin: Origin): string {
  const world = cloud.world();
  const token = /^Bearer (.+)$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (token === undefined) return origin.principalId ?? world.get("settings")?.signedIn ?? "";
  if (origin.anyDirectoryToken) return principalOfAnyToken(world, token)?.id ?? "";
  const checked = checkDirectoryToken(world, cloud.hash, token, ["graph", "arm"]);
  return checked.ok ? checked.value.id : "";
}

/** The directory: users, groups, applications and service principals, as far as `az ad` and role assignments need them. */
export const createDirectory =
  (cloud: Cloud): Plane =>
  async (request, origin) => {
    const url = new URL(request.url);
    const body = await bodyOf(request);
    const callerId = callerOf(cloud, request, origin);
    const result: DirectoryAnswer = cloud.transact((draft) => {
      const caller = draft.get("principal", callerId);
      if (!caller) return fail({ code: "InvalidAuthenticationToken", status: 401, message: "Access token is empty." });
      const [version, ...segments] = segmentsOf(url.pathname) ?? [];
      if (version !== "v1.0") return fail({ code: "BadRequest", status: 400, message: "Invalid version." });
      return serve({ cloud, draft, body, query: url.searchParams, caller }, request.method, segments);
    });
    const who = callerName(cloud.world(), { kind: "principal", id: callerId });
    if (!result.ok) {
      const { status, code, message } = result.refusal;
      return cloud.trace(Response.json({ error: { code, message } }, { status }), {
        refusal: result.refusal,
        why: message,
        who,
      });
    }
    const { status, body: answer } = result.value;
    return cloud.trace(answer === undefined ? new Response(null, { status }) : Response.json(answer, { status }), {
      who,
    });
  };
