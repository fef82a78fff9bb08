/** A share from 0 to 1 as text, in whole percent. Rounded down, so that it never shows a pass mark that was missed. */
export const percent = (share: number): string => `${Math.floor(100 * share + 1e-9)}%`;
