import { Stop } from "../program.ts";
import { asPrintable } from "./objects.ts";
import { asRecord } from "../../world/json.ts";

const failed = (template: string, why: string): Stop =>
  new Stop(1, `error: error parsing jsonpath ${template}, ${why}`, {
    code: "BadJsonPath",
    text: "This kubectl reads paths like {.items[*].metadata.name}, {.a['b.c']}, {range …}{end} and \"text\".",
  });

type Step = { key: string } | { index: number } | { all: true };

function stepsOf(template: string, path: string): Step[] {
  const steps: Step[] = [];
  let rest = path.trim().replace(/^[$@]/, "");
  while (rest !== "") {
    const found = /^\.?\[\*\]|^\.\*|^\.?\[(-?\d+)\]|^\.?\['([^']*)'\]|^\.?([A-Za-z0-9_\-\\./]+?)(?=[.[]|$)/.exec(rest);
    if (!found || found[0] === "") throw failed(template, `unrecognized character in action: ${rest[0] ?? ""}`);
    const [text, index, quoted, key] = found;
    if (index !== undefined) steps.push({ index: Number(index) });
    else if (quoted !== undefined) steps.push({ key: quoted });
    else if (key !== undefined) steps.push({ key: key.replaceAll("\\", "") });
    else steps.push({ all: true });
    rest = rest.slice(text.length);
  }
  return steps;
}

function select(values: unknown[], step: Step): unknown[] {
  return values.flatMap((value) => {
    if ("all" in step) return Array.isArray(value) ? (value as unknown[]) : Object.values(asRecord(value));
    if ("index" in step) {
      const found: unknown = Array.isArray(value) ? value.at(step.index) : undefined;
      return found === undefined ? [] : [found];
    }
    const found = asRecord(value)[step.key];
    return found === undefined ? [] : [found];
  });
}

const find = (template: string, path: string, root: unknown): unknown[] =>
  stepsOf(template, path).reduce(select, [root]);

const shown = (value: unknown): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : asPrintable(value);

/** Prints a JSONPath template as kubectl does: `{.items[*].metadata.name}`, text between, range and end. */
export function jsonPath(template: string, root: unknown): string {
  const whole = template.includes("{") ? template : `{${template}}`;
  const pieces = [...whole.matchAll(/\{([^{}]*)\}|([^{}]+)/g)].map(([, action, text]) => ({ action, text }));
  const print = (from: number, to: number, at: unknown): string => {
    let text = "";
    for (let index = from; index < to; index++) {
      const { action, text: literal } = pieces[index] ?? {};
      if (literal !== undefined) text += literal;
      else if (action?.startsWith("range ")) {
        const end = matchingEnd(index);
        for (const one of find(template, action.slice(6), at)) text += print(index + 1, end, one);
        index = end;
      } else if (action !== undefined && /^".*"$/s.test(action.trim())) {
        text += action.trim().slice(1, -1).replaceAll("\\n", "\n").replaceAll("\\t", "\t");
      } else if (action !== undefined) text += find(template, action, at).map(shown).join(" ");
    }
    return text;
  };
  const matchingEnd = (start: number): number => {
    let depth = 0;
    for (let index = start; index < pieces.length; index++) {
      if (pieces[index]?.action?.startsWith("range ")) depth++;
      if (pieces[index]?.action?.trim() === "end" && --depth === 0) return index;
    }
    throw failed(template, "not enough end action");
  };
  return print(0, pieces.length, root);
}
