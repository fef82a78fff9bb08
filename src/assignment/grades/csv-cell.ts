/**
 * Returns a text that spreadsheets don't run as a formula: an apostrophe goes before a text that starts with = + - @, a tab or a
 * carriage return, also after spaces (OWASP, CSV injection).
 */
export const withoutFormula = (text: string): string => (/^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text);

/** Returns a text in quotes as a CSV cell (RFC 4180). */
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** Returns a text as a cell of a file with commas, in quotes only where its characters need them (RFC 4180). */
export const quotedIfNeeded = (text: string): string => (/[",\r\n]/.test(text) ? quoted(text) : text);

/** Returns the text of a CSV cell, without quotes if it has them. */
export const unquoted = (cell: string): string =>
  cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
