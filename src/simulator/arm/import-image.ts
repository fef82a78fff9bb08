import * as v from "valibot";
import { signIn } from "../identity/credentials.ts";
import { mayManage, mayReach, mayTouchContent } from "../identity/evaluate.ts";
import type { Caller } from "../identity/access.ts";
import { registryScope } from "../identity/scope.ts";
import { isPublicRegistry, publicSource } from "../images/catalogue.ts";
import {
  importImage,
  registrySource,
  sourceMissing,
  type ImportSource,
  type ImportTarget,
} from "../registry/import-image.ts";
import { fail, ok, type Result } from "../world/result.ts";
import { splitReference } from "../registry-client/reference.ts";
import { oneOf, partial, readAs } from "./body.ts";
import { clientOf } from "./client-of.ts";
import { badRequest, linkedAuthorizationFailed, resourceNotFound } from "./errors.ts";
import { findRegistry } from "./find.ts";
import { startOperation } from "./operations.ts";
import { action, on, registryType } from "./paths.ts";
import type { ArmAnswer, ArmCall, ArmRoute } from "./route.ts";

const importBody = v.looseObject({
  source: v.looseObject({
    resourceId: v.nullish(v.string()),
    registryUri: v.nullish(v.string()),
    sourceImage: v.string(),
    credentials: partial({ username: v.nullish(v.string()), password: v.nullish(v.string()) }),
  }),
  targetTags: v.nullish(v.array(v.string())),
  untaggedTargetRepositories: v.nullish(v.array(v.string())),
  mode: v.nullish(oneOf(["NoForce", "Force"])),
});

type Source = v.InferOutput<typeof importBody>["source"];

/**
 * `repo:tag`, `repo@digest` or `repo`, which means its tag latest. The registry is named beside it, so a first component with a dot
 * isn't a host as in `parseReference`.
 */
function readImage(text: string): { repository: string; reference: string; byDigest: boolean } {
  const { repository, tag = "latest", digest } = splitReference(text);
  return { repository, reference: digest ?? tag, byDigest: digest !== undefined };
}

const nameForm = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const tagForm = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

const denied = (message: string, why: string, fact?: string): Result<never> =>
  fail({ code: "ImportSourceDenied", status: 403, message, why, ...(fact && { fact }) });

/** The registry of the world that the source names, if it is one. */
function sourceKey(call: ArmCall, source: Source): Result<string | undefined> {
  const { draft } = call;
  if (source.resourceId) {
    const name = source.resourceId.slice(source.resourceId.lastIndexOf("/") + 1);
    const group = /\/resourceGroups\/([^/]+)/i.exec(source.resourceId)?.[1] ?? "";
    return draft.has("registry", name.toLowerCase())
      ? ok(name.toLowerCase())
      : resourceNotFound(registryType(), name, group);
  }
  const host = source.registryUri?.toLowerCase();
  if (!host) return badRequest("The source needs a resourceId or a registryUri.", { target: "source" });
  const key = host.split(/[.-]/)[0] ?? "";
  return ok(draft.get("registry", key)?.loginServer === host ? key : undefined);
}

/**
 * Rejects a caller who can't read the source as a resource. Azure Resource Manager checks that for a source given by its id, before the
 * registry asks for the right to pull; the error is the one that real imports with AcrPull alone end with.
 */
function requireLinkedRead({ draft, rules, principalId: id }: ArmCall, source: string, target: string): Result<true> {
  const verdict = mayManage(draft, rules, { principalId: id, action: action("read"), scope: source });
  if (verdict.allowed) return ok(true);
  const may = { action: action("importImage", "action"), scope: target };
  return linkedAuthorizationFailed(
    clientOf(draft, id),
    may,
    { action: "read", scope: source },
    { why: verdict.because },
  );
}

