/** Seconds that a card usually takes. */
const secondsPerCard = 30;

/** Returns about how long reviewing so many cards takes, as text. */
export function reviewMinutes(cards: number): string {
  const minutes = Math.max(1, Math.round((cards * secondsPerCard) / 60));
  return minutes === 1 ? "About 1 minute" : `About ${minutes} minutes`;
}
