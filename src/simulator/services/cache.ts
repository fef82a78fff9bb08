import { publicSource } from "../images/catalogue.ts";
import { findCacheRule } from "../registry/cache-rule.ts";
import type { Service } from "../registry/cloud.ts";
import { importImage } from "../registry/import-image.ts";

/** Copies an image from a public registry when somebody pulls it through a cache rule for the first time. */
export const cacheService: Service = {
  reactions: {
    "cache.wanted"(draft, { payload }, cloud) {
      const { site, repository, reference } = payload;
      const from = findCacheRule(draft, site.registry, repository);
      const home = draft.get("registry", site.registry)?.location;
      const source = from && publicSource(cloud.hash, cloud.blobs, from.host, from.repository);
      if (!source || home === undefined || !source.manifest(reference)) return;
      const target = { repository, ...(!reference.includes(":") && { tag: reference }) };
      const writer = cloud.rules().allows("replicaWritable", draft.get("registry", site.registry)?.sku ?? "Basic")
        ? site
        : { ...site, region: home };
      importImage(draft, cloud, writer, { source, reference, targets: [target], force: false, by: "cache" });
    },
  },
};
