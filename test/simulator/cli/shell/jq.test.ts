import { describe, expect, it } from "vitest";
import { aShell } from "../../../support/shell.ts";

const shell = aShell();
/** Runs a program over an input, and gives the values it prints, one per line. */
const jq = async (program: string, input: unknown, options = "-c") => {
  const text = JSON.stringify(input).replace(/'/g, "'\\''");
  return shell.run(`printf '%s\\n' '${text}' | jq ${options} '${program}'`);
};

/** Cases of jq's manual and of everyday use: program, input, values. */
const cases: [program: string, input: unknown, ...values: unknown[]][] = [
  [".", { a: [1] }, { a: [1] }],
  [".foo", { foo: 42 }, 42],
  [".foo.bar?", [1]],
  ['.["foo-bar"], ."x y"', { "foo-bar": 1, "x y": 2 }, 1, 2],
  [".[0], .[-1], .[2:4], .[:1]", [1, 2, 3, 4], 1, 4, [3, 4], [1]],
  [".[2:4]", "abcdef", "cd"],
  [".[]", { a: 1, b: 2 }, 1, 2],
  [".a, .b", { a: 1, b: 2 }, 1, 2],
  ["[.user, .projects[]]", { user: "s", projects: ["j", "w"] }, ["s", "j", "w"]],
  ["{user, title: .titles[]}", { user: "s", titles: ["A", "B"] }, { user: "s", title: "A" }, { user: "s", title: "B" }],
  ['{(.k): 1, "a-\\(.k)": 2}', { k: "n" }, { n: 1, "a-n": 2 }],
  ["[..]", [[1]], [[[1]], [1], 1]],
  [".a + 1, .a - 1, .a * 2, .a / 2, .a % 3", { a: 8 }, 9, 7, 16, 4, 2],
  [
    '{a: 1} + {b: 2}, [1,2] - [2], "x" * 2, ("a,b" / ","), ({a:{b:1}} * {a:{c:2}})',
    null,
    { a: 1, b: 2 },
    [1],
    "xx",
    ["a", "b"],
    { a: { b: 1, c: 2 } },
  ],
  ["(1,2) + (10,20)", null, 11, 12, 21, 22],
  ["[.[] | length]", [[1, 2], "ab", { a: 2 }, null, -5], [2, 2, 1, 0, 5]],
  ['keys, keys_unsorted, has("a")', { b: 1, a: 2 }, ["a", "b"], ["b", "a"], true],
  ["map(. + 1), map_values(. + 1)", [1, 2], [2, 3], [2, 3]],
  ["path(.a[0].b), [paths]", { a: [{ b: 1 }] }, ["a", 0, "b"], [["a"], ["a", 0], ["a", 0, "b"]]],
  ["del(.a), del(.b[0, 1])", { a: 1, b: [1, 2, 3] }, { b: [1, 2, 3] }, { a: 1, b: [3] }],
  ["to_entries, (to_entries | from_entries)", { a: 1 }, [{ key: "a", value: 1 }], { a: 1 }],
  ["with_entries(.value += 1)", { a: 1, b: 2 }, { a: 2, b: 3 }],
  [
    '.[] | select(.sku.name == "Premium") | .name',
    [
      { name: "a", sku: { name: "Premium" } },
      { name: "b", sku: { name: "Basic" } },
    ],
    "a",
  ],
  ["add, any, all, min, max, unique, reverse", [2, 1, 2], 5, true, true, 1, 2, [1, 2], [2, 1, 2]],
  [
    "sort_by(.a), group_by(.a), min_by(.a), max_by(.a), unique_by(.a)",
    [{ a: 2 }, { a: 1 }, { a: 2 }],
    [{ a: 1 }, { a: 2 }, { a: 2 }],
    [[{ a: 1 }], [{ a: 2 }, { a: 2 }]],
    { a: 1 },
    { a: 2 },
    [{ a: 1 }, { a: 2 }],
  ],
  ["sort", [{ a: 1 }, [1], "b", "a", 2, true, false, null], [null, false, true, 2, "a", "b", [1], { a: 1 }]],
  ["[range(3)], [range(2;4)], [range(0;10;4)]", null, [0, 1, 2], [2, 3], [0, 4, 8]],
  ["floor, sqrt, tostring, (tostring | tonumber)", 4.5, 4, Math.sqrt(4.5), "4.5", 4.5],
  ['contains({a: "b"}), contains({c: 1})', { a: "abc" }, true, false],
  ["flatten, flatten(1)", [1, [2, [3]]], [1, 2, 3], [1, 2, [3]]],
  [
    'startswith("a"), endswith("c"), ltrimstr("a"), rtrimstr("c"), split("b"), (explode | implode)',
    "abc",
    true,
    true,
    "bc",
    "ab",
    ["a", "c"],
    "abc",
  ],
  ['join(", "), (map(tostring) | join("-"))', ["a", "b"], "a, b", "a-b"],
  ["ascii_downcase, ascii_upcase", "aB", "ab", "AB"],
  ["[recurse(if . < 2 then . + 1 else empty end)]", 0, [0, 1, 2]],
  ['"\\(.a) is \\(.b + 1)"', { a: "x", b: 1 }, "x is 2"],
  ["tojson, (tojson | fromjson)", [1, { a: 2 }], '[1,{"a":2}]', [1, { a: 2 }]],
  ["@csv, @tsv, @json, @sh", [1, 'a"b', null], '1,"a""b",', '1\ta"b\t', '[1,"a\\"b",null]', "1 'a\"b' null"],
  ["@base64, (@base64 | @base64d), @uri, @html", "<a b>", "PGEgYj4=", "<a b>", "%3Ca%20b%3E", "&lt;a b&gt;"],
  ['@base64 "x\\(.)"', "ab", "xYWI="],
  ['0 | todate, (todate | fromdate), strftime("%Y")', null, "1970-01-01T00:00:00Z", 0, "1970"],
  ['if . > 1 then "many" elif . == 1 then "one" else "none" end', 1, "one"],
  ['.a // "none", (.b // 1)', { b: false }, "none", 1],
  ["[.[] | try error catch .]", [1, "x"], [1, "x"]],
  ["[.[] | (1 / .)?]", [1, 0], [1]],
  ['try error("no") catch ., (.a.b.c)?', 5, "no"],
  [
    'test("^v\\\\d"), [match("[0-9]+"; "g").string], capture("(?<major>\\\\d+)\\\\.(?<minor>\\\\d+)")',
    "v1.10",
    true,
    ["1", "10"],
    { major: "1", minor: "10" },
  ],
  ['sub("a"; "b"), gsub("a"; "b"), gsub("(?<x>a)"; "[\\(.x)]"), [scan("a")]', "aa", "ba", "bb", "[a][a]", ["a", "a"]],
  ['[splits(", *")], ascii_upcase', "a, b,c", ["a", "b", "c"], "A, B,C"],
  [
    ". as $x | [$x, $x], (. as [$a, {b: $c}] | $c)",
    [1, { b: 2 }],
    [
      [1, { b: 2 }],
      [1, { b: 2 }],
    ],
    2,
  ],
  ["def f: . + 1; def g(x): x | f; def h($n): $n * 2; f, g(. * 10), h(4)", 1, 2, 11, 8],
  ["def fac: if . <= 1 then 1 else . * (. - 1 | fac) end; fac", 5, 120],
  [
    "reduce .[] as $x (0; . + $x), [foreach .[] as $x (0; . + $x)], [foreach .[] as $x (0; . + $x; [$x, .])]",
    [1, 2],
    3,
    [1, 3],
    [
      [1, 1],
      [2, 3],
    ],
  ],
  [".a = 5, .a |= . + 1, .a += 10, .b //= 3", { a: 1 }, { a: 5 }, { a: 2 }, { a: 11 }, { a: 1, b: 3 }],
  ["(.[] | select(. > 1)) |= empty", [1, 2, 3], [1]],
  [".[1:] = [9]", [1, 2, 3], [1, 9]],
  [
    "[limit(2; .[])], first(.[]), [first, last, nth(1)], [.[0] | until(. > 100; . * 2)]",
    [1, 2, 3],
    [1, 2],
    1,
    [1, 3, 2],
    [128],
  ],
  ["[label $out | .[] | if . > 1 then break $out else . end]", [1, 2, 3], [1]],
  ["[while(. < 4; . * 2)], isempty(empty)", 1, [1, 2], true],
  [
    'getpath(["a", 0]), setpath(["a", 0]; 9), [leaf_paths], (.. |= .)',
    { a: [1] },
    1,
    { a: [9] },
    [["a", 0]],
    { a: [1] },
  ],
  ['index(","), rindex(","), indices(",")', "a,b,c", 1, 3, [1, 3]],
  ['walk(if type == "number" then . + 1 else . end)', [1, { a: 2 }], [2, { a: 3 }]],
  [
    "transpose, (map(add) | add)",
    [[1, 2], [3]],
    [
      [1, 3],
      [2, null],
    ],
    6,
  ],
  [".a[]?.b, .constructor, .toString", { a: [{ b: 1 }] }, 1, null, null],
  ['map(in({"a": 1})), (.[0] | IN("a", "b")), (INDEX(.) | keys)', ["a", "c"], [true, false], true, ["a", "c"]],
  [
    "[.[] as [$a, $b] | {a: $a, b: $b}]",
    [[1, 2], [3]],
    [
      { a: 1, b: 2 },
      { a: 3, b: null },
    ],
  ],
  ['{"a": (1, 2), b: (3, 4)}', null, { a: 1, b: 3 }, { a: 2, b: 3 }, { a: 1, b: 4 }, { a: 2, b: 4 }],
  [". and true, (null or false), not", true, true, false, false],
  ["(-(1)), -.a", { a: 2 }, -1, -2],
  ["$ENV.HOME, env.HOME", null, "/home/learner", "/home/learner"],
  ["[.[] as {a: $a} ?// [$a] | [$a]]", [{ a: 1 }, [2]], [[1], [2]]],
  [".[] as [$a] ?// $a | if $a == 3 then error else $a end", [[3]], [3]],
  ["del(.[1], .[-6], .[2], .[-3:9])", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [0, 3, 5, 6, 9]],
  [
    'join(","), (map(.) | try (. + [[1]] | join(",")) catch .)',
    ["a", "b"],
    "a,b",
    'string ("a,b,") and array ([1]) cannot be added',
  ],
  [
    "try path(map(.) | .[0]) catch ., (try -. catch .)",
    ["a"],
    'Invalid path expression near attempt to access element 0 of ["a"]',
    'array (["a"]) cannot be negated',
  ],
  ["bsearch(2), bsearch(4)", [1, 2, 3], 1, -4],
  [
    "gmtime, (gmtime | mktime, todate)",
    1425599507,
    [2015, 2, 5, 23, 51, 47, 4, 63],
    1425599507,
    "2015-03-05T23:51:47Z",
  ],
  ["[.repositories[] | {name: ., length: length}] | map(.length) | add", { repositories: ["a", "bc"] }, 3],
];

describe("programs of jq", () => {
  it.each(cases)("%s of %j", async (program, input, ...values) => {
    const { out, err } = await jq(program, input);
    expect(err).toBe("");
    expect(
      out
        .trimEnd()
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual(values);
  });

  it("prints as asked: raw, compact, sorted, tabs, joined", async () => {
    expect((await jq(".a", { a: "x" }, "-r")).out).toBe("x\n");
    expect((await jq(".", { b: [], a: {} }, "")).out).toBe('{\n  "b": [],\n  "a": {}\n}\n');
    expect((await jq(".", { b: 1, a: 2 }, "-cS")).out).toBe('{"a":2,"b":1}\n');
    expect((await jq(".[]", ["a", "b"], "-j")).out).toBe("ab");
    expect((await jq(".", [1], "--tab")).out).toBe("[\n\t1\n]\n");
    expect((await jq(".", "é", "-a")).out).toBe('"\\u00e9"\n');
  });

  it("takes variables, no input, all input at once, and lines", async () => {
    expect((await jq("$a + $b.c", null, '--arg a x --argjson b \'{"c":"y"}\'')).out).toBe('"xy"\n');
    expect((await shell.run("jq -n '[1,2] | length'")).out).toBe("2\n");
    expect((await shell.run("printf '1 2\\n3' | jq -s add")).out).toBe("6\n");
    expect((await shell.run("printf 'a\\nb\\n' | jq -R .")).out).toBe('"a"\n"b"\n');
    expect((await shell.run("printf '1 2 3' | jq -n '[inputs]' -c")).out).toBe("[1,2,3]\n");
    expect((await shell.run("echo '{\"a\":1}' > f.json; jq .a f.json; echo .a > p.jq; jq -f p.jq f.json")).out).toBe(
      "1\n1\n",
    );
  });

  it("has jq's exit codes: with -e, and for errors in the program, the input and its values", async () => {
    expect((await jq(".a", { a: false }, "-e")).exitCode).toBe(1);
    expect((await jq("empty", null, "-e")).exitCode).toBe(4);
    expect((await jq(".a", { a: 1 }, "-e")).exitCode).toBe(0);
    expect(await jq(".a", [1])).toMatchObject({
      err: 'jq: error (at <stdin>:1): Cannot index array with "a"\n',
      exitCode: 5,
    });
    expect((await jq(".[] | .a", 5)).err).toContain("Cannot iterate over number (5)");
    expect((await jq('1 + "a"', null)).err).toContain('number (1) and string ("a") cannot be added');
    expect(await jq("nosuch", null)).toMatchObject({
      err: "jq: error: nosuch/0 is not defined at <top-level>, line 1:\nnosuch\njq: 1 compile error\n",
      exitCode: 3,
    });
    expect(await jq(".[", null)).toMatchObject({ exitCode: 3 });
    expect(await jq("$x", null)).toMatchObject({
      exitCode: 3,
      err: expect.stringContaining("$x is not defined") as string,
    });
    const text = await shell.run("echo 'Name  Sku' | jq .");
    expect(text).toMatchObject({ exitCode: 2, explanation: { code: "NotJson" } });
    expect(text.err).toMatch(/^jq: parse error: /);
    expect((await shell.run("jq . none.json")).exitCode).toBe(2);
  });

  it("stops programs that don't end", async () => {
    expect((await jq("[repeat(1)]", null)).exitCode).toBe(5);
    expect((await jq("def f: f; f", null)).exitCode).toBe(5);
    expect((await jq("[range(1e12)]", null)).exitCode).toBe(5);
  });
});
