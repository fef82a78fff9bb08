/** Characters of a value that are shown. */
const shownCharacters = 80;

const secret = /password|secret|privateKey/i;

/** A moment of virtual time: its field ends in `At`, `expires` or `due`. */
const isMoment = (path: string, value: unknown): value is number =>
  typeof value === "number" && value > 1e12 && /(At|at|expires|due|since)$/.test(path);

/**
 * The values of a row by their path (`policies.retention.enabled`), as a person reads them: long ones cut, secrets hidden,
 * moments as dates.
 */
export function fieldsOf(value: unknown, path = ""): [path: string, text: string][] {
  if (typeof value === "object" && value !== null) {
    return Object.entries(value).flatMap(([key, inner]) => fieldsOf(inner, path === "" ? key : `${path}.${key}`));
  }
  if (value === undefined) return [];
  if (secret.test(path)) return [[path, "(hidden)"]];
  if (isMoment(path, value)) return [[path, new Date(value).toISOString().replace(/\.\d+Z$/, "Z")]];
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return [[path, text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text]];
}
