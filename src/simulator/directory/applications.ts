import { isoTime, now } from "../world/clock.ts";
import type { Moment } from "../world/row-schemas.ts";
import { nextGuid, nextSecret } from "../world/ids.ts";
import { fail, ok } from "../world/result.ts";
import type { Reader } from "../world/world.ts";
import type { DirectoryAnswer, DirectoryCall } from "./directory-call.ts";
import { principalsNamed, putPrincipal, removePrincipal } from "../identity/directory.ts";
import { asRecord, asText, type JsonRecord } from "../world/json.ts";

const type = "Microsoft.Graph/applications";
const prefix = "/applications/";

/** An application of the directory; a service principal is its presence in the tenant. */
export interface Application {
  id: string;
  appId: string;
  displayName: string;
  secrets: { value: string; expires: Moment }[];
}

export function applicationsOf(reader: Reader): Application[] {
  const found: Application[] = [];
  for (const { rest, row } of reader.scan("resource", [], { after: "/applications" })) {
    if (!rest[0]?.startsWith(prefix)) break;
    found.push(row.properties["application"] as Application);
  }
  return found;
}

export const applicationView = ({ id, appId, displayName }: Application): JsonRecord => ({ id, appId, displayName });

function save({ draft }: DirectoryCall, application: Application): void {
  const id = `${prefix}${application.id}`;
  draft.put("resource", [id], {
    id,
    name: application.displayName,
    type,
    resourceGroup: "",
    location: "",
    tags: {},
    properties: { application },
    createdAt: now(draft),
  });
}

export function createApplication(call: DirectoryCall): DirectoryAnswer {
  const { cloud, draft, body } = call;
  const displayName = asText(body["displayName"]);
  if (displayName === "") {
    return fail({
      code: "Request_BadRequest",
      status: 400,
      message: "A value is required for property 'displayName'.",
    });
  }
  const application: Application = {
    id: nextGuid(draft, cloud.hash, "application"),
    appId: nextGuid(draft, cloud.hash, "application/client"),
    displayName,
    secrets: [],
  };
  save(call, application);
  return ok({ status: 201, body: applicationView(application) });
}

const year = 365 * 24 * 60 * 60_000;

/** Adds a secret; it works for a year unless the body says otherwise, and only this answer shows it. */
export function addPassword(call: DirectoryCall, application: Application): DirectoryAnswer {
  const { cloud, draft, body } = call;
  const credential = asRecord(body["passwordCredential"]);
  const value = nextSecret(draft, cloud.hash, `secret/${application.appId}`, 40).replaceAll("/", "~");
  const end = Date.parse(asText(credential["endDateTime"]));
  const expires = Number.isNaN(end) ? now(draft) + year : end;
  const secrets = [...application.secrets, { value, expires }];
  save(call, { ...application, secrets });
  const presence = principalsNamed(draft, application.appId)[0];
  if (presence) putPrincipal(draft, { ...presence, secrets });
  return ok({
    status: 200,
    body: {
      keyId: nextGuid(draft, cloud.hash, "secret/key"),
      displayName: credential["displayName"] ?? null,
      secretText: value,
      hint: value.slice(0, 3),
      startDateTime: isoTime(now(draft)),
      endDateTime: isoTime(expires),
    },
  });
}

/** Removes an application with its service principal. */
export function removeApplication({ draft }: DirectoryCall, application: Application): DirectoryAnswer {
  draft.remove("resource", `${prefix}${application.id}`);
  const presence = principalsNamed(draft, application.appId)[0];
  if (presence) removePrincipal(draft, presence.id);
  return ok({ status: 204 });
}
