import type { Cloud } from "../registry/cloud.ts";
import type { Origin } from "../world/cloud.ts";
import type { Result } from "../world/result.ts";

/** A request that reached an endpoint of a registry. */
export interface RegistryCall {
  cloud: Cloud;
  request: Request;
  url: URL;
  /** Name of the registry in lower case. */
  registry: string;
  /** Replica that serves the request. */
  region: string;
  origin: Origin;
}

export interface RegistryRoute {
  methods: readonly string[];
  /** Matches the whole path; its named groups are the parameters, still percent-encoded. */
  path: RegExp;
  handle(call: RegistryCall, params: Record<string, string>): Promise<Result<Response>>;
}

/** The route of a request with its parameters decoded; "method" when only the path fits, undefined when nothing does. */
export function findRoute(
  routes: readonly RegistryRoute[],
  method: string,
  path: string,
): { route: RegistryRoute; params: Record<string, string> } | "method" | undefined {
  let pathFits = false;
  for (const route of routes) {
    const found = route.path.exec(path);
    if (!found) continue;
    pathFits = true;
    if (!route.methods.includes(method)) continue;
    const params: Record<string, string> = {};
    for (const [name, value] of Object.entries(found.groups ?? {})) params[name] = decoded(value ?? "");
    return { route, params };
  }
  return pathFits ? "method" : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
