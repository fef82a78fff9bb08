import type { Response, ScoredItem } from "./item.ts";

const bare = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&")
    .trim();

const textOf = (list: readonly { id: string; html: string }[], id: string | undefined): string =>
  bare(list.find((part) => part.id === id)?.html ?? "");

/** The right answer as plain lines, one per part. */
export function describeKey(item: ScoredItem): string[] {
  switch (item.type) {
    case "single":
    case "choose":
      return item.options.filter(({ correct }) => correct).map(({ html }) => bare(html));
    case "statements":
      return item.statements.map(({ html, answer }) => `${bare(html)} ${answer ? "Yes" : "No"}`);
    case "build-list":
      return item.key.map((id, at) => `${at + 1}. ${textOf(item.steps, id)}`);
    case "matching":
      return item.targets.map(({ html, key }) => `${bare(html)}: ${textOf(item.tokens, key)}`);
    case "dropdowns":
      return item.gaps.map(
        ({ label, choices }) => `${label}: ${bare(choices.find(({ correct }) => correct)?.html ?? "")}`,
      );
    case "hot-area":
      return item.places.filter(({ correct }) => correct).map(({ name }) => name);
  }
}

/** An answer as plain lines, one per part; "no answer" where a part was left open. */
export function describeAnswer(item: ScoredItem, response: Response | undefined): string[] {
  const open = ["no answer"];
  if (!response || response.type !== item.type) return open;
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
        return `${bare(html)} ${answer === undefined ? "no answer" : answer ? "Yes" : "No"}`;
      });
    }
    if (item.type === "matching" && response.type === "matching") {
      return item.targets.map(
        ({ id, html }) => `${bare(html)}: ${textOf(item.tokens, response.tokens[id]) || "no answer"}`,
      );
    }
    if (item.type === "dropdowns" && response.type === "dropdowns") {
      return item.gaps.map(
        ({ id, label, choices }) => `${label}: ${textOf(choices, response.choices[id]) || "no answer"}`,
      );
    }
    if (item.type === "hot-area" && response.type === "hot-area") {
      return item.places.filter(({ id }) => response.places.includes(id)).map(({ name }) => name);
    }
    return [];
  })().filter((line) => line !== "");
  return lines.length > 0 ? lines : open;
}
