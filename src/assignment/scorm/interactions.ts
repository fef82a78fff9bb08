import { describeAnswer, describeKey } from "../../assessment/describe-response.ts";
import type { Response, ScoredItem } from "../../assessment/item.ts";
import { oneLine, plainText } from "../../assessment/plain-text.ts";
import { isAnswered, scoreItem } from "../../assessment/score.ts";
import { shortIds } from "./safe-id.ts";

/** Something that an answer refers to. */
export interface InteractionPart {
  /** A short identifier, different from the others in its list. */
  id: string;
  text: string;
  /** Its place among those that can be chosen for the same thing, from 0, in the authored order. */
  at: number;
}

/** An answer by the part ids of its interaction. */
export type InteractionAnswer =
  | { kind: "choice"; picks: string[] }
  | { kind: "true-false"; value: boolean }
  | { kind: "sequencing"; steps: string[] }
  | { kind: "matching"; pairs: { source: string; target: string }[] }
  /** Lines of text, for what SCORM has no type for. */
  | { kind: "performance"; text: string };

/** A question and its answer in the terms that SCORM and xAPI share. */
export interface LmsInteraction {
  /** The question's id in the bank. */
  id: string;
  kind: InteractionAnswer["kind"];
  /** The options, steps, or the left side of a matching question. */
  parts: InteractionPart[];
  /** The right side of a matching question. */
  targets: InteractionPart[];
  /** Absent while nothing was answered. */
  answer?: InteractionAnswer;
  /** The answers that get full marks, the first one to show. */
  correct: InteractionAnswer[];
  /** The answer as one line of text. */
  answerText: string;
  correctText: string;
  /** Whether the answer earned every point. */
  fullMarks: boolean;
  earned: number;
  maximum: number;
  /** The stem's text, on one line. */
  description: string;
  objective: string;
  /** Milliseconds since the epoch. */
  answeredAt: number;
  /** How long the question was on screen. */
  seconds?: number;
}

type Shape = Pick<LmsInteraction, "kind" | "parts" | "targets" | "correct"> & { answer?: InteractionAnswer };

const partsOf = (list: readonly { id: string; text: string }[]): InteractionPart[] => {
  const short = shortIds(list.map(({ id }) => id));
  return list.map(({ text }, at) => ({ id: short[at] ?? "", text: oneLine(text), at }));
};

/** Finds the short id of a part by its id in the question. */
function finder(list: readonly { id: string }[], parts: readonly InteractionPart[]): (id: string) => string[] {
  return (id) => {
    const part = parts[list.findIndex((entry) => entry.id === id)];
    return part ? [part.id] : [];
  };
}

