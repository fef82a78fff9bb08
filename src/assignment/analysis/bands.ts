/** A range of a statistic with the usual advice for it. Bands are guidance, not verdicts. */
export interface Band {
  id: string;
  /** The lowest value in the band. */
  from: number;
  /** Whether `from` itself belongs to the band below. */
  startsAbove?: boolean;
  label: string;
  guidance: string;
}

/** Bands of discrimination (r), highest first, after Ebel's scale. */
export const discriminationBands: readonly Band[] = [
  { id: "good", from: 0.4, label: "Good", guidance: "Separates learners well. Keep the question." },
  { id: "fair", from: 0.3, label: "Fair", guidance: "Separates learners. Small changes to distractors can help." },
  {
    id: "marginal",
    from: 0.2,
    label: "Marginal",
    guidance: "Separates learners a little. Look at the distractors and the wording.",
  },
  {
    id: "poor",
    from: 0,
    label: "Poor",
    guidance: "Hardly separates learners. That's expected of a question that almost everyone gets right.",
  },
  {
    id: "negative",
    from: -1,
    label: "Check the key",
    guidance: "Learners with lower totals did better. Check the key first, then the wording.",
  },
];

/** Bands of facility (p), highest first. */
export const facilityBands: readonly Band[] = [
  {
    id: "easy",
    from: 0.9,
    startsAbove: true,
    label: "Easy",
    guidance: "Almost everyone gets it right. Fine for what all must know.",
  },
  { id: "usual", from: 0.3, label: "Usual", guidance: "The usual range of a mastery quiz." },
  {
    id: "hard",
    from: 0,
    label: "Hard",
    guidance: "Few get it right. Check the key and whether the topic was taught.",
  },
];

/** Returns the band of a discrimination index from −1 to 1. */
export const discriminationBand = (value: number): Band => bandIn(discriminationBands, value);

/** Returns the band of a facility from 0 to 1. */
export const facilityBand = (value: number): Band => bandIn(facilityBands, value);

/** The tolerance puts a value such as 0.3 − 1e-16 into the band that starts at 0.3. */
function bandIn(bands: readonly Band[], value: number): Band {
  const band = bands.find(({ from, startsAbove }) => (startsAbove ? value > from + 1e-9 : value >= from - 1e-9));
  if (!band) throw new RangeError(`No band contains ${value}.`);
  return band;
}
