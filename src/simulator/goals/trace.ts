import type { Trace } from "../world/cloud.ts";
import type { TraceRequest } from "./goal-source.ts";

/** Returns a request as expressions see it. */
export function traceRequest({
  request,
  response,
  trace,
}: {
  request: Request;
  response: Response;
  trace: Trace;
}): TraceRequest {
  const { hostname, pathname } = new URL(request.url);
  return {
    method: request.method,
    host: hostname,
    path: decodeURIComponent(pathname),
    status: response.status,
    region: trace.region ?? "",
    as: trace.who ?? "",
    code: trace.refusal?.code ?? "",
  };
}
