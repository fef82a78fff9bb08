import type { JsonValue } from "../../world/json.ts";

const isoDate = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(?:\.(\d{1,7}))?(?:Z|\+00:00)$/;

/** A moment of a typed field as Python's `isoformat` prints it: microseconds unless they are none, and `+00:00`. */
export function typedDate(text: string): string {
  const [, whole, fraction = ""] = isoDate.exec(text) ?? [];
  if (whole === undefined) return text;
  const microseconds = fraction.padEnd(6, "0").slice(0, 6);
  return `${whole}${Number(microseconds) === 0 ? "" : `.${microseconds}`}+00:00`;
}

/** Every moment below a value, tags left alone: their values are texts, whatever they look like. */
export function withTypedDates(value: JsonValue): JsonValue {
  if (typeof value === "string") return typedDate(value);
  if (Array.isArray(value)) return value.map(withTypedDates);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === "tags" ? item : withTypedDates(item)]),
  );
}
