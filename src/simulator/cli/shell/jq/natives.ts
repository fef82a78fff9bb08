import { formatTime } from "../filters/time.ts";
import { evaluate, pathsOf, valuesOf, type Item, type Scope, type Stream } from "./evaluate.ts";
import { formatText, lengthOf } from "./formats.ts";
import { deletePaths, getPath, setPath } from "./paths.ts";
import { matchesOf } from "./regular-expressions.ts";
import type { Expression } from "./syntax.ts";
import { compare, equal, isObject, JqError, memberOf, named, toText, truthy, typeOf, type Json } from "./values.ts";

type Native = (item: Item, args: readonly Expression[], scope: Scope) => Stream;

const result = (value: Json, { path }: Item): Item => ({ value, path: path === undefined ? undefined : null });

function* nothing(): Stream {
  yield* [];
}

/** A function of the input alone. */
const pure = (compute: (value: Json, scope: Scope) => Json): Native =>
  function* (item, _args, scope) {
    yield result(compute(item.value, scope), item);
  };

/** A function of the input and the values of its arguments. */
const withValues = (compute: (value: Json, args: Json[]) => Json): Native =>
  function* (item, args, scope) {
    for (const values of combinations(args, scope, item)) yield result(compute(item.value, values), item);
  };

function* combinations(args: readonly Expression[], scope: Scope, item: Item): Generator<Json[]> {
  const last = args.at(-1);
  if (!last) {
    yield [];
    return;
  }
  for (const value of valuesOf(last, scope, item)) {
    for (const before of combinations(args.slice(0, -1), scope, item)) yield [...before, value];
  }
}

const numeric = (compute: (value: number) => number): Native =>
  pure((value) => {
    if (typeof value !== "number") throw new JqError(`${named(value)} number required`);
    return compute(value);
  });

const text = (value: Json, what: string): string => {
  if (typeof value !== "string") throw new JqError(`${named(value)} ${what}`);
  return value;
};

const list = (value: Json, what: string): Json[] => {
  if (!Array.isArray(value)) throw new JqError(`${named(value)} ${what}`);
  return value;
};

/** Members in order of the keys that `f` gives each. */
function keyed(item: Item, by: Expression | undefined, scope: Scope, what: string): { key: Json; value: Json }[] {
  const values = list(item.value, what);
  return values.map((value) => ({
    value,
    key: by ? [...valuesOf(by, scope, { value, path: undefined })] : value,
  }));
}

const sorted = (what: string, pick: (entries: { key: Json; value: Json }[]) => Json): Native =>
  function* (item, [by], scope) {
    const entries = keyed(item, by, scope, what);
    yield result(pick(entries.sort((a, b) => compare(a.key, b.key))), item);
  };

const cannotSort = "cannot be sorted, as it is not an array";
const cannotGroup = "cannot be grouped, as it is not an array";

function groups(entries: { key: Json; value: Json }[]): Json[][] {
  const found: { key: Json; values: Json[] }[] = [];
  for (const { key, value } of entries) {
    const last = found.at(-1);
    if (last && equal(last.key, key)) last.values.push(value);
    else found.push({ key, values: [value] });
  }
  return found.map(({ values }) => values);
}

const extreme = (sign: 1 | -1): Native =>
  function* (item, [by], scope) {
    let best: { key: Json; value: Json } | undefined;
    for (const entry of keyed(item, by, scope, "cannot be iterated over")) {
      const order = best ? compare(entry.key, best.key) * sign : 1;
      if (order > 0 || (order === 0 && sign === 1)) best = entry;
    }
    yield result(best?.value ?? null, item);
  };

function contains(a: Json, b: Json): boolean {
  if (isObject(a) && isObject(b)) {
    return Object.entries(b).every(([key, value]) => Object.hasOwn(a, key) && contains(memberOf(a, key), value));
  }
  if (Array.isArray(a) && Array.isArray(b)) return b.every((one) => a.some((own) => contains(own, one)));
  if (typeof a === "string" && typeof b === "string") return a.includes(b);
  if (typeOf(a) === typeOf(b)) return equal(a, b);
  throw new JqError(`${named(a)} and ${named(b)} cannot have their containment checked`);
}