const own = <T>(record: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

function picksShape(list: { id: string; text: string; correct: boolean }[], chosen: readonly string[]): Shape {
  const parts = partsOf(list);
  const find = finder(list, parts);
  const picked = (ids: readonly string[]): string[] => {
    const found = new Set(ids.flatMap(find));
    return parts.map(({ id }) => id).filter((id) => found.has(id));
  };
  return {
    kind: "choice",
    parts,
    targets: [],
    answer: { kind: "choice", picks: picked(chosen) },
    correct: [{ kind: "choice", picks: picked(list.filter(({ correct }) => correct).map(({ id }) => id)) }],
  };
}

/** A matching interaction; each source has its own list of targets, and `chosen` and `key` give the target's index in it. */
function matchingShape(
  sources: {
    id: string;
    text: string;
    targets: InteractionPart[];
    chosen: number | undefined;
    key: number | undefined;
  }[],
  targets: InteractionPart[],
): Shape {
  const parts = partsOf(sources);
  const pairs = (which: "chosen" | "key") =>
    sources.flatMap((source, at) => {
      const index = source[which];
      const target = index === undefined ? undefined : source.targets[index];
      return target ? [{ source: parts[at]?.id ?? "", target: target.id }] : [];
    });
  return {
    kind: "matching",
    parts,
    targets,
    answer: { kind: "matching", pairs: pairs("chosen") },
    correct: [{ kind: "matching", pairs: pairs("key") }],
  };
}

const indexIn = (list: readonly { id: string }[], id: string | undefined): number | undefined => {
  const at = list.findIndex((entry) => entry.id === id);
  return at < 0 ? undefined : at;
};

const withText = <T extends { id: string; html: string }>(list: readonly T[]): (T & { text: string })[] =>
  list.map((entry) => ({ ...entry, text: plainText(entry.html) }));

function shapeOf(item: ScoredItem, response: Response | undefined): Shape {
  switch (item.type) {
    case "single":
      return picksShape(withText(item.options), response?.type === "single" ? [response.option] : []);
    case "choose":
      return picksShape(withText(item.options), response?.type === "choose" ? response.options : []);
    case "hot-area":
      return picksShape(
        item.places.map(({ id, name, correct }) => ({ id, text: name, correct })),
        response?.type === "hot-area" ? response.places : [],
      );
    case "build-list": {
      const parts = partsOf(withText(item.steps));
      const find = finder(item.steps, parts);
      return {
        kind: "sequencing",
        parts,
        targets: [],
        answer: { kind: "sequencing", steps: response?.type === "build-list" ? response.steps.flatMap(find) : [] },
        correct: [item.key, ...item.accept].map((order) => ({ kind: "sequencing", steps: order.flatMap(find) })),
      };
    }
    case "statements": {
      const targets = partsOf([
        { id: "yes", text: "Yes" },
        { id: "no", text: "No" },
      ]);
      const answers = response?.type === "statements" ? response.answers : {};
      const indexOf = (answer: boolean | undefined): number | undefined =>
        answer === undefined ? undefined : answer ? 0 : 1;
      return matchingShape(
        withText(item.statements).map(({ id, text, answer }) => ({
          id,
          text,
          targets,
          chosen: indexOf(own(answers, id)),
          key: indexOf(answer),
        })),
        targets,
      );
    }
    case "matching": {
      const targets = partsOf(withText(item.tokens));
      const tokens = response?.type === "matching" ? response.tokens : {};
      return matchingShape(
        withText(item.targets).map(({ id, text, key }) => ({
          id,
          text,
          targets,
          chosen: indexIn(item.tokens, own(tokens, id)),
          key: indexIn(item.tokens, key),
        })),
        targets,
      );
    }
    case "dropdowns": {
      const chosen = response?.type === "dropdowns" ? response.choices : {};
      const gapIds = shortIds(item.gaps.map(({ id }) => id));
      const sources = item.gaps.map(({ id, label, choices }, gap) => ({
        id,
        text: label,
        // Two gaps may have choices with the same id.
        targets: partsOf(withText(choices)).map((part) => ({ ...part, id: `${gapIds[gap]}.${part.id}` })),
        chosen: indexIn(choices, own(chosen, id)),
        key: indexIn(choices, choices.find(({ correct }) => correct)?.id),
      }));
      return matchingShape(
        sources,
        sources.flatMap(({ targets }) => targets),
      );
    }
    case "series":
      return {
        kind: "true-false",
        parts: [],
        targets: [],
        ...(response?.type === "series" && response.meetsGoal !== null
          ? { answer: { kind: "true-false" as const, value: response.meetsGoal } }
          : {}),
        correct: [{ kind: "true-false", value: item.answer }],
      };
    case "command":
      return {
        kind: "performance",
        parts: [],
        targets: [],
        answer: { kind: "performance", text: oneLine(describeAnswer(item, response).join("; ")) },
        correct: item.solutions.map((lines) => ({ kind: "performance", text: oneLine(lines.join("; ")) })),
      };
  }
}

/**
 * Describes the answer to a question for an LMS. Parts that the question doesn't have are left out.
 *
 * @param given when it was answered, in milliseconds since the epoch, for how many seconds the question was on screen, and whether
 *   scoring is all-or-nothing
 */
export function describeInteraction(
  item: ScoredItem,
  response: Response | undefined,
  given: { answeredAt: number; seconds?: number; strict: boolean },
): LmsInteraction {
  const { answer, ...shape } = shapeOf(item, response);
  const { earned, maximum } = scoreItem(item, response, { strict: given.strict });
  return {
    id: item.id,
    ...shape,
    ...(answer && response?.type === item.type && isAnswered(response) ? { answer } : {}),
    answerText: oneLine(describeAnswer(item, response).join("; ")),
    correctText: oneLine(describeKey(item).join("; ")),
    fullMarks: earned === maximum,
    earned,
    maximum,
    description: oneLine(plainText(item.stem)),
    objective: item.objective,
    answeredAt: given.answeredAt,
    ...(given.seconds === undefined ? {} : { seconds: given.seconds }),
  };
}
