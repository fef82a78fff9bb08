/** Longest texts a learner may enter, in characters; the fields on screen use the same numbers. */
export const textLimits = { note: 20_000, report: 20_000, passage: 20_000 };
