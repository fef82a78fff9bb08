/** The letters that stand before the options of a question, in their order. */
export const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
