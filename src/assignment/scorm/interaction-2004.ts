import type { InteractionAnswer, LmsInteraction } from "./interactions.ts";
import type { InteractionFields } from "./open-session.ts";
import { safeId } from "./safe-id.ts";
import { isoDuration, timestamp2004 } from "./time-format.ts";

const longestText = 4000;
const longestDescription = 250;
/** An LMS keeps at least this many correct answers of an interaction (RTE book, section 4.2.9.1), and some types have only one. */
const mostPatterns = { choice: 10, sequencing: 5, matching: 5, "true-false": 1, performance: 1 };

/** Returns the type of an interaction in SCORM 2004 and xAPI. */
export const type2004 = ({ kind }: LmsInteraction): string => (kind === "performance" ? "other" : kind);

/** Writes an answer in the notation of SCORM 2004 and xAPI: `a[,]c`, `a[.]1[,]b[.]2`, `true`, or text. */
export function notation2004(answer: InteractionAnswer): string {
  switch (answer.kind) {
    case "choice":
      return answer.picks.join("[,]");
    case "sequencing":
      return answer.steps.join("[,]");
    case "matching":
      return answer.pairs.map(({ source, target }) => `${source}[.]${target}`).join("[,]");
    case "true-false":
      return String(answer.value);
    case "performance":
      return answer.text.slice(0, longestText);
  }
}

/** A text as a localized string. One that begins with a brace would be read as the name of a language. */
function localized(text: string): string {
  const cut = text.length > longestDescription ? `${text.slice(0, longestDescription - 1)}…` : text;
  return cut.startsWith("{") ? `{lang=en}${cut}` : cut;
}

/**
 * Returns an interaction as SCORM 2004 stores it (RTE book, section 4.2.9). The order matters: an LMS accepts no other field
 * before the id and the type (error 408).
 */
export function fields2004(interaction: LmsInteraction): InteractionFields {
  const { answer, seconds } = interaction;
  const patterns = [...new Set(interaction.correct.slice(0, mostPatterns[interaction.kind]).map(notation2004))];
  return {
    identity: [
      ["id", `urn:drydock:${safeId(interaction.id)}`],
      ["type", type2004(interaction)],
    ],
    question: [
      ["objectives.0.id", `urn:drydock:${safeId(interaction.objective)}`],
      ["weighting", String(interaction.maximum)],
      ["description", localized(interaction.description)],
      ...patterns.map((text, at) => [`correct_responses.${at}.pattern`, text] as const),
    ],
    answer: [
      ["timestamp", timestamp2004(interaction.answeredAt)],
      ...(answer ? [["learner_response", notation2004(answer)] as const] : []),
      ["result", interaction.fullMarks ? "correct" : "incorrect"],
      ...(seconds === undefined ? [] : [["latency", isoDuration(seconds)] as const]),
    ],
  };
}
