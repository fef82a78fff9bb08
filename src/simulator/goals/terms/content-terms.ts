import { scanTags, viewTag } from "../../registry/region-view.ts";
import { trustsTag } from "../../registry/signed.ts";
import type { Descriptor, Manifest } from "../../world/content-tables.ts";
import type { World } from "../../world/world.ts";
import { texts, type TermGroup } from "../term.ts";

const notation = "application/vnd.cncf.notary.signature";

/** Splits `repository:tag` or `repository@digest`; a name alone gets no reference. */
export function splitReference(text: string): { repository: string; tag?: string; digest?: string } {
  const at = text.indexOf("@");
  if (at >= 0) return { repository: text.slice(0, at), digest: text.slice(at + 1) };
  const colon = text.lastIndexOf(":");
  return colon < 0 ? { repository: text } : { repository: text.slice(0, colon), tag: text.slice(colon + 1) };
}

/** Returns the digest that a reference leads to; undefined when there is none. */
function digestAt(world: World, registry: string, reference: string): string | undefined {
  const { repository, tag, digest } = splitReference(reference);
  if (digest !== undefined) return world.has("manifest", registry, repository, digest) ? digest : undefined;
  return tag === undefined ? undefined : world.get("tag", registry, repository, tag)?.digest;
}

const isIndex = ({ mediaType }: { mediaType: string }): boolean => /index|manifest\.list/.test(mediaType);

/** Layers of an image, without its config. */
export const layersOf = (row: Manifest): Descriptor[] =>
  isIndex(row) ? [] : row.references.filter(({ mediaType }) => mediaType !== row.configMediaType);

const signatureCount = (world: World, registry: string, repository: string, digest: string): number => {
  const attached = Array.from(world.scan("referrer", [registry, repository, digest])).filter(
    ({ row }) => row.artifactType === notation,
  );
  const trusted = Array.from(world.scan("tagOf", [registry, repository, digest])).filter(({ rest }) =>
    trustsTag(world, registry, repository, rest[0] ?? "", digest),
  );
  return attached.length + trusted.length;
};

function manifestView(world: World, registry: string, repository: string, digest: string) {
  const row = world.get("manifest", registry, repository, digest);
  if (!row) return undefined;
  return {
    exists: true,
    digest,
    kind: isIndex(row)
      ? "index"
      : /config\.v1\+json|container\.image/.test(row.configMediaType ?? "")
        ? "image"
        : "artifact",
    mediaType: row.mediaType,
    artifactType: row.artifactType ?? row.configMediaType,
    layers: layersOf(row).map((layer) => layer.digest),
    platforms: isIndex(row)
      ? row.references.flatMap(({ platform }) => (platform ? [`${platform.os}/${platform.architecture}`] : []))
      : row.os === undefined
        ? []
        : [`${row.os}/${row.architecture ?? ""}`],
    tags: Array.from(world.scan("tagOf", [registry, repository, digest]), ({ rest }) => rest[0] ?? ""),
    subject: row.subject,
    signatures: signatureCount(world, registry, repository, digest),
    imageSize: row.imageSize,
    deleteEnabled: row.attributes.deleteEnabled,
    writeEnabled: row.attributes.writeEnabled,
    pushedAt: new Date(row.createdAt).toISOString(),
    pushedBy: row.pushedBy,
    region: row.region,
  };
}

/** Returns every place of a digest in the environment. */
function* placesOf(world: World, digest: string): Generator<{ registry: string; repository: string; row: Manifest }> {
  for (const { rest, row } of world.scan("manifest")) {
    if (rest[2] === digest) yield { registry: rest[0] ?? "", repository: rest[1] ?? "", row };
  }
}

/** Returns the image with the most layers among those whose layers another image begins with. */
function baseOf(world: World, digest: string): string | undefined {
  const [place] = placesOf(world, digest);
  if (!place) return undefined;
  const own = layersOf(place.row).map((layer) => layer.digest);
  let best: { digest: string; layers: number } | undefined;
  for (const { rest, row } of world.scan("manifest")) {
    const layers = layersOf(row).map((layer) => layer.digest);
    if (layers.length === 0 || layers.length >= own.length || layers.length <= (best?.layers ?? 0)) continue;
    if (layers.every((layer, at) => layer === own[at])) best = { digest: rest[2] ?? "", layers: layers.length };
  }
  return best?.digest;
}

