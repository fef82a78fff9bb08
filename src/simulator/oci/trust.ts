import type { Caller } from "../identity/access.ts";
import { mayTouchContent } from "../identity/evaluate.ts";
import type { Cloud } from "../registry/cloud.ts";
import { contentTrustRemoved } from "../registry/policies.ts";
import { signingKey } from "../signing/keys.ts";
import { serverMetadata, signedTags, takeMetadata, tufKey } from "../signing/tuf.ts";
import { now } from "../world/clock.ts";
import { fail, ok, type Result } from "../world/result.ts";
import type { TufMetadata } from "../world/service-tables.ts";

/** The metadata of one repository under content trust, as Notary's server offers it. */
export interface TrustCall {
  cloud: Cloud;
  /** Name in lower case. */
  registry: string;
  repository: string;
  caller: Caller;
}

const metadataLimit = 1_048_576;
const json = (value: unknown, status = 200): Response => Response.json(value, { status });

/** Tells apart `root.json`, `targets/releases.json` and `timestamp.key`. */
const filePattern = /^(root|targets(?:\/[a-z0-9_-]+)?|snapshot|timestamp)\.(json|key)$/;

const notFound = (message: string, why = "No signature exists under this name yet.", fact?: string) =>
  fail({ code: "METADATA_NOT_FOUND", status: 404, message, why, ...(fact !== undefined && { fact }) });

/** Why there is no trust server for a registry now; undefined when there is one. */
function noTrust({ cloud, registry }: TrustCall) {
  const world = cloud.world();
  if (contentTrustRemoved(cloud.rules(), now(world))) {
    return notFound(
      "content trust was removed",
      "Content trust is gone from the service since the day that the fact names; Notary Project signatures replace it.",
      "contentTrustDates",
    );
  }
  return world.get("registry", registry)?.policies.contentTrust
    ? undefined
    : notFound("content trust is not on", "Content trust is off for this registry.", "contentTrust");
}

/**
 * GET /v2/<name>/_trust/tuf/<role>.json: signed metadata; GET …/<timestamp|snapshot>.key: the server's public key. Only while
 * content trust is on for the registry (notary, server/server.go).
 */
export function getTrust(call: TrustCall, file: string): Result<Response> {
  const { cloud, registry, repository } = call;
  const world = cloud.world();
  const [, role, ending] = filePattern.exec(file) ?? [];
  const off = noTrust(call);
  if (off) return off;
  if (!role) return notFound(`${file} is not metadata of a role`, "Roles are root, targets, snapshot, timestamp.");
  if (ending === "key") return ok(json(tufKey(serverKey(cloud, registry, repository))));
  const metadata = world.get("trust", registry, repository)?.metadata[role];
  return metadata ? ok(json(metadata)) : notFound(`no ${role} metadata for ${repository}`);
}

/**
 * POST /v2/<name>/_trust/tuf/: new metadata, one part a role, in a multipart form as Notary's client sends it. Needs the
 * right to sign, which the admin account cannot have.
 */
export async function postTrust(call: TrustCall, request: Request): Promise<Result<Response>> {
  const { cloud, registry, repository, caller } = call;
  const update = await readUpdate(request);
  if (!update.ok) return update;
  return cloud.transact((draft) => {
    const off = noTrust(call);
    if (off) return off;
    const verdict = mayTouchContent(draft, cloud.rules(), { caller, registry, repository, operation: "sign" });
    if (!verdict.allowed) {
      return fail({ code: "DENIED", status: 403, message: "signing access denied", why: verdict.because });
    }
    const known = draft.get("trust", registry, repository)?.metadata ?? {};
    const taken = takeMetadata(cloud.hash, known, update.value);
    if (!taken.ok) return taken;
    const sealed = serverMetadata(cloud.hash, taken.value, serverKey(cloud, registry, repository), now(draft));
    const metadata = { ...taken.value, ...sealed };
    const tags = signedTags(metadata);
    const before = draft.get("trust", registry, repository)?.signedTags ?? {};
    draft.put("trust", [registry, repository], { metadata, signedTags: tags });
    for (const tag of new Set([...Object.keys(before), ...Object.keys(tags)])) {
      draft.update("tag", [registry, repository, tag], (found) => ({ ...found, signed: found.digest === tags[tag] }));
    }
    return ok(new Response(null, { status: 200 }));
  });
}

const serverKey = (cloud: Cloud, registry: string, repository: string) =>
  signingKey(cloud.hash, cloud.world().get("settings")?.seed ?? 0, `notary/${registry}/${repository}`);

async function readUpdate(request: Request): Promise<Result<Record<string, TufMetadata>>> {
  const malformed = (message: string) =>
    fail({ code: "MALFORMED_UPLOAD", status: 400, message, why: "Each part must be the signed metadata of one role." });
  let form: FormData;
  try {
    form = await request.formData();
  } catch {
    return malformed("the body is not a multipart form");
  }
  const update: Record<string, TufMetadata> = {};
  for (const part of form.getAll("files")) {
    if (typeof part === "string") return malformed("a part is not a file");
    const role = part.name.replace(/\.json$/, "");
    if (!filePattern.test(`${role}.json`)) return malformed(`${part.name} is not a role`);
    if (part.size > metadataLimit) return malformed(`${role} metadata is too large`);
    const metadata = parseMetadata(await part.text());
    if (!metadata) return malformed(`${role} metadata is not signed JSON`);
    update[role] = metadata;
  }
  return Object.keys(update).length > 0 ? ok(update) : malformed("no metadata was sent");
}

function parseMetadata(text: string): TufMetadata | undefined {
  try {
    const value = JSON.parse(text) as Partial<TufMetadata> | null;
    if (typeof value?.signed !== "object" || value.signed === null || !Array.isArray(value.signatures))
      return undefined;
    return { signed: value.signed, signatures: value.signatures };
  } catch {
    return undefined;
  }
}
