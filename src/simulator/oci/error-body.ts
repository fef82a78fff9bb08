import type { Refusal } from "../world/result.ts";

/** A refusal as the distribution API words it (OCI distribution-spec, error codes); answers to HEAD have no body. */
export function errorResponse({ code, status, message, target, headers }: Refusal, method: string): Response {
  const body = JSON.stringify({ errors: [{ code, message, detail: target ?? null }] });
  const all = new Headers(headers);
  all.set("Content-Type", "application/json; charset=utf-8");
  all.set("Content-Length", String(new TextEncoder().encode(body).length));
  return new Response(method === "HEAD" ? null : body, { status, headers: all });
}