function has(value: Json, key: Json): boolean {
  if (isObject(value) && typeof key === "string") return Object.hasOwn(value, key);
  if (Array.isArray(value) && typeof key === "number") return key >= 0 && key < value.length;
  throw new JqError(
    `Cannot check whether ${typeOf(value)} has a ${typeof key === "string" ? "string" : typeOf(key)} key`,
  );
}

function keys(value: Json): Json[] {
  if (Array.isArray(value)) return [...value.keys()];
  if (isObject(value)) return Object.keys(value);
  throw new JqError(`${named(value)} has no keys`);
}

function toNumber(value: Json): number {
  if (typeof value === "number") return value;
  const found = typeof value === "string" && /^\s*-?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?\s*$/.test(value);
  if (found) return Number(value);
  throw new JqError(`${named(value)} cannot be parsed as a number`);
}

const places = (whole: string, part: string): number[] => {
  const found: number[] = [];
  for (let at = whole.indexOf(part); part !== "" && at !== -1; at = whole.indexOf(part, at + 1)) {
    found.push(lengthOf(whole.slice(0, at)));
  }
  return found;
};

function flattened(values: readonly Json[], depth: number): Json[] {
  return values.flatMap((one) => (Array.isArray(one) && depth > 0 ? flattened(one, depth - 1) : [one]));
}

const secondsOf = (value: Json): number => {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  if (typeof value !== "string" || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(value) || Number.isNaN(time)) {
    throw new JqError(`date ${JSON.stringify(value)} does not match format "%Y-%m-%dT%H:%M:%SZ"`);
  }
  return time / 1000;
};

const time = (value: Json): number => {
  if (typeof value !== "number" || Math.abs(value) > 8.64e12)
    throw new JqError("strftime/1 requires parsed datetime inputs");
  return value * 1000;
};

const fromJson = (value: Json): Json => {
  const source = text(value, "only strings can be parsed");
  try {
    return JSON.parse(source) as Json;
  } catch {
    throw new JqError(`Invalid JSON text (while parsing '${source}')`);
  }
};

function* range(item: Item, from: number, to: number, by: number, scope: Scope): Stream {
  for (let value = from; by > 0 ? value < to : by < 0 && value > to; value += by) {
    scope.outside.steps.step();
    yield result(value, item);
  }
}

const ranged: Native = function* (item, args, scope) {
  for (const values of combinations([...args].reverse(), scope, item)) {
    const [one, two, three] = values.reverse();
    const numbers = [two === undefined ? 0 : one, two === undefined ? one : two, three ?? 1];
    if (!numbers.every((value) => typeof value === "number")) throw new JqError("Range bounds must be numeric");
    const [from = 0, to = 0, by = 1] = numbers as number[];
    yield* range(item, from, to, by, scope);
  }
};

const trimmed = (start: boolean, end: boolean): Native =>
  pure((value) => {
    const whole = text(value, "cannot be trimmed");
    return start && end ? whole.trim() : start ? whole.trimStart() : whole.trimEnd();
  });

const cut = (front: boolean): Native =>
  withValues((value, [part = null]) => {
    if (typeof value !== "string" || typeof part !== "string" || part === "") return value;
    if (front) return value.startsWith(part) ? value.slice(part.length) : value;
    return value.endsWith(part) ? value.slice(0, -part.length) : value;
  });

const edge = (name: string, test: (value: string, part: string) => boolean): Native =>
  withValues((value, [part = null]) => {
    if (typeof value !== "string" || typeof part !== "string") throw new JqError(`${name}() requires string inputs`);
    return test(value, part);
  });

const cased = (change: (value: string) => string): Native =>
  pure((value) => text(value, "explode input must be a string").replace(/[A-Za-z]+/g, change));

const matching = (compute: (found: ReturnType<typeof matchesOf>) => Json): Native =>
  withValues((value, [expression = null, flags = null]) => compute(matchesOf(value, expression, flags)));

