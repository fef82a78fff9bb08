/** What XML 1.0 can't hold even when escaped: control characters, lone surrogates, U+FFFE and U+FFFF. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const entities: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** Returns a text escaped for an element or an attribute in double quotes. Characters that XML can't hold become spaces. */
export const xmlText = (text: string): string =>
  text.replaceAll(forbidden, " ").replaceAll(/[&<>"]/g, (character) => entities[character] ?? "");

/**
 * Whether a text survives in an element of XML exactly: no character that XML can't hold, and no white space that an LMS might trim
 * or join.
 */
export const survivesXml = (text: string): boolean =>
  text === text.trim() && !/[\t\n\r]|\s{2}/.test(text) && text.replaceAll(forbidden, "") === text;

/** Returns an id that XML accepts (NCName): letters, digits, `.`, `_` and `-`, with a prefix that makes it begin with a letter. */
export const xmlId = (prefix: string, id: string): string => `${prefix}-${id.replaceAll(/[^A-Za-z0-9._-]/g, "_")}`;
