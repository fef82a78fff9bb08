import type { Profile } from "../../assessment/item.ts";

/** How screens call the two sets of rules. */
export const profileNames: Record<Profile, string> = { chapter: "Chapter rules", azure: "Azure today" };

/** The rules that are not active. */
export const otherProfile = (profile: Profile): Profile => (profile === "chapter" ? "azure" : "chapter");
