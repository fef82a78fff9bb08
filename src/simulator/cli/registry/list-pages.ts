import type { Machine } from "../machine.ts";
import type { RegistryClient } from "./registry-client.ts";
import { patiently } from "./upload.ts";

/**
 * A list that a registry gives in pages, e.g. tags, followed by its `Link` headers to the end (OCI distribution-spec,
 * "Listing Tags"). Throws RegistryError.
 */
export async function listPages(
  machine: Machine,
  client: RegistryClient,
  start: string,
  member: "tags" | "repositories",
): Promise<string[]> {
  const found: string[] = [];
  for (let path: string | undefined = start; path !== undefined;) {
    const at: string = path;
    const response = await patiently(machine, () => client.expect("GET", at));
    const page = (await response.json()) as Partial<Record<typeof member, string[] | null>>;
    found.push(...(page[member] ?? []));
    path = /<([^>]+)>;\s*rel="?next"?/.exec(response.headers.get("link") ?? "")?.[1];
  }
  return found;
}
