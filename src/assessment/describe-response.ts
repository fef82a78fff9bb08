import type { Response, ScoredItem } from "./item.ts";
import { plainText } from "./plain-text.ts";

const textOf = (list: readonly { id: string; html: string }[], id: string | undefined): string =>
  plainText(list.find((part) => part.id === id)?.html ?? "");

/** The correct answer as plain lines, one per part. */
export function describeKey(item: ScoredItem): string[] {
  switch (item.type) {
    case "single":
    case "choose":
      return item.options.filter(({ correct }) => correct).map(({ html }) => plainText(html));
    case "statements":
      return item.statements.map(({ html, answer }) => `${plainText(html)} ${answer ? "Yes" : "No"}`);
    case "build-list":
      return item.key.map((id, at) => `${at + 1}. ${textOf(item.steps, id)}`);
    case "matching":
      return item.targets.map(({ html, key }) => `${plainText(html)}: ${textOf(item.tokens, key)}`);
    case "dropdowns":
      return item.gaps.map(
        ({ label, choices }) => `${label}: ${plainText(choices.find(({ correct }) => correct)?.html ?? "")}`,
      );
    case "hot-area":
      return item.places.filter(({ correct }) => correct).map(({ name }) => name);
    case "series":
      return [item.answer ? "Yes" : "No"];
    case "command":
      return item.solutions[0] ?? [];
  }
}

/** An answer as plain lines, one per part; "not answered" where a part has none. */
export function describeAnswer(item: ScoredItem, response: Response | undefined): string[] {
  const none = ["not answered"];
  if (!response || response.type !== item.type) return none;
  const lines = ((): string[] => {
    if (item.type === "single" && response.type === "single") return [textOf(item.options, response.option)];
    if (item.type === "choose" && response.type === "choose")
      return response.options.map((id) => textOf(item.options, id));
    if (item.type === "build-list" && response.type === "build-list") {
      return response.steps.map((id, at) => `${at + 1}. ${textOf(item.steps, id)}`);
    }
    if (item.type === "statements" && response.type === "statements") {
      return item.statements.map(({ id, html }) => {
        const answer = response.answers[id];
        return `${plainText(html)} ${answer === undefined ? "not answered" : answer ? "Yes" : "No"}`;
      });
    }
    if (item.type === "matching" && response.type === "matching") {
      return item.targets.map(
        ({ id, html }) => `${plainText(html)}: ${textOf(item.tokens, response.tokens[id]) || "not answered"}`,
      );
    }
    if (item.type === "dropdowns" && response.type === "dropdowns") {
      return item.gaps.map(
        ({ id, label, choices }) => `${label}: ${textOf(choices, response.choices[id]) || "not answered"}`,
      );
    }
    if (item.type === "hot-area" && response.type === "hot-area") {
      return item.places.filter(({ id }) => response.places.includes(id)).map(({ name }) => name);
    }
    if (item.type === "series" && response.type === "series" && response.meetsGoal !== null) {
      return [response.meetsGoal ? "Yes" : "No"];
    }
    if (item.type === "command" && response.type === "command" && response.commands.length > 0) {
      const met = item.goals.filter(({ id }) => response.met.includes(id)).length;
      return [...response.commands, `${met} of ${item.goals.length} goals met`];
    }
    return [];
  })().filter((line) => line !== "");
  return lines.length > 0 ? lines : none;
}
