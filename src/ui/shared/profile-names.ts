import type { Profile } from "../../assessment/item.ts";

/** The two sets of rules, as the switch names them. */
export const profileNames: Record<Profile, string> = { chapter: "Chapter", azure: "Azure today" };

/** The two sets of rules inside a sentence or on a badge. */
export const ruleNames: Record<Profile, string> = { chapter: "Chapter rules", azure: "Azure today" };
