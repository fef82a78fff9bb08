import guides from "virtual:drydock/guide-list";
import loaders from "virtual:drydock/guides";
import type { Guide } from "./content.ts";

/** The guides for instructors, in the order in which they are listed. */
export { guides };

/** Loads a guide; null when there is no such guide. */
export async function loadGuide(id: string): Promise<Guide | null> {
  return Object.hasOwn(loaders, id) ? ((await loaders[id]?.())?.default ?? null) : null;
}
