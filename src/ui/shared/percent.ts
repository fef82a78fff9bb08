/** A share from 0 to 1 in whole per cent, as text. */
export const percent = (share: number): string => `${Math.round(100 * share)} %`;
