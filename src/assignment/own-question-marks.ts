/** Characters that mean something in the form of a question. After a backslash, they are themselves. */
const special = "*-=|[]?/\\";
/** Stand for escaped characters while a form is read; noncharacters, which no text has. */
const first = 0xfdd0;

/** Replaces escaped characters, so that what is read next doesn't take them for marks. */
export const hideEscaped = (text: string): string =>
  text.replaceAll(/\\([*\-=|[\]?/\\])/g, (_, escaped: string) => String.fromCharCode(first + special.indexOf(escaped)));

const showEscaped = (text: string): string =>
  text.replaceAll(/[\uFDD0-\uFDD8]/g, (hidden) => special[hidden.charCodeAt(0) - first] ?? "");

/** Puts escaped characters back, as themselves, in every text of a value. */
export function showAllEscaped<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, member: unknown) =>
    typeof member === "string" ? showEscaped(member) : member,
  ) as T;
}

/** Escapes backslashes that would escape what follows. */
const withBackslashes = (text: string): string => text.replaceAll(/\\(?=[*\-=|[\]?/\\]|$)/g, "\\\\");

/** Returns a text in one line, with a backslash before the marks that it contains: those of `start` at its start, those of `within` anywhere. */
export function escaped(text: string, { start = "", within = "" }: { start?: string; within?: string } = {}): string {
  const line = withBackslashes(text.replaceAll(/\s*\n\s*/g, " ").trim());
  const inside = [...line].map((character) => (within.includes(character) ? `\\${character}` : character)).join("");
  return start.includes(inside.charAt(0)) && inside !== "" ? `\\${inside}` : inside;
}

/** Escapes what would end a text and begin its reason. */
const withoutReason = (text: string): string => text.replaceAll(/(^| )\/\//g, "$1\\//");

/** Returns a text and its reason, if there is one, as they are typed. */
export function withReason(text: string, rationale: string, marks: { start?: string; within?: string } = {}): string {
  const { within = "" } = marks;
  const reason = escaped(rationale, { within });
  const shown = withoutReason(escaped(text, marks));
  return reason === "" ? shown : `${shown} // ${reason}`;
}

/** Escapes the backslashes of a text that stays as it is but for its gaps. */
export const escapedBody = withBackslashes;
