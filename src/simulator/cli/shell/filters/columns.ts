import { controlEscapes } from "../../control-escapes.ts";
import { ExitError } from "../../program.ts";
import { filesOperand, filter, linesOf, standardInput, textsOf } from "../filter.ts";
import { summaries } from "../../summaries.ts";

/** `1,3-5,7-` as a question about a position that counts from one. */
function positions(text: string, fault: () => ExitError): (position: number) => boolean {
  const ranges = text.split(",").map((range) => {
    const found = /^(\d*)(-?)(\d*)$/.exec(range);
    const from = found?.[1] ? Number(found[1]) : 1;
    const to = found?.[2] ? (found[3] ? Number(found[3]) : Number.POSITIVE_INFINITY) : from;
    if (!found || range === "" || range === "-" || from < 1 || to < from) throw fault();
    return { from, to };
  });
  return (position) => ranges.some(({ from, to }) => position >= from && position <= to);
}

export const cut = filter(
  {
    name: "cut",
    summary: summaries.cut,
    operands: filesOperand,
    options: [
      ["-f, --fields LIST", "Fields to print, such as 1,3 or 2-."],
      ["-d, --delimiter CHAR", "Field delimiter (default: a tab)."],
      ["-c, --characters LIST", "Characters to print."],
      ["-s, --only-delimited", "Print only lines that contain the delimiter."],
      ["--output-delimiter TEXT", "Delimiter between printed fields (default: the input delimiter)."],
    ],
    examples: ["cut -d: -f1 names.txt"],
  },
  async (call, line) => {
    const again = "\nTry 'cut --help' for more information.";
    const fields = line.text("--fields");
    const characters = line.text("--characters");
    const list = fields ?? characters;
    if (list === undefined)
      throw new ExitError(1, `cut: you must specify a list of bytes, characters, or fields${again}`);
    const picks = positions(
      list,
      () =>
        new ExitError(
          1,
          `cut: invalid ${fields === undefined ? "byte/character position" : "field value"} '${list}'${again}`,
        ),
    );
    const delimiter = line.text("--delimiter") ?? "\t";
    if ([...delimiter].length !== 1) throw new ExitError(1, `cut: the delimiter must be a single character${again}`);
    const { texts, failed } = await textsOf(call, "cut", line.operands);
    for (const textLine of texts.flatMap(({ text }) => linesOf(text))) {
      if (fields === undefined) call.out(`${[...textLine].filter((_, at) => picks(at + 1)).join("")}\n`);
      else if (!textLine.includes(delimiter)) {
        if (!line.on("--only-delimited")) call.out(`${textLine}\n`);
      } else
        call.out(
          `${textLine
            .split(delimiter)
            .filter((_, at) => picks(at + 1))
            .join(line.text("--output-delimiter") ?? delimiter)}\n`,
        );
    }
    return failed ? 1 : 0;
  },
);

const classes: Record<string, string> = {
  lower: "abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  digit: "0123456789",
  space: " \t\n\v\f\r",
  blank: " \t",
  punct: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
};
classes["alpha"] = `${classes["upper"]}${classes["lower"]}`;
classes["alnum"] = `${classes["digit"]}${classes["alpha"]}`;

/** The characters that a set of tr names. */
function charactersOf(text: string): string[] {
  const found: string[] = [];
  const pattern = /\[:([a-z]+):\]|\\([\\abfnrtv]|[0-7]{1,3})|([\s\S])-([\s\S])|[\s\S]/gu;
  for (const [whole, name, escape, from, to] of text.matchAll(pattern)) {
    if (name !== undefined) found.push(...(classes[name] ?? ""));
    else if (escape !== undefined)
      found.push(controlEscapes[escape] ?? String.fromCharCode(Number.parseInt(escape, 8)));
    else if (from !== undefined && to !== undefined) {
      const [first = 0, last = 0] = [from.codePointAt(0), to.codePointAt(0)];
      if (last < first)
        throw new ExitError(1, `tr: range-endpoints of '${whole}' are in reverse collating sequence order`);
      for (let code = first; code <= last; code++) found.push(String.fromCodePoint(code));
    } else found.push(whole);
  }
  return found;
}

export const tr = filter(
  {
    name: "tr",
    summary: summaries.tr,
    operands: [
      { name: "SET", required: true },
      { name: "BY", required: false },
    ],
    options: [
      ["-d, --delete", "Delete the characters."],
      ["-s, --squeeze-repeats", "Replace repeated characters with one."],
      ["-c, --complement", "Use the complement of the set."],
    ],
    examples: ["echo Web | tr A-Z a-z"],
  },
  async (call, line) => {
    const [first, second] = line.operands;
    const again = "\nTry 'tr --help' for more information.";
    if (first === undefined) throw new ExitError(1, `tr: missing operand${again}`);
    if (second === undefined && !line.on("--delete") && !line.on("--squeeze-repeats")) {
      throw new ExitError(
        1,
        `tr: missing operand after '${first}'\nTwo strings must be given when translating.${again}`,
      );
    }
    const set = charactersOf(first);
    const members = new Set(set);
    const by = second === undefined ? [] : charactersOf(second);
    if (second === "") throw new ExitError(1, "tr: when not truncating set1, string2 must be non-empty");
    const within = (char: string) => members.has(char) !== line.on("--complement");
    const index = new Map([...set].reverse().map((char, at) => [char, set.length - 1 - at]));
    const text = new TextDecoder().decode(await standardInput(call));
    const squeezed = new Set(line.on("--squeeze-repeats") ? (second === undefined ? set : by) : []);
    const squeezes = (char: string) =>
      second === undefined && line.on("--complement")
        ? line.on("--squeeze-repeats") && within(char)
        : squeezed.has(char);
    let result = "";
    let last: string | undefined;
    for (const char of text) {
      if (line.on("--delete") && within(char)) continue;
      const replaced =
        second !== undefined && !line.on("--delete") && within(char)
          ? (by[Math.min(line.on("--complement") ? by.length - 1 : (index.get(char) ?? 0), by.length - 1)] ?? char)
          : char;
      if (replaced === last && squeezes(replaced)) continue;
      result += replaced;
      last = replaced;
    }
    call.out(result);
  },
);
