import { pathsOf, valuesOf } from "../evaluation/values-of.ts";
import { computed, invalidPath } from "../evaluation/item.ts";
import { deletePaths, getPath, setPath } from "../paths.ts";
import { arrayOf, withValues, type NativeTable } from "./native.ts";

/** Paths. */
export const pathNatives: NativeTable = {
  "path/1": function* (item, [of], scope) {
    if (of) for (const path of pathsOf(of, scope, item.value)) yield computed([...path], item);
  },
  "getpath/1": function* (item, [of], scope) {
    if (!of) return;
    for (const path of valuesOf(of, scope, item)) {
      const keysOf = arrayOf(path, "Path must be specified as an array");
      if (item.path === null) throw invalidPath(item.value);
      yield { value: getPath(item.value, keysOf), path: item.path && [...item.path, ...keysOf] };
    }
  },
  "setpath/2": withValues((value, [path = null, put = null]) =>
    setPath(value, arrayOf(path, "Path must be specified as an array"), put),
  ),
  "delpaths/1": withValues((value, [paths = null]) =>
    deletePaths(value, arrayOf(paths, "Paths must be specified as an array")),
  ),
};
