import type { Service } from "../registry/cloud.ts";
import { tagsOf } from "../registry/content-tags.ts";
import { enqueue } from "../world/clock.ts";

/** An image counts as pushed when it leaves quarantine: webhooks, scans and tasks hear of it then. */
export const quarantineService: Service = {
  reactions: {
    "image.released"(draft, { payload }) {
      const released = payload;
      const { registry, repository, digest } = released;
      const manifest = draft.get("manifest", registry, repository, digest);
      if (!manifest) return;
      const { mediaType, size } = manifest;
      const tags = tagsOf(draft, registry, repository, digest);
      for (const tag of tags.length > 0 ? tags : [null]) {
        enqueue(draft, "image.pushed", { ...released, tag, mediaType, size, by: "push" });
      }
    },
  },
};
