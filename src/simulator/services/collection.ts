import { collectBlobs } from "../registry/content-blobs.ts";
import type { Service } from "../registry/cloud.ts";

/** Frees the space of blobs that no manifest names any more. */
export const collectionService: Service = {
  reactions: {
    "content.collect"(draft, { payload }) {
      collectBlobs(draft, payload);
    },
  },
};
