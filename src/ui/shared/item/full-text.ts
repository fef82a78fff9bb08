const numbers = ["none", "one", "two", "three", "four", "five"];

/** Says why no further choice is taken. */
export const fullText = (limit: number): string => `Choose ${numbers[limit] ?? limit}. Deselect one first.`;
