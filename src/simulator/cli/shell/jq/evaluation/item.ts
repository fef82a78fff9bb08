import { index, type Path } from "../paths.ts";
import { JqError, named, shortened } from "../values.ts";
import { isJsonObject, type JsonValue } from "../../../../world/json.ts";

/** A value, and its path in the input while paths are evaluated; `null` when it has none. */
export interface Item {
  value: JsonValue;
  path: Path | null | undefined;
}

/** What an expression gives: none, one or many. */
export type Stream = Generator<Item, void, undefined>;

/** The input without its place, for what is only asked for its value. */
export const plain = ({ value }: Item): Item => ({ value, path: undefined });

/** A computed value: it stands nowhere. */
export const computed = (value: JsonValue, { path }: Item): Item => ({
  value,
  path: path === undefined ? undefined : null,
});

/** Returns the error of a computed value in a path expression; `access` names the attempt on it, e.g. "iterate through". */
export const invalidPath = (value: JsonValue, access?: string): JqError => {
  const text = shortened(value, 29);
  return new JqError(
    `Invalid path expression ${access === undefined ? "with result" : `near attempt to ${access}`} ${text}`,
  );
};

/** The value at a key. */
export function below({ value, path }: Item, key: JsonValue): Item {
  if (path === null) throw invalidPath(value, `access element ${shortened(key, 29)} of`);
  return { value: index(value, key), path: path && [...path, key] };
}

/** `.[]` */
export function* iterate(item: Item): Stream {
  const { value, path } = item;
  if (path === null) throw invalidPath(value, "iterate through");
  if (Array.isArray(value)) for (const at of value.keys()) yield below(item, at);
  else if (isJsonObject(value)) for (const key of Object.keys(value)) yield below(item, key);
  else throw new JqError(`Cannot iterate over ${value === null ? "null" : named(value)}`);
}

/** `..` */
export function* recurse(item: Item): Stream {
  yield item;
  if (typeof item.value === "object" && item.value !== null) for (const child of iterate(item)) yield* recurse(child);
}
