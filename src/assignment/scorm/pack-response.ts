import type { Response, ScoredItem } from "../../assessment/item.ts";
import { mixedParts } from "../../assessment/shuffle.ts";

const symbols = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
const nothing = "-";

/** A packed response: symbols by the index of each part; a list for commands; the response itself where it has other parts. */
export type PackedResponse = string | (string | number[])[] | Response;

interface HasId {
  id: string;
}

function symbolOf(list: readonly HasId[], id: string): string | undefined {
  const at = list.findIndex((entry) => entry.id === id);
  return at < 0 ? undefined : symbols[at];
}

/** Ids as one symbol each, or undefined when a part is unknown or has no symbol. */
export function packIds(list: readonly HasId[], ids: readonly string[]): string | undefined {
  const packed = ids.map((id) => symbolOf(list, id));
  return packed.every((symbol) => symbol !== undefined) ? packed.join("") : undefined;
}

/** Reverses `packIds`; undefined when a symbol is no part. */
export function unpackIds(list: readonly HasId[], packed: string): string[] | undefined {
  const ids = [...packed].map((symbol) => list[symbols.indexOf(symbol)]?.id);
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

/** Returns the parts that an order or an answer names one by one: options, steps, tokens, statements or places. */
export function orderedParts(item: ScoredItem): readonly HasId[] {
  if (item.type === "statements") return item.statements;
  return item.type === "hot-area" ? item.places : mixedParts(item);
}

/** One symbol for each row, by a choice from the row's own list; undefined when the record has other rows or choices. */
function packRows(
  rows: readonly { id: string; choices: readonly HasId[] }[],
  record: Readonly<Record<string, string>>,
): string | undefined {
  let used = 0;
  const packed = rows.map(({ id, choices }) => {
    const chosen = Object.hasOwn(record, id) ? record[id] : undefined;
    if (chosen === undefined) return nothing;
    used += 1;
    return symbolOf(choices, chosen);
  });
  return used === Object.keys(record).length && packed.every((symbol) => symbol !== undefined)
    ? packed.join("")
    : undefined;
}

function unpackRows(
  rows: readonly { id: string; choices: readonly HasId[] }[],
  packed: string,
): Record<string, string> | undefined {
  if (packed.length !== rows.length) return undefined;
  const entries: [string, string][] = [];
  for (const [at, { id, choices }] of rows.entries()) {
    const symbol = packed[at] ?? "";
    if (symbol === nothing) continue;
    const chosen = choices[symbols.indexOf(symbol)];
    if (!chosen) return undefined;
    entries.push([id, chosen.id]);
  }
  return Object.fromEntries(entries);
}

const yesNo: readonly HasId[] = [{ id: "false" }, { id: "true" }];

function rowsOf(item: ScoredItem): { id: string; choices: readonly HasId[] }[] {
  switch (item.type) {
    case "statements":
      return item.statements.map(({ id }) => ({ id, choices: yesNo }));
    case "matching":
      return item.targets.map(({ id }) => ({ id, choices: item.tokens }));
    case "dropdowns":
      return item.gaps;
    default:
      return [];
  }
}

/** Packs a response by the parts of its item. What doesn't fit that scheme is kept in full, so that nothing changes. */
export function packResponse(item: ScoredItem, response: Response): PackedResponse {
  const packed = ((): PackedResponse | undefined => {
    if (item.type === "single" && response.type === "single") {
      return response.option === "" ? nothing : packIds(item.options, [response.option]);
    }
    // A question with a flag and without an answer.
    if (item.type === "single" && response.type === "choose" && response.options.length === 0) return "";
    if (item.type === "choose" && response.type === "choose") return packIds(item.options, response.options);
    if (item.type === "hot-area" && response.type === "hot-area") return packIds(item.places, response.places);
    if (item.type === "build-list" && response.type === "build-list") return packIds(item.steps, response.steps);
    if (item.type === "statements" && response.type === "statements") {
      const answers = Object.entries(response.answers).map(([id, answer]) => [id, String(answer)]);
      return packRows(rowsOf(item), Object.fromEntries(answers));
    }
    if (item.type === "matching" && response.type === "matching") return packRows(rowsOf(item), response.tokens);
    if (item.type === "dropdowns" && response.type === "dropdowns") return packRows(rowsOf(item), response.choices);
    if (item.type === "series" && response.type === "series") {
      return response.meetsGoal === null ? nothing : response.meetsGoal ? "1" : "0";
    }
    if (item.type === "command" && response.type === "command") {
      const met = response.met.map((id) => item.goals.findIndex((goal) => goal.id === id));
      return met.includes(-1) ? undefined : [met, ...response.commands];
    }
    return undefined;
  })();
  return packed ?? response;
}

/** Reverses `packResponse`; undefined when the text names parts that the item doesn't have. */
export function unpackResponse(item: ScoredItem, packed: string | (string | number[])[]): Response | undefined {
  if (typeof packed !== "string") {
    const [met, ...commands] = packed;
    if (item.type !== "command" || !Array.isArray(met)) return undefined;
    const goals = met.map((at) => item.goals[at]?.id).filter((id) => id !== undefined);
    const lines = commands.filter((line) => typeof line === "string");
    if (goals.length !== met.length || lines.length !== commands.length) return undefined;
    return { type: "command", commands: lines, met: goals };
  }
  switch (item.type) {
    case "single": {
      if (packed === "") return { type: "choose", options: [] };
      if (packed === nothing) return { type: "single", option: "" };
      const [option, ...more] = unpackIds(item.options, packed) ?? [];
      return option === undefined || more.length > 0 ? undefined : { type: "single", option };
    }
    case "choose": {
      const options = unpackIds(item.options, packed);
      return options && { type: "choose", options };
    }
    case "hot-area": {
      const places = unpackIds(item.places, packed);
      return places && { type: "hot-area", places };
    }
    case "build-list": {
      const steps = unpackIds(item.steps, packed);
      return steps && { type: "build-list", steps };
    }
    case "statements": {
      const rows = unpackRows(rowsOf(item), packed);
      return (
        rows && {
          type: "statements",
          answers: Object.fromEntries(Object.entries(rows).map(([id, text]) => [id, text === "true"])),
        }
      );
    }
    case "matching": {
      const tokens = unpackRows(rowsOf(item), packed);
      return tokens && { type: "matching", tokens };
    }
    case "dropdowns": {
      const choices = unpackRows(rowsOf(item), packed);
      return choices && { type: "dropdowns", choices };
    }
    case "series":
      return ["1", "0", nothing].includes(packed)
        ? { type: "series", meetsGoal: packed === nothing ? null : packed === "1" }
        : undefined;
    case "command":
      return undefined;
  }
}
