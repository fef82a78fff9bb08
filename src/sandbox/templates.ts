import type { WorldTemplate } from "./template.ts";

/** Start states, the plain one first. */
export const templates: WorldTemplate[] = [
  {
    id: "empty",
    name: "Empty",
    summary: "A subscription with nothing in it. You begin with a resource group.",
    commands: [],
  },
];
