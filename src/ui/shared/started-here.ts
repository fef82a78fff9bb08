/** Ids of exams that began since the page was loaded: opening any other is coming back to it. */
export const startedHere = new Set<string>();
