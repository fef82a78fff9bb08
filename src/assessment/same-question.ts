import type { Item, Profile } from "./item.ts";

/**
 * Returns whether an answer given under one rule profile answers the question as it is asked now. Only a twin asks
 * something else under each profile; every other item keeps its stem and key when the learner switches the rules.
 */
export const asksSameQuestion = (answeredUnder: Profile, item: Pick<Item, "profile" | "askedUnder">): boolean =>
  item.profile !== "twin" || answeredUnder === item.askedUnder;
