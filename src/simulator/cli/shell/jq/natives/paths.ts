import { pathsOf, valuesOf } from "../evaluation/values-of.ts";
import { computed, invalidPath } from "../evaluation/item.ts";
import { deletePaths, getPath, setPath } from "../paths.ts";
import { JqError } from "../values.ts";
import { withValues, type NativeTable } from "./native.ts";
import type { JsonValue } from "../../../../world/json.ts";

function pathOf(value: JsonValue, message: string): JsonValue[] {
  if (!Array.isArray(value)) throw new JqError(message);
  return value;
}

/** Paths. */
export const pathNatives: NativeTable = {
  "path/1": function* (item, [of], scope) {
    if (of) for (const path of pathsOf(of, scope, item.value)) yield computed([...path], item);
  },
  "getpath/1": function* (item, [of], scope) {
    if (!of) return;
    for (const path of valuesOf(of, scope, item)) {
      const keysOf = pathOf(path, "Path must be specified as an array");
      if (item.path === null) throw invalidPath(item.value);
      yield { value: getPath(item.value, keysOf), path: item.path && [...item.path, ...keysOf] };
    }
  },
  "setpath/2": withValues((value, [path = null, put = null]) =>
    setPath(value, pathOf(path, "Path must be specified as an array"), put),
  ),
  "delpaths/1": withValues((value, [paths = null]) =>
    deletePaths(value, pathOf(paths, "Paths must be specified as an array")),
  ),
};
