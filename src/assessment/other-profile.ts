import type { Profile } from "./item.ts";

/** Returns the other one of the two sets of rules. */
export const otherProfile = (profile: Profile): Profile => (profile === "chapter" ? "azure" : "chapter");