/** Whether who asks may take images from that registry: by its rights, its network and its export policy. */
function openRegistry(call: ArmCall, key: string, repository: string, source: Source): Result<ImportSource> {
  const { draft, rules, cloud, principalId } = call;
  const registry = draft.get("registry", key);
  if (!registry) return badRequest("The source registry is gone.");
  const origin = { ...call.origin, trustedService: "Azure Container Registry" };
  const reach = mayReach(draft, rules, { registry: key, origin });
  if (!reach.allowed)
    return denied(`The source registry ${registry.loginServer} cannot be reached.`, reach.because, reach.fact);
  if (!registry.policies.exportEnabled) {
    const message = `The export policy of ${registry.loginServer} forbids to export its images.`;
    return denied(message, "The source registry's export policy is disabled.", "exportPolicy");
  }
  const password = source.credentials?.password;
  const signed = password ? signIn(draft, key, source.credentials?.username ?? "", password) : undefined;
  if (signed?.ok === false) return denied("The credentials of the source registry are wrong.", signed.refusal.message);
  const caller: Caller = signed?.value ?? { kind: "principal", id: principalId };
  const may = mayTouchContent(draft, rules, { caller, registry: key, operation: "pull", repository });
  if (!may.allowed)
    return denied(`No permission to pull ${repository} from ${registry.loginServer}.`, may.because, may.fact);
  return ok(registrySource(draft, cloud, key, repository));
}

function openSource(call: ArmCall, source: Source, repository: string, target: string): Result<ImportSource> {
  const key = sourceKey(call, source);
  if (!key.ok) return key;
  const from = source.resourceId && key.value !== undefined ? call.draft.get("registry", key.value) : undefined;
  const readable = from ? requireLinkedRead(call, registryScope(call.draft, from), target) : ok(true);
  if (!readable.ok) return readable;
  if (key.value !== undefined) return openRegistry(call, key.value, repository, source);
  const host = source.registryUri?.toLowerCase() ?? "";
  const open = publicSource(call.cloud.hash, call.cloud.blobs, host, repository);
  if (open) return ok(open);
  if (isPublicRegistry(host)) return sourceMissing(repository);
  const message = `The source registry '${source.registryUri ?? ""}' could not be reached.`;
  return fail({ code: "ImportSourceNotFound", status: 400, message, target: "source.registryUri" });
}

function targetsOf(tags: readonly string[], untagged: readonly string[]): Result<ImportTarget[]> {
  const targets: ImportTarget[] = [
    ...tags.map((text) => {
      const { repository, reference } = readImage(text);
      return { repository, tag: reference };
    }),
    ...untagged.map((repository) => ({ repository })),
  ];
  const wrong = targets.find(
    ({ repository, tag }) => !nameForm.test(repository) || (tag !== undefined && !tagForm.test(tag)),
  );
  if (wrong)
    return badRequest(`The target '${wrong.repository}:${wrong.tag ?? ""}' is not a valid image name.`, {
      target: "targetTags",
    });
  return targets.length > 0
    ? ok(targets)
    : badRequest("A target tag or repository is required.", { target: "targetTags" });
}

function run(call: ArmCall): Result<ArmAnswer> {
  const body = readAs(importBody, call.body);
  if (!body.ok) return body;
  const found = findRegistry(call);
  if (!found.ok) return found;
  const { key, registry } = found.value;
  const { source, mode, targetTags, untaggedTargetRepositories } = body.value;
  const { repository, reference, byDigest } = readImage(source.sourceImage);
  const same = targetTags?.length || untaggedTargetRepositories?.length;
  const targets = targetsOf(
    targetTags ?? (same || byDigest ? [] : [source.sourceImage]),
    untaggedTargetRepositories ?? [],
  );
  if (!targets.ok) return targets;
  const opened = openSource(call, source, repository, registryScope(call.draft, registry));
  if (!opened.ok) return opened;
  const site = {
    registry: key,
    region: registry.location,
    who: call.principalId,
    request: { host: registry.loginServer, method: "PUT", userAgent: "AzureContainerRegistry-Import" },
  };
  const order = { source: opened.value, reference, targets: targets.value, force: mode === "Force" };
  const done = importImage(call.draft, call.cloud, site, order);
  if (!done.ok) return done;
  const { headers } = startOperation(call, "importImage", registryScope(call.draft, registry), registry.location);
  const why = `${done.value.manifests} manifest(s) imported by the service, without a client that pulls and pushes.`;
  return ok({ status: 202, headers, why });
}

export const importRoutes: ArmRoute[] = [on("POST", "/importImage", ["importImage", "action"], run)];
