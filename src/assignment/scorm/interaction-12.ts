import type { InteractionAnswer, LmsInteraction } from "./interactions.ts";
import type { InteractionFields } from "./open-session.ts";
import { safeId } from "./safe-id.ts";
import { clockTime12, timespan12 } from "./time-format.ts";

/** A response of SCORM 1.2 names each part by one of these characters. */
const symbols = "abcdefghijklmnopqrstuvwxyz0123456789";

const longestText = 255;

/** An answer in the notation of SCORM 1.2; undefined when a part has no character of its own. */
function notation12({ parts, targets }: LmsInteraction, answer: InteractionAnswer): string | undefined {
  const symbolOf = (list: LmsInteraction["parts"], id: string): string =>
    symbols[list.find((part) => part.id === id)?.at ?? symbols.length] ?? "";
  const joined = (list: string[], size: number): string | undefined =>
    list.every(({ length }) => length === size) ? list.join(",") : undefined;
  switch (answer.kind) {
    case "choice":
      return joined(
        answer.picks.map((id) => symbolOf(parts, id)),
        1,
      );
    case "sequencing":
      return joined(
        answer.steps.map((id) => symbolOf(parts, id)),
        1,
      );
    case "matching":
      return joined(
        answer.pairs.map(({ source, target }) => `${symbolOf(parts, source)}.${symbolOf(targets, target)}`),
        3,
      );
    case "true-false":
      return answer.value ? "t" : "f";
    case "performance":
      return answer.text;
  }
}

/**
 * Returns an interaction as SCORM 1.2 stores it (RTE book, section 3.4.7): parts as letters in the authored order, `a` for the
 * first. A question with more parts than there are characters, or an answer over 255 characters, is recorded as text.
 */
export function fields12(interaction: LmsInteraction, utcOffsetMinutes: number): InteractionFields {
  const { answer, correct, seconds } = interaction;
  const patterns = correct.map((pattern) => notation12(interaction, pattern));
  const response = answer ? notation12(interaction, answer) : "";
  const fits =
    interaction.kind === "performance" ||
    [response, ...patterns].every((text) => text !== undefined && text.length <= longestText);
  const key = fits ? patterns : [interaction.correctText];
  return {
    identity: [
      ["id", safeId(interaction.id)],
      ["type", fits ? interaction.kind : "fill-in"],
    ],
    question: [
      ["objectives.0.id", safeId(interaction.objective)],
      ["weighting", String(interaction.maximum)],
      ...key.map((text, at) => [`correct_responses.${at}.pattern`, (text ?? "").slice(0, longestText)] as const),
    ],
    answer: [
      ["time", clockTime12(interaction.answeredAt, utcOffsetMinutes)],
      ...(answer
        ? [["student_response", ((fits ? response : interaction.answerText) ?? "").slice(0, longestText)] as const]
        : []),
      ["result", interaction.fullMarks ? "correct" : "wrong"],
      ...(seconds === undefined ? [] : [["latency", timespan12(seconds)] as const]),
    ],
  };
}
