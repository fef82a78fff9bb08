import type { AzCall } from "../az-call.ts";
import type { DataPlane } from "./data-plane.ts";
import type { JsonObject, JsonValue } from "../../../world/json.ts";

export interface TagRow {
  name: string;
  digest: string;
}

/** Rows asked for at a time. */
export const pageSize = 100;

/**
 * Reads `web:v1`, `web@sha256:…`, or `web` for `web:latest`, as az 2.45 does: at the first `@`, else at the first `:`. It doesn't use
 * `parseReference`, because the client checks nothing here: a name in upper case or with a host goes to the service, whose error the
 * learner sees.
 */
export function imageOf(text: string): { repository: string; tag?: string; digest?: string } {
  const at = text.indexOf("@");
  if (at >= 0) return { repository: text.slice(0, at), digest: text.slice(at + 1) };
  const colon = text.indexOf(":");
  return colon < 0
    ? { repository: text, tag: "latest" }
    : { repository: text.slice(0, colon), tag: text.slice(colon + 1) };
}

export const scopeOf = (repository: string, actions: string): string[] => [`repository:${repository}:${actions}`];

/** Tags and manifests are a member of the response; a repository is the response itself. */
export const inner = (answer: JsonObject): JsonValue => answer["tag"] ?? answer["manifest"] ?? answer;

/** Changes the attributes that were given, and reads them again; with none it only reads. */
export async function updateAttributes(
  { options }: AzCall,
  plane: DataPlane,
  path: string,
  repository: string,
): Promise<JsonObject> {
  const scopes = scopeOf(repository, "metadata_write,metadata_read");
  const flags = {
    deleteEnabled: "--delete-enabled",
    listEnabled: "--list-enabled",
    readEnabled: "--read-enabled",
    writeEnabled: "--write-enabled",
  };
  const body = Object.fromEntries(
    Object.entries(flags).flatMap(([key, flag]) => {
      const value = options.state(flag);
      return value === undefined ? [] : [[key, value]];
    }),
  );
  if (Object.keys(body).length > 0) await plane.request("PATCH", path, { scopes, body });
  return plane.json<JsonObject>(path, { scopes });
}
