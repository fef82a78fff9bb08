/** A value that templates work with, read from JSON. */
export type Value = unknown;

/** Returns a value as Go prints it. */
export function printed(value: Value): string {
  if (value === undefined || value === null) return "<no value>";
  if (Array.isArray(value)) return `[${value.map(printed).join(" ")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value as Record<string, Value>).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${entries.map(([key, member]) => `${key}:${printed(member)}`).join(" ")}]`;
  }
  return String(value as string | number | boolean);
}

/** Returns false for the values that Go calls empty: false, 0, nil, and texts, lists and maps without content. */
export const truthy = (value: Value): boolean =>
  Array.isArray(value)
    ? value.length > 0
    : typeof value === "object" && value !== null
      ? Object.keys(value).length > 0
      : Boolean(value);

/** Returns a field of an object, or undefined; Go's `missingkey=default` prints `<no value>` for it. */
export const memberOf = (value: Value, key: string): Value =>
  typeof value === "object" && value !== null ? (value as Record<string, Value>)[key] : undefined;

const sizeOf = (value: Value): number =>
  Array.isArray(value) || typeof value === "string" ? value.length : Object.keys((value ?? {}) as object).length;

const order = (a: Value, b: Value): number =>
  (a as number) < (b as number) ? -1 : (a as number) > (b as number) ? 1 : 0;

/** `%s`, `%d`, `%q`, `%v` and `%t` with a width, as fmt.Sprintf writes them. */
function printf([format, ...values]: Value[]): string {
  let next = 0;
  return printed(format).replace(/%(-?)(\d*)([sdqvt%])/g, (_, flag: string, width: string, verb: string) => {
    if (verb === "%") return "%";
    const value = values[next++];
    const text = verb === "q" ? JSON.stringify(printed(value)) : printed(value);
    return flag === "-" ? text.padEnd(Number(width)) : text.padStart(Number(width));
  });
}

const htmlEscapes: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
  "\0": "\uFFFD",
};

/** The functions of Go's templates and those that docker adds (docker/cli, templates), without `call` and `js`. */
export const functions: Record<string, (values: Value[]) => Value> = {
  json: ([value]) => JSON.stringify(value ?? null),
  len: ([value]) => sizeOf(value),
  join: ([list, separator]) => (Array.isArray(list) ? list.map(printed).join(printed(separator)) : ""),
  split: ([text, separator]) => printed(text).split(printed(separator)),
  index: ([value, ...keys]) => keys.reduce((inner, key) => memberOf(inner, String(key)), value),
  upper: ([text]) => printed(text).toUpperCase(),
  lower: ([text]) => printed(text).toLowerCase(),
  title: ([text]) => printed(text).replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  println: (values) => `${values.map(printed).join(" ")}\n`,
  print: (values) => values.map(printed).join(""),
  printf,
  eq: ([value, ...others]) => others.some((other) => other === value),
  ne: ([a, b]) => a !== b,
  lt: ([a, b]) => order(a, b) < 0,
  le: ([a, b]) => order(a, b) <= 0,
  gt: ([a, b]) => order(a, b) > 0,
  ge: ([a, b]) => order(a, b) >= 0,
  and: (values) => values.find((value) => !truthy(value)) ?? values.at(-1),
  or: (values) => values.find(truthy) ?? values.at(-1),
  not: ([value]) => !truthy(value),
  pad: ([text, before, after]) =>
    text === "" ? "" : " ".repeat(Number(before)) + printed(text) + " ".repeat(Number(after)),
  truncate: ([text, length]) => printed(text).slice(0, Number(length)),
  slice: ([value, ...bounds]) =>
    Array.isArray(value) || typeof value === "string" ? value.slice(...bounds.map(Number)) : value,
  html: (values) =>
    values
      .map(printed)
      .join("")
      .replace(/[&<>"'\0]/g, (char) => htmlEscapes[char] ?? char),
  urlquery: (values) => encodeURIComponent(values.map(printed).join("")).replaceAll("%20", "+"),
};
