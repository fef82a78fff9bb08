import type { BuildListItem, Html, Response, ScoredItem } from "./item.ts";

/** One part of an answered item, with the reason why it is or isn't right. */
export interface ReviewLine {
  id: string;
  html: Html;
  /** Empty where the item explains its parts together. */
  rationale: Html;
  /** Whether it belongs to the correct answer; of rows that are answered one by one, whether this answer is correct. */
  isRight: boolean;
  /** Whether the learner chose it or answered this row. */
  isChosen: boolean;
  /** What the learner chose, where that isn't the part itself: another token, or the place in a list. */
  choice?: Html | undefined;
}

/** Whether each part of an item has an answer of its own, right or wrong by itself. */
export const hasRows = ({ type }: ScoredItem): boolean =>
  type === "statements" || type === "matching" || type === "series" || type === "command";

/** The steps of the key in its order, numbered, then those that don't belong. */
function stepLines(item: BuildListItem, response: Response | undefined): ReviewLine[] {
  const built = response?.type === "build-list" ? response.steps : [];
  const inKey = item.key.flatMap((id) => item.steps.find((step) => step.id === id) ?? []);
  const others = item.steps.filter(({ id }) => !item.key.includes(id));
  return [...inKey, ...others].map(({ id, html, rationale }) => {
    const isRight = item.key.includes(id);
    const isChosen = built.includes(id);
    return {
      id,
      html: isRight ? `${item.key.indexOf(id) + 1}. ${html}` : html,
      rationale,
      isRight,
      isChosen,
      choice: isChosen ? `step ${built.indexOf(id) + 1}` : undefined,
    };
  });
}

/** Returns every part of an item as its result shows it: in the order the learner saw, a build list in the key's order. */
export function reviewLines(item: ScoredItem, response: Response | undefined): ReviewLine[] {
  switch (item.type) {
    case "single":
    case "choose": {
      const chosen =
        response?.type === "single" ? [response.option] : response?.type === "choose" ? response.options : [];
      return item.options.map(({ id, html, rationale, correct }) => ({
        id,
        html,
        rationale,
        isRight: correct,
        isChosen: chosen.includes(id),
      }));
    }
    case "statements": {
      const answers = response?.type === "statements" ? response.answers : {};
      return item.statements.map(({ id, html, rationale, answer }) => ({
        id,
        html: `${html} <strong>${answer ? "Yes" : "No"}</strong>`,
        rationale,
        isRight: answers[id] === answer,
        isChosen: answers[id] !== undefined,
      }));
    }
    case "build-list":
      return stepLines(item, response);
    case "matching": {
      const tokens = response?.type === "matching" ? response.tokens : {};
      const tokenHtml = (id: string | undefined) => item.tokens.find((token) => token.id === id)?.html;
      return item.targets.map(({ id, html, key, rationale }) => ({
        id,
        html: `${html}: <strong>${tokenHtml(key) ?? ""}</strong>`,
        rationale,
        isRight: tokens[id] === key,
        isChosen: tokens[id] !== undefined,
        choice: tokens[id] === key ? undefined : tokenHtml(tokens[id]),
      }));
    }
    case "dropdowns":
      return item.gaps.flatMap((gap) =>
        gap.choices.map(({ id, html, rationale, correct }) => ({
          id: `${gap.id}-${id}`,
          html: `${gap.label}: ${html}`,
          rationale,
          isRight: correct,
          isChosen: response?.type === "dropdowns" && response.choices[gap.id] === id,
        })),
      );
    case "hot-area":
      return item.places.map(({ id, name, rationale, correct }) => ({
        id,
        html: name,
        rationale,
        isRight: correct,
        isChosen: response?.type === "hot-area" && response.places.includes(id),
      }));
    case "series": {
      const { answer, rationale } = item;
      const chosen = response?.type === "series" ? response.meetsGoal : null;
      return [
        {
          id: "goal",
          html: `Does the solution meet the goal? <strong>${answer ? "Yes" : "No"}</strong>`,
          rationale,
          isRight: chosen === answer,
          isChosen: chosen !== null,
        },
      ];
    }
    case "command": {
      const commandResponse = response?.type === "command" && response.commands.length > 0 ? response : undefined;
      return item.goals.map(({ id, html }) => ({
        id,
        html,
        rationale: "",
        isRight: commandResponse?.met.includes(id) ?? false,
        isChosen: commandResponse !== undefined,
      }));
    }
  }
}

/** How an answer went as a whole. */
export type Outcome = "correct" | "partly" | "incorrect" | "unanswered";

/** Returns how an answer went by its points; one without any answer is neither right nor wrong. */
export const outcomeOf = ({ earned, maximum }: { earned: number; maximum: number }, isAnswered: boolean): Outcome =>
  !isAnswered ? "unanswered" : earned === maximum ? "correct" : earned === 0 ? "incorrect" : "partly";
