import { ok } from "../world/result.ts";
import type { RequestResult } from "./failure.ts";
import type { RegistryClient } from "./registry-client.ts";

/** Gets all entries of a list that comes in pages, along its `Link` headers (OCI distribution-spec, "Listing Tags"). */
export async function listPages<T>(
  client: RegistryClient,
  start: string,
  member: "tags" | "repositories" | "manifests",
): Promise<RequestResult<T[]>> {
  const entries: T[] = [];
  for (let path: string | undefined = start; path !== undefined;) {
    const result: RequestResult<Response> = await client.expect("GET", path);
    if (!result.ok) return result;
    const page = (await result.value.json()) as Partial<Record<typeof member, T[] | null>>;
    entries.push(...(page[member] ?? []));
    path = /<([^>]+)>;\s*rel="?next"?/.exec(result.value.headers.get("link") ?? "")?.[1];
  }
  return ok(entries);
}

/** Gets the tags of a repository. */
export const fetchTags = (client: RegistryClient, repository: string): Promise<RequestResult<string[]>> =>
  listPages(client, `/v2/${repository}/tags/list`, "tags");

/** Gets the names of a registry's repositories. */
export const fetchRepositories = (client: RegistryClient): Promise<RequestResult<string[]>> =>
  listPages(client, "/v2/_catalog", "repositories");
