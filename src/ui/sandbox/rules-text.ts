import type { Profile } from "../../assessment/item.ts";

/** Names of the rules, as the switch in the top bar has them. */
export const rulesText: Record<Profile, string> = { chapter: "Chapter", azure: "Azure today" };
