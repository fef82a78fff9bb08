/** Plain texts that PyYAML reads as something else than a text (resolver.py), so that a text like them is quoted. */
const otherTypes: readonly RegExp[] = [
  /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/,
  /^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/,
  /^(?:[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^(?:[-+]?0b[0-1_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+)$/,
  /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/,
  /^<<$/,
  /^=$/,
  /^(?:~|null|Null|NULL|)$/,
  /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/,
  /^[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?$/,
];

const breaks = "\n\u0085\u2028\u2029";
const blanks = `\0 \t\r${breaks}`;

/** Whether a character ends a line for PyYAML. */
export const isBreak = (char: string | undefined): boolean => char !== undefined && breaks.includes(char);

const isBlank = (char: string | undefined): boolean => char === undefined || blanks.includes(char);

/** Characters that are printed as they are, beyond ASCII. */
const isForeign = (char: string): boolean => {
  const code = char.codePointAt(0) ?? 0;
  const printable =
    code === 0x85 || (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd) || code >= 0x10000;
  return printable && code !== 0xfeff;
};

const isSpecial = (char: string): boolean => char !== "\n" && !(char >= " " && char <= "~") && !isForeign(char);

/** An indicator of YAML that a plain scalar in block style must not hold at this place. */
function isIndicator(chars: readonly string[], at: number): boolean {
  const char = chars[at] ?? "";
  const followed = isBlank(chars[at + 1]);
  if (at === 0) {
    return "#,[]{}&*!|>'\"%@`".includes(char) || ("?:-".includes(char) && followed);
  }
  return (char === ":" && followed) || (char === "#" && isBlank(chars[at - 1]));
}

export type ScalarStyle = "plain" | "single" | "double";

/** The style that PyYAML gives a text in a block collection (emitter.py `analyze_scalar`, `choose_scalar_style`). */
export function styleOf(text: string): ScalarStyle {
  const chars = [...text];
  const edges = [chars[0], chars.at(-1)];
  const pairs = chars.slice(1).map((char, at) => [chars[at], char] as const);
  if (pairs.some(([before, char]) => isBreak(before) && char === " ")) return "double";
  if (pairs.some(([before, char]) => before === " " && isBreak(char)) || chars.some(isSpecial)) return "double";
  const quoted =
    edges.some((char) => char === " " || isBreak(char)) ||
    chars.some(isBreak) ||
    text.startsWith("---") ||
    text.startsWith("...") ||
    chars.some((_, at) => isIndicator(chars, at)) ||
    otherTypes.some((pattern) => pattern.test(text));
  return quoted ? "single" : "plain";
}

const escapes: Record<string, string> = {
  "\0": "0",
  "\u0007": "a",
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\v": "v",
  "\f": "f",
  "\r": "r",
  "\u001b": "e",
  '"': '"',
  "\\": "\\",
  "\u0085": "N",
  "\u00a0": "_",
  "\u2028": "L",
  "\u2029": "P",
};

/** The escape of a character inside double quotes; undefined when it is written as it is. */
export function escapeOf(char: string): string | undefined {
  const code = char.codePointAt(0) ?? 0;
  const asItIs =
    (code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd);
  if (asItIs && !'"\\\u0085\u2028\u2029\ufeff'.includes(char)) return undefined;
  const short = escapes[char];
  if (short !== undefined) return `\\${short}`;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, "0")}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, "0")}` : `\\U${hex.padStart(8, "0")}`;
}
