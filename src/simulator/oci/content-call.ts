import type { Caller } from "../identity/access.ts";
import { ok, type Refusal, type Result } from "../world/result.ts";
import type { ContentSite } from "../world/registry-events.ts";
import { authenticate, requireAccess, type Need } from "./authenticate.ts";
import { requireName } from "./names.ts";
import type { RegistryCall } from "./registry-route.ts";

/** A call on the contents of one repository, by somebody who may make it. */
export interface ContentCall extends RegistryCall {
  repository: string;
  caller: Caller;
  who: string;
  /** Why it is allowed. */
  because: string;
  site: ContentSite;
}

/** Checks the name, who asks, and the right to do all of `needs` in that repository. */
export function contentCall(
  call: RegistryCall,
  name: string,
  needs: readonly (Omit<Need, "repository"> & { repository?: string })[],
): Result<ContentCall> {
  const repository = requireName(name);
  if (!repository.ok) return repository;
  const { cloud, request, registry, region, origin, url } = call;
  const session = authenticate(cloud, request, registry, origin);
  if (!session.ok) return session;
  const access = requireAccess(
    cloud,
    request,
    session.value,
    needs.map((need) => ({ repository: repository.value, ...need })),
  );
  if (!access.ok) return access;
  const { who, caller } = session.value;
  const userAgent = request.headers.get("user-agent") ?? "";
  return ok({
    ...call,
    repository: repository.value,
    caller,
    who,
    because: access.value.because,
    site: { registry, region, who, request: { host: url.host, method: request.method, userAgent } },
  });
}

/**
 * A call that reads: by somebody who may pull, or else by somebody who may at least examine what is in quarantine; for the
 * latter `mayNotPull` is the refusal of everything that is not quarantined (AcrQuarantineReader grants nothing else).
 */
export function readingCall(call: RegistryCall, name: string): Result<ContentCall & { mayNotPull?: Refusal }> {
  const pulling = contentCall(call, name, [{ operation: "pull" }]);
  if (pulling.ok) return pulling;
  const examining = contentCall(call, name, [{ operation: "quarantineRead" }]);
  return examining.ok ? ok({ ...examining.value, mayNotPull: pulling.refusal }) : pulling;
}

/** Remembers who was served where, and the bytes that went over the wire. */
export const served = (
  { cloud, who, region, because }: ContentCall,
  response: Response,
  { bytes = 0, why = because }: { bytes?: number; why?: string } = {},
): Result<Response> => ok(cloud.trace(response, { who, region, why, bytes }));
