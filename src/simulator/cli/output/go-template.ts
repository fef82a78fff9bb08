import { Stop } from "../program.ts";

type Value = unknown;

const bad = (template: string, why: string): Stop =>
  new Stop(64, `template parsing error: template: :1: ${why}`, {
    code: "BadTemplate",
    text: `The template ${template} is more than this tool can read.`,
    next: 'It reads {{.A.B}}, {{json .A}}, {{index .A 0}}, {{join .A ", "}}, {{len .A}}, {{range .A}}…{{end}} and {{if .A}}…{{else}}…{{end}}.',
  });

/** A value as Go prints it. */
function shown(value: Value): string {
  if (value === undefined || value === null) return "<no value>";
  if (Array.isArray(value)) return `[${value.map(shown).join(" ")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value as Record<string, Value>).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${entries.map(([key, one]) => `${key}:${shown(one)}`).join(" ")}]`;
  }
  return String(value as string | number | boolean);
}

const truthy = (value: Value): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : typeof value === "object" && value !== null
      ? Object.keys(value).length > 0
      : Boolean(value);

/** Renders the part of Go's text/template that people use on images: fields, json, index, join, len, range and if. */
export function renderTemplate(template: string, root: Value): string {
  const pieces = [...template.matchAll(/\{\{-?\s*(.*?)\s*-?\}\}|((?:(?!\{\{).)+)/gs)].map(([, action, text]) => ({
    action,
    text,
  }));
  if (/\{\{(?!.*\}\})/s.test(template)) throw bad(template, "unclosed action");

  const field = (path: string, at: Value): Value => {
    if (path === "." || path === "$") return path === "." ? at : root;
    return path
      .replace(/^\$?\./, "")
      .split(".")
      .reduce<Value>(
        (value, key) =>
          typeof value === "object" && value !== null ? (value as Record<string, Value>)[key] : undefined,
        path.startsWith("$") ? root : at,
      );
  };
  const argument = (word: string, at: Value): Value => {
    if (/^[.$]/.test(word)) return field(word, at);
    if (/^".*"$/s.test(word)) return word.slice(1, -1).replaceAll("\\n", "\n").replaceAll("\\t", "\t");
    if (/^-?\d+$/.test(word)) return Number(word);
    throw bad(template, `function "${word}" not defined`);
  };
  const evaluate = (expression: string, at: Value): Value => {
    const words = expression.match(/"(?:[^"\\]|\\.)*"|\S+/g) ?? [];
    const [first = "", ...rest] = words;
    const given = () => rest.map((word) => argument(word, at));
    switch (first) {
      case "json":
        return JSON.stringify(given()[0] ?? null);
      case "len": {
        const [value] = given();
        return Array.isArray(value) || typeof value === "string"
          ? value.length
          : Object.keys((value ?? {}) as object).length;
      }
      case "join": {
        const [list, separator] = given();
        return Array.isArray(list) ? list.map(shown).join(String(separator)) : "";
      }
      case "index":
        return given().reduce(
          (value, key) => (value as Record<string | number, Value> | undefined)?.[key as string | number],
        );
      case "upper":
        return shown(given()[0]).toUpperCase();
      case "lower":
        return shown(given()[0]).toLowerCase();
      case "println":
        return `${given().map(shown).join(" ")}\n`;
      default:
        if (rest.length > 0) throw bad(template, `function "${first}" not defined`);
        return argument(first, at);
    }
  };
  const endOf = (start: number): { end: number; otherwise: number | undefined } => {
    let depth = 0;
    let otherwise: number | undefined;
    for (let index = start; index < pieces.length; index++) {
      const word = pieces[index]?.action?.split(" ")[0];
      if (word === "range" || word === "if" || word === "with") depth++;
      if (word === "else" && depth === 1) otherwise = index;
      if (word === "end" && --depth === 0) return { end: index, otherwise };
    }
    throw bad(template, "unexpected EOF");
  };
  const print = (from: number, to: number, at: Value): string => {
    let text = "";
    for (let index = from; index < to; index++) {
      const piece = pieces[index];
      if (piece?.text !== undefined) {
        text += piece.text;
        continue;
      }
      const [word = "", ...rest] = (piece?.action ?? "").split(" ");
      if (word === "range" || word === "if" || word === "with") {
        const { end, otherwise } = endOf(index);
        const value = evaluate(rest.join(" "), at);
        const list = Array.isArray(value) ? value : Object.values((value ?? {}) as Record<string, Value>);
        if (word === "range") text += list.map((one) => print(index + 1, otherwise ?? end, one)).join("");
        else if (truthy(value)) text += print(index + 1, otherwise ?? end, word === "with" ? value : at);
        else if (otherwise !== undefined) text += print(otherwise + 1, end, at);
        index = end;
      } else text += shown(evaluate(piece?.action ?? "", at));
    }
    return text;
  };
  return print(0, pieces.length, root);
}
