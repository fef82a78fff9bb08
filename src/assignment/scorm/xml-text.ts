import { fitsXml } from "../xml.ts";

/**
 * Whether a text survives in an element of XML exactly: no character that XML can't hold, and no white space that an LMS might trim
 * or join.
 */
export const survivesXml = (text: string): boolean =>
  text === text.trim() && !/[\t\n\r]|\s{2}/.test(text) && fitsXml(text);

/** Returns an id that XML accepts (NCName): letters, digits, `.`, `_` and `-`, with a prefix that makes it begin with a letter. */
export const xmlId = (prefix: string, id: string): string => `${prefix}-${id.replaceAll(/[^A-Za-z0-9._-]/g, "_")}`;
