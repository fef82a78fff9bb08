import { fieldLimit, tooMuch } from "./control.ts";

/** Where the quoted piece that starts at `at` ends. */
function skipQuoted(text: string, at: number): number {
  const quote = text[at];
  if (quote === "\\") return at + 1;
  if (quote === "'") {
    const end = text.indexOf("'", at + 1);
    return end === -1 ? text.length : end;
  }
  if (quote === '"' || quote === "`") {
    for (let next = at + 1; next < text.length; next++) {
      if (text[next] === "\\") next++;
      else if (text[next] === quote) return next;
    }
    return text.length;
  }
  if (quote === "$" && (text[at + 1] === "{" || text[at + 1] === "(")) {
    const [open, close] = text[at + 1] === "{" ? ["{", "}"] : ["(", ")"];
    let depth = 0;
    for (let next = at + 1; next < text.length; next++) {
      if (text[next] === open) depth++;
      else if (text[next] === close && --depth === 0) return next;
    }
    return text.length;
  }
  return at;
}

/** The first brace expression of a word: where it stands, and its alternatives. */
function firstBraces(text: string): { start: number; end: number; choices: string[] } | undefined {
  for (let start = 0; start < text.length; start++) {
    const skipped = skipQuoted(text, start);
    if (skipped !== start) {
      start = skipped;
      continue;
    }
    if (text[start] !== "{") continue;
    const choices: string[] = [];
    let from = start + 1;
    let depth = 0;
    for (let at = start + 1; at < text.length; at++) {
      const next = skipQuoted(text, at);
      if (next !== at) {
        at = next;
        continue;
      }
      const char = text[at];
      if (char === "{") depth++;
      else if (char === "," && depth === 0) {
        choices.push(text.slice(from, at));
        from = at + 1;
      } else if (char === "}" && depth-- === 0) {
        const last = text.slice(from, at);
        const range = choices.length === 0 ? sequence(last) : undefined;
        if (range) return { start, end: at + 1, choices: range };
        if (choices.length > 0) return { start, end: at + 1, choices: [...choices, last] };
        break;
      }
    }
  }
  return undefined;
}

/** `1..3`, `a..e`, `01..10`, `1..9..2` */
function sequence(text: string): string[] | undefined {
  const found = /^(-?\d+|[A-Za-z])\.\.(-?\d+|[A-Za-z])(?:\.\.(-?\d+))?$/.exec(text);
  if (!found) return undefined;
  const [, first = "", last = ""] = found;
  const letters = /[A-Za-z]/.test(first);
  if (letters !== /[A-Za-z]/.test(last)) return undefined;
  const from = letters ? first.charCodeAt(0) : Number(first);
  const to = letters ? last.charCodeAt(0) : Number(last);
  const step = Math.abs(Number(found[3] ?? 1)) || 1;
  if (Math.abs(to - from) / step > fieldLimit) return tooMuch("brace expansion");
  const width = [first, last].some((bound) => /^-?0\d/.test(bound)) ? Math.max(first.length, last.length) : 0;
  const numberText = (value: number) => {
    if (letters) return String.fromCharCode(value);
    const digits = String(Math.abs(value)).padStart(value < 0 ? width - 1 : width, "0");
    return value < 0 ? `-${digits}` : digits;
  };
  const values: string[] = [];
  for (let value = from; from <= to ? value <= to : value >= to; value += from <= to ? step : -step) {
    values.push(numberText(value));
  }
  return values;
}

/** The words that a word with braces stands for, as they would be typed. */
export function expandBraces(text: string): string[] {
  let words = [{ done: "", rest: text }];
  const finished: string[] = [];
  while (words.length > 0) {
    const next: typeof words = [];
    for (const { done, rest } of words) {
      const found = firstBraces(rest);
      if (!found) {
        finished.push(done + rest);
        continue;
      }
      const { start, end, choices } = found;
      const after = rest.slice(end);
      // A choice may hold braces of its own; expanding it whole keeps bash's order.
      for (const choice of choices)
        for (const expansion of expandBraces(choice)) {
          next.push({ done: done + rest.slice(0, start) + expansion, rest: after });
        }
      if (finished.length + next.length > fieldLimit) return tooMuch("brace expansion");
    }
    words = next;
  }
  return finished;
}
