import type { ImageScan } from "../../../sandbox/findings-view.ts";

/** An image as people call it: by its tags, or by its digest where it has none. */
export const imageTitle = ({ repository, digest, tags }: ImageScan): string =>
  tags.length > 0 ? `${repository}:${tags.join(", ")}` : `${repository}@${digest.slice(0, 19)}…`;
