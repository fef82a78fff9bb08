import data from "../../../content/images/catalogue.json" with { type: "json" };
import digests from "../../../content/images/digests.json" with { type: "json" };
import type { SyntheticBlobs } from "../world/memory-blob-store.ts";
import { readSynthetic, sizeOf, type SyntheticLayer } from "./synthetic-layer.ts";

const megabyte = 1_048_576;

/** The bulk layers of the catalog: one for each system and image of more than its small files, by architecture. */
export function bulkLayers(): SyntheticLayer[] {
  const found = new Map<string, SyntheticLayer>();
  for (const { repository, tags, system, megabytes, architectures } of data.images) {
    for (const architecture of architectures) {
      const base = data.systems[system as keyof typeof data.systems].megabytes;
      const names: [string, number][] = [
        [bulkName(system, architecture), base],
        [bulkName(`${repository}-${tags.at(-1)}`, architecture), megabytes],
      ];
      for (const [name, size] of names) if (size > 0) found.set(name, { name, content: size * megabyte });
    }
  }
  return [...found.values()];
}

export const bulkName = (packageName: string, architecture: string): string =>
  `${packageName.replaceAll("/", "-")}-${architecture}`;

const known: Record<string, string> = digests;
const layers = new Map(bulkLayers().map((layer) => [known[layer.name] ?? "", layer]));
const byName = new Map([...layers].map(([digest, layer]) => [layer.name, { digest, size: sizeOf(layer) }]));

/** Digest and size of a bulk layer, as computed once when the catalog was made. */
export const bulkLayer = (name: string): { digest: string; size: number } | undefined => byName.get(name);

/** The catalog's bulk layers as a part of the blob store. */
export const syntheticBlobs: SyntheticBlobs = {
  size: (digest) => {
    const layer = layers.get(digest);
    return layer && sizeOf(layer);
  },
  read: (digest, start, end) => {
    const layer = layers.get(digest);
    return layer ? readSynthetic(layer, start, end) : [];
  },
};