/** Repositories, tags, manifests, signatures and findings. */
export const contentTerms: TermGroup = {
  title: "Images and other artifacts",
  types: {
    Manifest: {
      says: "A manifest of a repository.",
      fields: {
        exists: { type: "bool", says: "whether there is one" },
        digest: { type: "string", says: "its digest" },
        kind: { type: "string", says: "`image`, `index` or `artifact`" },
        mediaType: { type: "string", says: "its media type" },
        artifactType: { type: "string", says: "its artifact type, else the media type of its config" },
        layers: { type: "list<string>", says: "digests of its layers" },
        platforms: { type: "list<string>", says: "platforms such as `linux/amd64`" },
        tags: { type: "list<string>", says: "tags that point to it" },
        subject: { type: "string", says: "digest of the manifest that it is attached to" },
        signatures: { type: "int", says: "how many signatures it has" },
        imageSize: { type: "int", says: "bytes of the manifest, its config and its layers" },
        deleteEnabled: { type: "bool", says: "false when it is locked against deletion" },
        writeEnabled: { type: "bool", says: "false when it is locked against changes" },
        pushedAt: { type: "string", says: "when it was pushed, in ISO format" },
        pushedBy: { type: "string", says: "who pushed it" },
        region: { type: "string", says: "the region that took the push" },
      },
    },
    Finding: {
      says: "A vulnerability that a scan found.",
      fields: {
        id: { type: "string", says: "its identifier, such as a CVE number" },
        severity: { type: "string", says: "`Low`, `Medium`, `High` or `Critical`" },
        package: { type: "string", says: "the package that is affected" },
      },
    },
  },
  terms: [
    {
      name: "repositories",
      params: texts("registry"),
      returns: "list<string>",
      says: "The names of the repositories of a registry.",
      example: "repositories('contoso') == ['api', 'web']",
      atStart: true,
      read: ({ world }, registry: string) =>
        Array.from(world.scan("repository", [registry.toLowerCase()]), ({ rest }) => rest[0] ?? ""),
    },
    {
      name: "tags",
      params: texts("registry", "repository"),
      returns: "list<string>",
      says: "The tags of a repository, in alphabetical order.",
      example: "tags('contoso', 'web') == ['stable', 'v1']",
      atStart: true,
      read: ({ world }, registry: string, repository: string) =>
        Array.from(world.scan("tag", [registry.toLowerCase(), repository]), ({ rest }) => rest[0] ?? ""),
    },
    {
      name: "tag",
      params: texts("registry", "reference"),
      returns: "string",
      says: "The digest that a tag such as `web:v1` points to; empty when the registry has no such tag.",
      example: "tag('contoso', 'web:v1') == tag('contoso', 'web:stable') && tag('contoso', 'web:v9') == ''",
      atStart: true,
      read: ({ world }, registry: string, reference: string) => digestAt(world, registry.toLowerCase(), reference),
    },
    {
      name: "digest",
      params: texts("registry", "reference"),
      returns: "string",
      says: "The digest of `repository:tag` or `repository@digest`; empty when the registry doesn't have it.",
      example: "digest('contoso', 'web@' + tag('contoso', 'web:v1')) == tag('contoso', 'web:v1')",
      atStart: true,
      read: ({ world }, registry: string, reference: string) => digestAt(world, registry.toLowerCase(), reference),
    },
    {
      name: "tagIn",
      params: texts("registry", "region", "reference"),
      returns: "string",
      says: "The digest that a tag points to as one region shows it, which may be behind.",
      example: "tagIn('contoso', 'westeurope', 'web:v1') == tag('contoso', 'web:v1')",
      atStart: true,
      read: ({ world }, registry: string, region: string, reference: string) => {
        const { repository, tag = "" } = splitReference(reference);
        return viewTag(world, registry.toLowerCase(), region, repository, tag)?.digest;
      },
    },
    {
      name: "tagsIn",
      params: texts("registry", "region", "repository"),
      returns: "list<string>",
      says: "The tags of a repository as one region shows them.",
      example: "tagsIn('contoso', 'westeurope', 'web') == ['stable', 'v1']",
      atStart: true,
      read: ({ world }, registry: string, region: string, repository: string) =>
        Array.from(scanTags(world, registry.toLowerCase(), region, repository), ({ name }) => name),
    },
    {
      name: "manifest",
      params: texts("registry", "reference"),
      returns: "Manifest",
      says: "The manifest of `repository:tag` or `repository@digest`.",
      example:
        "manifest('contoso', 'web:v1').kind == 'image' && manifest('contoso', 'web:v1').tags == ['stable', 'v1']",
      atStart: true,
      read: ({ world }, registry: string, reference: string) => {
        const key = registry.toLowerCase();
        const digest = digestAt(world, key, reference);
        return digest === undefined
          ? undefined
          : manifestView(world, key, splitReference(reference).repository, digest);
      },
    },
    {
      name: "manifests",
      params: texts("registry", "repository"),
      returns: "list<Manifest>",
      says: "Every manifest of a repository, untagged ones and signatures included.",
      example: "count(manifests('contoso', 'web')) == 1",
      atStart: true,
      read: ({ world }, registry: string, repository: string) =>
        Array.from(world.scan("manifest", [registry.toLowerCase(), repository]), ({ rest }) =>
          manifestView(world, registry.toLowerCase(), repository, rest[0] ?? ""),
        ),
    },
    {
      name: "baseOf",
      params: texts("digest"),
      returns: "string",
      says: "The digest of the image in the environment whose layers an image begins with; empty when none is known.",
      example: "baseOf(tag('contoso', 'web:v1')) == ''",
      atStart: true,
      read: ({ world }, digest: string) => baseOf(world, digest),
    },
    {
      name: "signatures",
      params: texts("digest"),
      returns: "int",
      says: "How many signatures a manifest has, of Notation and of content trust.",
      example: "signatures(tag('contoso', 'web:v1')) == 0",
      atStart: true,
      read: ({ world }, digest: string) =>
        Math.max(
          0,
          ...Array.from(placesOf(world, digest), ({ registry, repository }) =>
            signatureCount(world, registry, repository, digest),
          ),
        ),
    },
    {
      name: "scanned",
      params: texts("registry", "reference"),
      returns: "bool",
      says: "Whether an image has been scanned for vulnerabilities.",
      example: "!scanned('contoso', 'web:v1')",
      atStart: true,
      read: ({ world }, registry: string, reference: string) =>
        scanOf(world, registry.toLowerCase(), reference)?.status === "Completed",
    },
    {
      name: "findings",
      params: texts("registry", "reference"),
      returns: "list<Finding>",
      says: "What the last scan of an image found; empty when it wasn't scanned.",
      example: "count(findings('contoso', 'web:v1')) == 0",
      atStart: true,
      read: ({ world }, registry: string, reference: string) =>
        scanOf(world, registry.toLowerCase(), reference)?.findings ?? [],
    },
  ],
};

function scanOf(world: World, registry: string, reference: string) {
  const digest = digestAt(world, registry, reference);
  return digest === undefined ? undefined : world.get("scan", registry, splitReference(reference).repository, digest);
}
