/** A name of an image or artifact in its parts. */
export interface Reference {
  /** Host that is asked, e.g. contoso.azurecr.io or docker.io. */
  host: string;
  repository: string;
  tag?: string;
  digest?: string;
}

const namePart = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/**
 * Reads a reference by the grammar of distribution/reference. Undefined when it does not parse; whether a host or a tag
 * may be left out is the caller's affair: `host` is empty when the name has none.
 */
export function parseReference(text: string): Reference | undefined {
  const [named = "", digest, more] = text.split("@");
  if (more !== undefined || (digest !== undefined && !/^[a-z0-9]+:[0-9a-f]{32,}$/.test(digest))) return undefined;
  const slash = named.indexOf("/");
  const first = slash < 0 ? "" : named.slice(0, slash);
  const hasHost = /[.:]/.test(first) || first === "localhost" || first !== first.toLowerCase();
  const rest = hasHost ? named.slice(slash + 1) : named;
  const colon = rest.indexOf(":");
  const repository = colon < 0 ? rest : rest.slice(0, colon);
  const tag = colon < 0 ? undefined : rest.slice(colon + 1);
  if (tag !== undefined && !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(tag)) return undefined;
  if (repository === "" || repository.length > 255) return undefined;
  if (!repository.split("/").every((part) => namePart.test(part))) return undefined;
  return {
    host: hasHost ? first : "",
    repository,
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}
