import { characterClasses, escapeRegExp } from "../regexp-source.ts";

/** A bracket expression from `at`, as JavaScript writes it, and where it ends. */
function bracket(pattern: string, at: number): { source: string; end: number } | undefined {
  const found = /^\[(\^?)(\]?(?:\[:[a-z]+:\]|[^\]])*)\]/s.exec(pattern.slice(at));
  if (!found) return undefined;
  const inside = (found[2] ?? "").replace(/\[:([a-z]+):\]|[\\\]^[]/g, (token, name?: string) =>
    name === undefined ? `\\${token}` : (characterClasses[name] ?? ""),
  );
  return { source: `[${found[1]}${inside}]`, end: at + found[0].length };
}

/** A POSIX expression in JavaScript's notation; in a basic one `\(`, `\|`, `\+` and the like are the special ones. */
function translate(pattern: string, basic: boolean): string | undefined {
  let source = "";
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? "";
    if (char === "[") {
      const found = bracket(pattern, at);
      if (!found) return undefined;
      source += found.source;
      at = found.end - 1;
    } else if (char === "\\") {
      const next = pattern[++at];
      if (next === undefined) return undefined;
      if (basic && /[(){}|+?]/.test(next)) source += next;
      else if (/[wWsSbBdD1-9]/.test(next)) source += `\\${next}`;
      else if (next === "<" || next === ">") source += "\\b";
      else if (next === "n" || next === "t") source += `\\${next}`;
      else source += escapeRegExp(next);
    } else if (basic && /[(){}|+?]/.test(char)) source += `\\${char}`;
    else if (char === "*" && (source === "" || /(^|[^\\])[(|]$/.test(source) || source === "^")) source += "\\*";
    else source += char === "/" ? "\\/" : char;
  }
  return source;
}

/** What a pattern of grep or sed means as a regular expression; a text in the tool's words when it cannot be one. */
export function regularExpression(
  pattern: string,
  kind: "basic" | "extended" | "fixed",
  build: (source: string) => string = (source) => source,
): RegExp | string {
  const source = kind === "fixed" ? escapeRegExp(pattern) : translate(pattern, kind === "basic");
  if (source === undefined) {
    return pattern.endsWith("\\") ? "Trailing backslash" : "Invalid regular expression";
  }
  try {
    return new RegExp(build(source));
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    if (message.includes("Unterminated group")) return "Unmatched ( or \\(";
    if (message.includes("Unmatched ')'")) return "Unmatched ) or \\)";
    if (message.includes("out of order in {}")) return "Invalid content of \\{\\}";
    return "Invalid regular expression";
  }
}
