import type { Cloud } from "../registry/cloud.ts";
import type { Rules } from "../registry/rules.ts";
import type { Origin } from "../world/cloud.ts";
import type { Result } from "../world/result.ts";
import type { Draft } from "../world/world.ts";

/** A request of the management plane as its handler sees it, inside one change of the world. */
export interface ArmCall {
  cloud: Cloud;
  rules: Rules;
  draft: Draft;
  /** Values of the route's `{…}` segments, decoded, as typed. */
  params: Record<string, string>;
  /** The JSON body; an empty object when there is none. */
  body: Record<string, unknown>;
  query: URLSearchParams;
  origin: Origin;
  /** Object id of who asks. */
  principalId: string;
  /** Path of the request, and scheme and host as the client asked for them. */
  path: string;
  base: string;
}

/** What a handler answers; `why` and `facts` are for the wire inspector. */
export interface ArmAnswer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
  why?: string;
  facts?: { fact: string; from: string }[];
}

export type ArmMethod = "GET" | "HEAD" | "PUT" | "PATCH" | "POST" | "DELETE";

/**
 * One operation of the management plane. `path` is absolute; `{name}` stands for one segment and a leading `{scope+}` for
 * any number of them. Literal segments match in any case, as ARM's do.
 */
export interface ArmRoute {
  method: ArmMethod;
  path: string;
  /** ARM action that the caller needs on the resource; empty where signing in is enough. */
  action: string;
  handle(call: ArmCall): Result<ArmAnswer>;
}

interface Pattern {
  route: ArmRoute;
  segments: string[];
  greedy: boolean;
}

const isParam = (segment: string): boolean => segment.startsWith("{");

/** Finds the route of a request; the first that matches wins. */
export class RouteTable {
  private readonly patterns: Pattern[];

  constructor(routes: readonly ArmRoute[]) {
    this.patterns = routes.map((route) => {
      const segments = route.path.split("/").filter((segment) => segment !== "");
      const greedy = segments[0]?.endsWith("+}") ?? false;
      return { route, segments: greedy ? segments.slice(1) : segments, greedy };
    });
  }

  /** The route that serves a method and path, or which methods the path has. */
  find(
    method: string,
    path: readonly string[],
  ): { route: ArmRoute; params: Record<string, string> } | { methods: string[] } {
    const methods = new Set<string>();
    for (const pattern of this.patterns) {
      const params = matchPattern(pattern, path);
      if (!params) continue;
      if (pattern.route.method === method) return { route: pattern.route, params };
      methods.add(pattern.route.method);
    }
    return { methods: [...methods] };
  }
}

function matchPattern({ segments, greedy }: Pattern, path: readonly string[]): Record<string, string> | undefined {
  const extra = path.length - segments.length;
  if (greedy ? extra < 0 : extra !== 0) return undefined;
  const params: Record<string, string> = greedy ? { scope: `/${path.slice(0, extra).join("/")}` } : {};
  for (const [index, segment] of segments.entries()) {
    const pathSegment = path[extra + index] ?? "";
    if (isParam(segment)) params[segment.slice(1, -1)] = pathSegment;
    else if (segment.toLowerCase() !== pathSegment.toLowerCase()) return undefined;
  }
  return params;
}