/** The functions that are not written in jq itself; see the prelude for those. */
export const natives: Record<string, Native> = {
  "empty/0": () => nothing(),
  "error/0": pure((value) => {
    throw new JqError(value);
  }),
  "not/0": pure((value) => !truthy(value)),
  "length/0": pure(lengthOf),
  "utf8bytelength/0": pure(
    (value) => new TextEncoder().encode(text(value, "only strings have UTF-8 byte length")).length,
  ),
  "type/0": pure(typeOf),
  "keys/0": pure((value) => keys(value).sort(compare)),
  "keys_unsorted/0": pure(keys),
  "has/1": withValues((value, [key = null]) => has(value, key)),
  "contains/1": withValues((value, [part = null]) => contains(value, part)),
  "tostring/0": pure(toText),
  "tojson/0": pure((value) => JSON.stringify(value)),
  "fromjson/0": pure(fromJson),
  "tonumber/0": pure(toNumber),
  "ascii_downcase/0": cased((letters) => letters.toLowerCase()),
  "ascii_upcase/0": cased((letters) => letters.toUpperCase()),
  "explode/0": pure((value) => [...text(value, "cannot be exploded")].map((char) => char.codePointAt(0) ?? 0)),
  "implode/0": pure((value) => {
    const codes = list(value, "implode input must be an array");
    if (!codes.every((code) => typeof code === "number" && code >= 0 && code <= 0x10ffff)) {
      throw new JqError("Unicode codepoint must be numeric");
    }
    return codes.map((code) => String.fromCodePoint(Number(code))).join("");
  }),
  "trim/0": trimmed(true, true),
  "ltrim/0": trimmed(true, false),
  "rtrim/0": trimmed(false, true),
  "ltrimstr/1": cut(true),
  "rtrimstr/1": cut(false),
  "startswith/1": edge("startswith", (value, part) => value.startsWith(part)),
  "endswith/1": edge("endswith", (value, part) => value.endsWith(part)),
  "split/1": withValues((value, [by = null]) => {
    if (typeof value !== "string" || typeof by !== "string")
      throw new JqError("split input and separator must be strings");
    return value === "" ? [] : by === "" ? [...value] : value.split(by);
  }),
  "join/1": withValues((value, [by = null]) => {
    const parts = list(value, "cannot be iterated over");
    return parts
      .map((one) => {
        if (typeof one === "object" && one !== null)
          throw new JqError(`${named(by)} and ${named(one)} cannot be added`);
        return one === null ? "" : toText(one);
      })
      .join(parts.length > 1 ? text(by, "cannot be added to a string") : "");
  }),
  "test/1": matching((found) => found.length > 0),
  "test/2": matching((found) => found.length > 0),
  "_match/2": matching((found) => found),
  "indices/1": withValues((value, [part = null]) => {
    if (value === null) return null;
    if (typeof value === "string" && typeof part === "string") return places(value, part);
    const values = list(value, "cannot be searched");
    const wanted = Array.isArray(part) ? part : [part];
    return values.flatMap((_, at) =>
      wanted.length > 0 &&
      wanted.every((one, next) => at + next < values.length && equal(values[at + next] ?? null, one))
        ? [at]
        : [],
    );
  }),
  "sort/0": sorted(cannotSort, (entries) => entries.map(({ value }) => value)),
  "sort_by/1": sorted(cannotSort, (entries) => entries.map(({ value }) => value)),
  "group_by/1": sorted(cannotGroup, groups),
  "unique/0": sorted(cannotSort, (entries) => groups(entries).map(([first = null]) => first)),
  "unique_by/1": sorted(cannotGroup, (entries) => groups(entries).map(([first = null]) => first)),
  "min/0": extreme(-1),
  "min_by/1": extreme(-1),
  "max/0": extreme(1),
  "max_by/1": extreme(1),
  "reverse/0": pure((value) => {
    if (value === null) return [];
    return typeof value === "string" ? [...value].reverse().join("") : [...list(value, "cannot be reversed")].reverse();
  }),
  "flatten/0": pure((value) => flattened(list(value, "cannot be iterated over"), 1_000)),
  "flatten/1": withValues((value, [depth = null]) => {
    if (typeof depth !== "number" || depth < 0) throw new JqError("flatten depth must not be negative");
    return flattened(list(value, "cannot be iterated over"), depth);
  }),
  "range/1": ranged,
  "range/2": ranged,
  "range/3": ranged,
  "floor/0": numeric(Math.floor),
  "ceil/0": numeric(Math.ceil),
  "round/0": numeric((value) => Math.sign(value) * Math.round(Math.abs(value))),
  "fabs/0": numeric(Math.abs),
  "abs/0": numeric(Math.abs),
  "sqrt/0": numeric(Math.sqrt),
  "trunc/0": numeric(Math.trunc),
  "log/0": numeric(Math.log),
  "log2/0": numeric(Math.log2),
  "log10/0": numeric(Math.log10),
  "exp/0": numeric(Math.exp),
  "pow/2": withValues((_value, [base = null, exponent = null]) => {
    if (typeof base !== "number" || typeof exponent !== "number") throw new JqError(`${named(base)} number required`);
    return base ** exponent;
  }),
  "infinite/0": pure(() => Number.POSITIVE_INFINITY),
  "nan/0": pure(() => Number.NaN),
  "isnan/0": pure((value) => typeof value === "number" && Number.isNaN(value)),
  "isinfinite/0": pure((value) => typeof value === "number" && Math.abs(value) === Number.POSITIVE_INFINITY),
  "isnormal/0": pure((value) => typeof value === "number" && Number.isFinite(value) && value !== 0),
  "path/1": function* (item, [of], scope) {
    if (of) for (const path of pathsOf(of, scope, item.value)) yield result([...path], item);
  },
  "getpath/1": function* (item, [of], scope) {
    if (!of) return;
    for (const path of valuesOf(of, scope, item)) {
      const keysOf = list(path, "Path must be specified as an array");
      if (item.path === null) throw new JqError(`Invalid path expression with result ${named(item.value)}`);
      yield { value: getPath(item.value, keysOf), path: item.path && [...item.path, ...keysOf] };
    }
  },
  "setpath/2": withValues((value, [path = null, put = null]) =>
    setPath(value, list(path, "Path must be specified as an array"), put),
  ),
  "delpaths/1": withValues((value, [paths = null]) =>
    deletePaths(value, list(paths, "Paths must be specified as an array")),
  ),
  "first/1": function* (item, [of], scope) {
    if (!of) return;
    for (const one of evaluate(of, scope, item)) {
      yield one;
      return;
    }
  },
  "limit/2": function* (item, [count, of], scope) {
    if (!count || !of) return;
    for (const most of valuesOf(count, scope, item)) {
      let left = Number(most);
      if (left <= 0) continue;
      for (const one of evaluate(of, scope, item)) {
        yield one;
        if (--left <= 0) break;
      }
    }
  },
  "env/0": pure((_value, { outside }) => outside.environment),
  "now/0": pure((_value, { outside }) => outside.now() / 1000),
  "fromdateiso8601/0": pure(secondsOf),
  "todate/0": pure((value) => formatTime(Math.floor(time(value) / 1000) * 1000, "%Y-%m-%dT%H:%M:%SZ")),
  "strftime/1": withValues((value, [format = null]) =>
    formatTime(time(value), text(format, "strftime/1 requires a string format")),
  ),
  "input/0": function* (item, _args, { outside }) {
    const value = outside.input();
    if (value === undefined) throw new JqError("No more inputs");
    yield result(value, item);
  },
  "inputs/0": function* (item, _args, { outside }) {
    for (let value = outside.input(); value !== undefined; value = outside.input()) yield result(value, item);
  },
  "debug/0": function* (item, _args, { outside }) {
    outside.debug(JSON.stringify(["DEBUG:", item.value]));
    yield item;
  },
  "ascii/0": pure((value) => String.fromCharCode(Number(value))),
  "format/1": withValues((value, [name = null]) => formatText(`@${text(name, "is not a valid format")}`, value)),
};
